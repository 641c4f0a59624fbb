"""Note that a copy was taken, and hand one over in person."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tandem.keeping.actions import answer, note_disclosure
from tandem.keeping.events import OwnTaken, RecordTaken
from tandem.keeping.models import RecordRequest
from tandem.keeping.rules import Answer, Ground, What
from tandem.people.models import Member
from tandem.record.actions import happened
from tandem.tenancy.keys import uuid7


@transaction.atomic
def note_taken(*, client: Member, by: Member, way: str, things: int, at: datetime) -> None:
    """Note that a client has a copy of their record; the copy itself is kept nowhere here."""
    note_disclosure(
        disclosure_id=uuid7(), client=client, to="", what=What.OWN_COPY, ground=Ground.CLIENT, words="",
        on=timezone.localdate(at), by=by, at=at,
    )  # fmt: skip
    happened(RecordTaken(client.pk, way, things), by=by.pk, at=at)


@transaction.atomic
def hand_over(*, request: RecordRequest, client: Member, by: Member, things: int, at: datetime) -> None:
    """Note that a client got their record in person. Raises `AlreadyAnswered`."""
    answer(request=request, answer=Answer.GIVEN, reply="", by=by, at=at)
    note_taken(client=client, by=by, way="in_person", things=things, at=at)


@transaction.atomic
def note_own_taken(*, member: Member, at: datetime) -> None:
    """Note that a helper took along what is their own."""
    happened(OwnTaken(member.pk), by=member.pk, at=at)
