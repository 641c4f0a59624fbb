"""Read the record: is it whole, and who has looked?"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery

from tandem.record.events import LooksChained
from tandem.record.models import ChainHead, Entry, Look, Shown
from tandem.record.rules import FIRST, Digest, Fault, Follow, Head, Link, Looked, Run, Wrong, list_id, runs
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.snapshot import reading

A_PAGE = 50  # our choice: lines that one page shows
STEP = 1000  # our choice: entries in memory
APART = timedelta(days=1)  # our choice: an entry is told of no later than this after it happened
AT_ONCE = 500  # our choice: looks that one page reads at most, so that its cost has a bound


def looks_between(since: datetime | None, until: datetime) -> Any:
    """Return looks as plain rows, in a fixed order, from `since` up to but not including `until`."""
    looks = Look.objects.filter(at__lt=until)
    if since:
        looks = looks.filter(at__gte=since)
    return looks.order_by("id").values_list(
        "id", "at", "by", "episode_id", "act", "refused", "role", "basis", "shown"
    )


def looked_at(episode_id: UUID, but: UUID, before: UUID | None = None) -> tuple[list[Run], UUID | None]:
    """Return runs of looks at one episode, latest first, and from which look on there are earlier ones.

    `but` is whose looks are left out, `before` the look at which the page before this one ended.
    """
    looks = Look.objects.filter(episode_id=episode_id).exclude(by=but)
    if before:
        end = Look.objects.filter(pk=before, episode_id=episode_id).values("at")
        looks = looks.filter(at__lte=Subquery(end)).filter(Q(at__lt=Subquery(end)) | Q(id__lt=before))
    rows = looks.order_by("-at", "-id").values_list("id", "at", "by", "act", "refused", "role", "basis")[
        : AT_ONCE + 1
    ]
    read = [Looked(*row) for row in rows]
    found, last = runs(read[:AT_ONCE], A_PAGE)
    return found, last if read and last != read[-1].id else None


def listed(about: Collection[UUID], since: datetime) -> list[dict[str, Any]]:
    """Return on whose lists a client stood since then: `by`, `role`, `act`, `times` and `last`; latest first.

    `about` is the client, and their episode.
    """
    on = Shown.objects.filter(about__in=about).values("shown")
    looks = Look.objects.filter(shown__in=on, at__gte=since).exclude(by__in=about)
    rows = looks.values("by", "role", "act").annotate(times=Count("id"), last=Max("at"))
    return list(rows.order_by("-last", "by", "act")[:A_PAGE])


def happened_since(since: datetime, events: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the details of each such event since then, in order."""
    entries = Entry.objects.filter(
        sequence__gt=_last_before(since - APART), at__gte=since, event__in=list(events)
    )
    rows = entries.order_by("sequence").values_list("event", "details")
    return [(event, json.loads(details)) for event, details in rows]


def _last_before(at: datetime) -> int:
    """Return the number of an entry from before `at`, so that an index can begin there; 0 when there is none.

    Going back from the end, twice as far each time: a few questions, however long the chain.
    """
    end = ChainHead.objects.values_list("sequence", flat=True).first() or 0
    step = STEP
    while step < end:
        row = Entry.objects.filter(sequence=end - step).values_list("at", flat=True).first()
        if row and row < at:
            return end - step
        step *= 2
    return 0


def broken_at() -> int | None:
    """Return the number of the first entry that is wrong, or None when the whole chain holds."""
    fault = verified().fault
    return fault.sequence if fault else None


@dataclass
class Verified:
    """What was found in one practice's record."""

    fault: Fault | None = None
    entries: int = 0
    looks: int = 0  # in the chain
    tail: int = 0  # looks that are not in the chain yet
    oldest: datetime | None = None  # when the first of those was


def verified(heads: Collection[Head] = ()) -> Verified:
    """Read the current practice's whole record, entry by entry, in one moment of the database.

    `heads` are ends of its chain that were kept elsewhere. Stops at the first fault.
    """
    found = Verified()
    with reading():
        found.fault = _walk(found, {one.sequence: one.hash for one in heads if one.sequence})
        if found.fault is None:
            _count_tail(found)
    return found


def _walk(found: Verified, heads: dict[int, str]) -> Fault | None:
    walk, until = Follow(), None  # `until` is up to when looks are chained
    for link, claimed in _links():
        if fault := walk.fault(link, claimed):
            return fault
        if heads.pop(link.sequence, claimed) != claimed:
            return Fault(link.sequence, Wrong.REPLACED)
        found.entries += 1
        if link.event == LooksChained.__name__:
            said = _said(link.details)
            if said is None:
                return Fault(link.sequence, Wrong.REPLACED)
            until = said.until
            if wrong := _wrong_looks(said, found):
                return Fault(link.sequence, wrong)
    ends = ChainHead.objects.values_list("sequence", "hash", "looks_until").first() or (0, FIRST, None)
    if heads or ends != (walk.sequence, walk.hash, until):
        return Fault(walk.sequence + 1, Wrong.CUT)
    return _wrong_lists(walk.sequence)


def _links() -> Iterator[tuple[Link, str]]:
    """Yield every entry, in order, and the hash it carries; some at a time, so that memory has a bound."""
    columns = ("id", "sequence", "at", "event", "by", "details", "previous", "hash")
    last = -1
    while True:
        rows = Entry.objects.filter(sequence__gt=last).order_by("sequence").values_list(*columns)[:STEP]
        read = list(rows)
        for key, sequence, at, event, by, details, previous, claimed in read:
            when = at.astimezone(UTC).isoformat()
            yield Link(str(key), sequence, when, event, str(by or ""), details, previous), claimed
        if len(read) < STEP:
            return
        last = read[-1][1]


def _said(details: str) -> LooksChained | None:
    """Return what an entry says of looks, or None where no such entry was ever written like that."""
    try:
        said = json.loads(details)
        since = datetime.fromisoformat(said["since"]) if said["since"] else None
        return LooksChained(since, datetime.fromisoformat(said["until"]), said["count"], said["digest"])
    except (ValueError, KeyError, TypeError):
        return None


def _wrong_looks(said: LooksChained, found: Verified) -> Wrong | None:
    """Return what is wrong with the looks that one entry stands for."""
    whole = Digest()
    for row in looks_between(said.since, said.until).iterator():
        whole.add(row)
    found.looks += whole.count
    if whole.count != said.count:
        return Wrong.LOOKS_REMOVED if whole.count < said.count else Wrong.LOOKS_INSERTED
    return None if whole.hex() == said.digest else Wrong.LOOKS_CHANGED


def _wrong_lists(end: int) -> Fault | None:
    """Return which entry covers a look at a list of which somebody was taken, or to which somebody was added."""
    practice, rows = current_practice_id(), _lists()
    for shown, about in groupby(rows, key=lambda row: row[0]):
        if list_id(practice, (one for _shown, one in about)) != shown:
            return Fault(_covering(shown, end), Wrong.LIST_CHANGED)
    gone = Look.objects.filter(~Exists(Shown.objects.filter(shown=OuterRef("shown"))), shown__isnull=False)
    row = gone.values_list("shown", flat=True).first()
    return Fault(_covering(row, end), Wrong.LIST_CHANGED) if row else None


def _lists() -> Iterator[tuple[UUID, UUID]]:
    return Shown.objects.order_by("shown", "about").values_list("shown", "about").iterator()


def _covering(shown: UUID, end: int) -> int:
    """Return the entry that covers the first look at a list; one behind the `end` when none does yet."""
    at = Look.objects.filter(shown=shown).aggregate(at=Min("at"))["at"]
    chained = Entry.objects.filter(event=LooksChained.__name__).order_by("sequence")
    for sequence, details in chained.values_list("sequence", "details").iterator():
        if at and at < datetime.fromisoformat(json.loads(details)["until"]):
            return sequence
    return end + 1


def _count_tail(found: Verified) -> None:
    """Count the looks that are not in the chain yet."""
    until = ChainHead.objects.values_list("looks_until", flat=True).first()
    tail = Look.objects.filter(at__gte=until) if until else Look.objects.all()
    found.tail = tail.count()
    found.oldest = tail.order_by("at").values_list("at", flat=True).first() if found.tail else None


def head(at: datetime, practice_id: UUID) -> Head | None:
    """Return the end of the current practice's chain, to be kept elsewhere; None while there is no chain."""
    ends = ChainHead.objects.values_list("sequence", "hash").first()
    return Head(at.astimezone(UTC).date().isoformat(), str(practice_id), *ends) if ends else None
