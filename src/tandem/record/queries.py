"""Read the record: is it whole, and who has looked?"""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery

from tandem.record.models import ChainHead, Entry, Look
from tandem.record.rules import Link, Looked, Run, digest, first_break, runs

A_PAGE = 50  # our choice: lines that one page shows
AT_ONCE = 500  # our choice: looks that one page reads at most, so that its cost has a bound


def looks_between(since: datetime | None, until: datetime) -> Any:
    """Return looks as plain rows, in a fixed order, from `since` up to but not including `until`."""
    looks = Look.objects.filter(at__lt=until)
    if since:
        looks = looks.filter(at__gte=since)
    return looks.order_by("id").values_list("id", "at", "by", "episode_id", "act", "refused")


def looked_at(episode_id: UUID, but: UUID, before: UUID | None = None) -> tuple[list[Run], UUID | None]:
    """Return runs of looks at one episode, latest first, and from which look on there are earlier ones.

    `but` is whose looks are left out, `before` the look at which the page before this one ended.
    """
    looks = Look.objects.filter(episode_id=episode_id).exclude(by=but)
    if before:
        end = Look.objects.filter(pk=before, episode_id=episode_id).values("at")
        looks = looks.filter(at__lte=Subquery(end)).filter(Q(at__lt=Subquery(end)) | Q(id__lt=before))
    rows = looks.order_by("-at", "-id").values_list("id", "at", "by", "act", "refused")[: AT_ONCE + 1]
    read = [Looked(*row) for row in rows]
    found, last = runs(read[:AT_ONCE], A_PAGE)
    return found, last if read and last != read[-1].id else None


def happened_since(since: datetime, events: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the details of each such event since then, in order."""
    entries = Entry.objects.filter(at__gte=since, event__in=list(events)).order_by("sequence")
    return [(entry.event, json.loads(entry.details)) for entry in entries]


def broken_at() -> int | None:
    """Return the number of the first entry that was altered, or None when the whole chain holds."""
    broken = first_break(_links())
    if broken is not None:
        return broken
    last = Entry.objects.order_by("-sequence").values_list("sequence", "hash").first() or (0, "0" * 64)
    head = ChainHead.objects.values_list("sequence", "hash").first() or (0, "0" * 64)
    if last != head:
        return last[0] + 1  # the end was cut off
    return _broken_looks()


def _links() -> Iterator[tuple[Link, str]]:
    for entry in Entry.objects.order_by("sequence").iterator():
        yield _link(entry), entry.hash


def _link(entry: Entry) -> Link:
    return Link(
        sequence=entry.sequence,
        at=entry.at.astimezone(UTC).isoformat(),
        event=entry.event,
        by=str(entry.by or ""),
        details=entry.details,
        previous=entry.previous,
    )


def _broken_looks() -> int | None:
    for entry in Entry.objects.filter(event="LooksChained").order_by("sequence"):
        said = json.loads(entry.details)
        since = datetime.fromisoformat(said["since"]) if said["since"] else None
        rows = list(looks_between(since, datetime.fromisoformat(said["until"])))
        if len(rows) != said["count"] or digest(rows) != said["digest"]:
            return entry.sequence
    return None
