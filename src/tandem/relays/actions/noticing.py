"""Keep what a peer noticed, once the client has said that it is so; take it back when they say it was off."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tandem.appointments.models import Appointment
from tandem.people.models import Member
from tandem.record.actions import happened
from tandem.relays.actions.points import keep, one_at_a_time
from tandem.relays.events import NoticedKept, NoticedTakenBack
from tandem.relays.models import Noticed, NoticedOff


@transaction.atomic
def keep_noticed(*, noticed_id: UUID, meeting: Appointment, words: str, by: Member, at: datetime) -> None:
    """Keep the words that the client saw and said yes to. Raises `AlreadyDecided` for the same page again.

    There is no action for a no: of that nothing is kept.
    """
    row = Noticed(
        pk=noticed_id, episode_id=meeting.episode_id, appointment=meeting, words=words, by=by, at=at
    )
    keep(row)
    happened(NoticedKept(meeting.episode_id, row.pk), by=by.pk, at=at)


@transaction.atomic
def take_back_noticed(*, noticed: Noticed, by: Member, at: datetime) -> None:
    """Say that it was off after all: nobody reads it from now on. Once is enough."""
    one_at_a_time(noticed.episode)
    if NoticedOff.objects.filter(noticed=noticed).exists():
        return
    NoticedOff.objects.create(noticed=noticed, at=at)
    happened(NoticedTakenBack(noticed.episode_id, noticed.pk), by=by.pk, at=at)
