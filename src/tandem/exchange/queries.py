"""Ask what is already here, how a batch stands, and what holds people of a batch."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.care.models import Episode, HistoryItem
from tandem.exchange.models import ImportBatch
from tandem.exchange.rules.rows import Pair, likeness
from tandem.people.models import Identifier, Member, NameKey, RoleGrant
from tandem.permissions.rules import Role

PATIENCE = timedelta(minutes=15)  # our choice: the largest file takes a few minutes

Source = tuple[str, str, str]  # which system, what kind of thing, what that system calls it


def batch(batch_id: UUID) -> ImportBatch | None:
    """Return one batch whose file was checked."""
    return ImportBatch.objects.filter(pk=batch_id).exclude(checked_at=None).select_related("by").first()


def batches(limit: int = 25) -> list[ImportBatch]:
    """Return the latest files that were brought in, taken back or not."""
    begun = ImportBatch.objects.exclude(started_at=None).select_related("by").defer("preview")
    return list(begun.order_by("-made_at")[:limit])


def preview(found: ImportBatch) -> dict[str, Any]:
    """Return what a lead looks at before deciding; empty once everything is written."""
    return json.loads(found.preview) if found.preview else {}


def state(found: ImportBatch) -> str:
    """Return how a batch stands: checked, writing, here, leaving or gone."""
    steps = [
        (found.undone_at, "gone"),
        (found.undo_asked_at, "leaving"),
        (found.finished_at, "here"),
        (found.started_at, "writing"),
    ]
    return next((name for at, name in steps if at), "checked")


def seems_stuck(found: ImportBatch, at: datetime) -> bool:
    """Return whether a batch has been on its way for so long that a lead may want to push it."""
    return bool(found.started_at and not found.finished_at and at - found.started_at > PATIENCE)


def stayed(found: ImportBatch) -> int:
    """Return how many people stayed after a batch was taken back, because their care began meanwhile."""
    return people_left(found.pk) if found.undone_at else 0


def gone(found: ImportBatch) -> tuple[int, int]:
    """Return how many people of a batch that is being taken back are gone, and how many it had brought."""
    if not found.undo_asked_at or found.undone_at:
        return 0, 0
    had = found.counts.get("clients", 0) + found.counts.get("helpers", 0)
    return max(0, had - people_left(found.pk)), had


def known_people(pairs: Iterable[Pair]) -> dict[Pair, tuple[UUID, date | None]]:
    """Return which of these identifiers are here: whose they are, and that person's birth date."""
    by_system: dict[str, list[str]] = defaultdict(list)
    for system, value in pairs:
        by_system[system].append(value)
    known = {}
    for system, values in by_system.items():
        rows = Identifier.objects.filter(system=system, value__in=values)
        for value, member_id, born_on in rows.values_list("value", "member_id", "member__born_on"):
            known[system, value] = (member_id, born_on)
    return known


def known_history(sources: Iterable[Source]) -> set[Source]:
    """Return which of these things from before are here."""
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for system, kind, source_id in sources:
        by_kind[system, kind].append(source_id)
    known: set[Source] = set()
    for (system, kind), ids in by_kind.items():
        rows = HistoryItem.objects.filter(source_system=system, kind=kind, source_id__in=ids)
        known |= {(system, kind, source_id) for source_id in rows.values_list("source_id", flat=True)}
    return known


def likenesses() -> set[int]:
    """Return the likeness (name and birth date) of everyone in the practice."""
    rows = Member.objects.values_list("name", "born_on").iterator(chunk_size=2000)
    return {likeness(name, born_on) for name, born_on in rows}


def rows_done(batch_id: UUID) -> int:
    """Return how many rows of a batch are written."""
    return int(ImportBatch.objects.values_list("rows_done", flat=True).get(pk=batch_id))


def people_left(batch_id: UUID) -> int:
    """Return how many people of a batch are here."""
    return Member.objects.filter(batch_id=batch_id).count()


def brought(batch_id: UUID) -> tuple[int, int, int]:
    """Return how many clients, helpers and things from before a batch has brought."""
    people = Member.objects.filter(batch_id=batch_id)
    is_client = RoleGrant.objects.filter(member=OuterRef("pk"), role=Role.CLIENT.value)
    clients = people.filter(Exists(is_client)).count()
    return clients, people.count() - clients, HistoryItem.objects.filter(batch_id=batch_id).count()


def held_by_care(batch_id: UUID) -> bool:
    """Return whether an episode was opened for somebody of this batch."""
    return Episode.objects.filter(client__batch_id=batch_id).exists()


def free_people(batch_id: UUID) -> QuerySet[Member]:
    """Return people of a batch to whom nothing has happened since; only they can be taken back."""
    return Member.objects.filter(batch_id=batch_id).exclude(_in_use(batch_id))


def used_people(batch_id: UUID) -> QuerySet[Member]:
    """Return people of a batch who have an account, a role, care or anything else since."""
    return Member.objects.filter(batch_id=batch_id).filter(_in_use(batch_id))


def _in_use(batch_id: UUID) -> Q:
    """Any row anywhere that points to them, other than what the batch itself wrote."""
    own = HistoryItem.objects.filter(client=OuterRef("pk")).exclude(batch_id=batch_id)
    roles = RoleGrant.objects.filter(member=OuterRef("pk")).exclude(role=Role.CLIENT.value)
    used = Q(user__isnull=False) | Exists(own) | Exists(roles)
    for link in Member._meta.get_fields(include_hidden=True):
        if (
            not link.auto_created
            or link.concrete
            or link.related_model in (RoleGrant, Identifier, NameKey, HistoryItem)
        ):
            continue
        model: Any = link.related_model
        used |= Q(Exists(model.objects.filter(**{link.field.name: OuterRef("pk")})))  # type: ignore[union-attr]
    return used
