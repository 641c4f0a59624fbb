"""Keep what a peer noticed, once the client has said that it is so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tandem.appointments.models import Appointment
from tandem.people.models import Member
from tandem.record.actions import happened
from tandem.relays.actions.points import keep
from tandem.relays.events import NoticedKept
from tandem.relays.models import Noticed


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
