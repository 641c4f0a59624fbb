"""Ask and answer about a record, hold it, note what left the practice, confirm its removal."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tandem.keeping import queries
from tandem.keeping.events import (
    DisclosureNoted,
    HoldBegun,
    HoldEnded,
    RecordAnswered,
    RecordAsked,
    RemovalConfirmed,
    YearsChanged,
)
from tandem.keeping.models import Disclosure, Hold, KeepFor, RecordRequest, Removal
from tandem.keeping.rules import Answer, Asked, Ground, HoldReason, What, may_confirm
from tandem.people.models import Member
from tandem.record.actions import happened


class AlreadyAsked(Exception):
    """A request of this kind waits already."""


class AlreadyAnswered(Exception):
    """Somebody else has answered it."""


class AlreadyHeld(Exception):
    """A hold lasts already."""


class NotOver(Exception):
    """The record may not be removed: it is held, in use, or its years are not past."""


class SamePerson(Exception):
    """The second of two people must be another one."""


@transaction.atomic
def ask(*, client: Member, asked: Asked, words: str, at: datetime) -> RecordRequest:
    """Keep what a client asks. Raises `AlreadyAsked` while one of this kind waits."""
    try:
        with transaction.atomic():
            request = RecordRequest.objects.create(client=client, asked=asked.value, words=words, asked_at=at)
    except IntegrityError as error:
        raise AlreadyAsked from error
    happened(RecordAsked(request.pk, client.pk, asked.value), by=client.pk, at=at)
    return request


@transaction.atomic
def answer(*, request: RecordRequest, answer: Answer, reply: str, by: Member, at: datetime) -> None:
    """Answer a request, once. Raises `AlreadyAnswered`."""
    waiting = RecordRequest.objects.select_for_update().filter(pk=request.pk, answered_at=None).first()
    if waiting is None:
        raise AlreadyAnswered
    waiting.answer, waiting.reply, waiting.answered_by, waiting.answered_at = answer.value, reply, by, at
    waiting.save(update_fields=["answer", "reply", "answered_by", "answered_at"])
    happened(RecordAnswered(request.pk, request.client_id, request.asked, answer.value), by=by.pk, at=at)


@transaction.atomic
def hold(
    *, client: Member, reason: HoldReason, words: str, told: bool, by: Member, at: datetime
) -> Hold:  # fmt: skip
    """Stop every removal of a client's record. Raises `AlreadyHeld`."""
    try:
        with transaction.atomic():
            made = Hold.objects.create(
                client=client, reason=reason.value, words=words, told=told, by=by, started_at=at
            )
    except IntegrityError as error:
        raise AlreadyHeld from error
    happened(HoldBegun(made.pk, client.pk, reason.value), by=by.pk, at=at)
    return made


@transaction.atomic
def end_hold(*, hold: Hold, by: Member, at: datetime) -> None:
    """End a hold; ended again, it changes nothing."""
    if Hold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=at, ended_by=by):
        happened(HoldEnded(hold.pk, hold.client_id), by=by.pk, at=at)


@transaction.atomic
def note_disclosure(
    *, disclosure_id: UUID, client: Member, to: str, what: What, ground: Ground, words: str, on: date, by: Member,
    at: datetime,
) -> None:  # fmt: skip
    """Note what left the practice; the same form sent again changes nothing."""
    if Disclosure.objects.filter(pk=disclosure_id).exists():
        return
    Disclosure.objects.create(
        pk=disclosure_id, client=client, to=to, what=what.value, ground=ground.value, words=words, on=on, by=by, at=at
    )  # fmt: skip
    happened(DisclosureNoted(disclosure_id, client.pk, what.value, ground.value), by=by.pk, at=at)


@transaction.atomic
def keep_for(*, years: int, source: str, by: Member, at: datetime) -> None:
    """Say for how many years the practice keeps a record after the last contact."""
    KeepFor.objects.create(years=years, source=source, by=by, at=at)
    happened(YearsChanged(years), by=by.pk, at=at)


@transaction.atomic
def confirm_removal(*, client_id: UUID, by: Member, at: datetime) -> bool:
    """Confirm that a record is removed; return whether two people now have.

    Raises `NotOver` for a record that may not go, `SamePerson` for whoever confirmed it first.
    """
    if client_id not in {one.client.pk for one in queries.over(at)}:
        raise NotOver
    removal, new = Removal.objects.select_for_update().get_or_create(
        client_id=client_id, defaults={"first": by, "first_at": at}
    )
    if not new and removal.second_id is None:
        if not may_confirm(removal.first_id, by.pk):
            raise SamePerson
        removal.second, removal.second_at = by, at
        removal.save(update_fields=["second", "second_at"])
    happened(RemovalConfirmed(client_id, 1 if new else 2), by=by.pk, at=at)
    return not new


def removed(*, removal: Removal, at: datetime) -> None:
    """Note, in the transaction that removes it, that a record is gone."""
    Removal.objects.filter(pk=removal.pk).update(done_at=at)
