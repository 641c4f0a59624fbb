"""Write the parts of a batch, and take them back: short transactions that can be repeated."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tandem.care.models import HistoryItem
from tandem.exchange import queries
from tandem.exchange.models import ImportBatch, ImportPart
from tandem.exchange.rules.rows import History, Person, unpacked
from tandem.people.actions import write_name_keys
from tandem.people.models import Identifier, Member, NameKey, RoleGrant
from tandem.permissions.rules import Role
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.insert import remove
from tandem.tenancy.models import Practice

PEOPLE_A_STEP = 200  # our choice: one short transaction


@transaction.atomic
def write_next_part(*, batch_id: UUID, at: datetime) -> bool:
    """Write one part and forget it, in one transaction. Returns False when none is left."""
    batch = _locked(batch_id)
    part = ImportPart.objects.filter(batch=batch).order_by("number").first()
    if part is None or batch.started_at is None:
        return False
    rows = [unpacked(values) for values in json.loads(part.rows)]
    _write_people(batch, [row for row in rows if isinstance(row, Person)], at)
    _write_history(batch, [row for row in rows if isinstance(row, History)])
    batch.rows_done += len(rows)
    batch.save(update_fields=["rows_done"])
    ImportPart.objects.filter(pk=part.pk).delete()
    return True


@transaction.atomic
def remove_next(*, batch_id: UUID) -> bool:
    """Take back some people with what came with them. Returns False when none is left that can go."""
    _locked(batch_id)
    ids = [member.pk for member in queries.free_people(batch_id)[:PEOPLE_A_STEP]]
    HistoryItem.objects.filter(client__in=ids).delete()
    Identifier.objects.filter(member__in=ids).delete()
    RoleGrant.objects.filter(member__in=ids).delete()
    NameKey.objects.filter(member__in=ids).delete()
    remove(Member.objects.filter(pk__in=ids))
    return bool(ids)


@transaction.atomic
def remove_next_history(*, batch_id: UUID) -> bool:
    """Take back what the batch added to people who were here before it. Returns False when nothing is left."""
    _locked(batch_id)
    stays = Member.objects.filter(batch_id=batch_id)  # their care began meanwhile: they keep their history
    rows = HistoryItem.objects.filter(batch_id=batch_id).exclude(client__in=stays)
    some = list(rows[: PEOPLE_A_STEP * 2])
    HistoryItem.objects.filter(pk__in=[row.pk for row in some]).delete()
    return bool(some)


def _locked(batch_id: UUID) -> ImportBatch:
    """Return the batch; whoever else works on it waits."""
    return ImportBatch.objects.defer("preview").select_for_update().get(pk=batch_id)


def _write_people(batch: ImportBatch, people: Iterable[Person], at: datetime) -> None:
    wanted = [person for person in people if not person.doubtful or person.number in batch.chosen]
    known = queries.known_people(pair for person in wanted for pair in person.identifiers)
    new = [person for person in wanted if not any(pair in known for pair in person.identifiers)]
    practice = Practice.objects.get(pk=current_practice_id())
    members = [(_member(batch, practice, person), person) for person in new]
    Member.objects.bulk_create(member for member, _person in members)
    write_name_keys(member for member, _person in members)
    RoleGrant.objects.bulk_create(
        RoleGrant(member=member, role=Role.CLIENT.value, started_at=at)
        for member, person in members
        if person.client
    )
    Identifier.objects.bulk_create(
        Identifier(member=member, system=system, value=value)
        for member, person in members
        for system, value in person.identifiers
    )


def _member(batch: ImportBatch, practice: Practice, person: Person) -> Member:
    return Member(
        name=person.name,
        email=person.email,
        phone=person.phone,
        born_on=person.born_on,
        died_on=person.died_on,
        language=person.language or practice.language,
        time_zone=practice.time_zone,
        batch_id=batch.pk,
        safer=settings.TANDEM_SAFER and person.client,
    )


def _write_history(batch: ImportBatch, rows: list[History]) -> None:
    owners = queries.known_people(row.of for row in rows)
    known = queries.known_history((row.source_system, row.kind, row.source_id) for row in rows)
    HistoryItem.objects.bulk_create(
        (
            HistoryItem(
                client_id=owners[row.of][0],
                kind=row.kind,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                words=row.words,
                source_system=row.source_system,
                source_id=row.source_id,
                batch_id=batch.pk,
            )
            for row in rows
            # without an owner: somebody doubtful whom nobody chose
            if row.of in owners and (row.source_system, row.kind, row.source_id) not in known
        ),
    )
