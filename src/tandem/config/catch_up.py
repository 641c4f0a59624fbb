"""Run every follower again for what is recent. Each writes only what is missing."""

from datetime import datetime

from tandem.appointments.events import OutcomeNoted
from tandem.appointments.models import Outcome
from tandem.session_checks.rules import since
from tandem.what_follows import invite_to_check


def catch_up(*, at: datetime) -> int:
    """Repeat the followers of the current practice's recent outcomes. Returns how many were looked at."""
    recent = (
        Outcome.objects.filter(noted_at__gte=since(at)).select_related("appointment").order_by("noted_at")
    )
    for outcome in recent:
        meeting = outcome.appointment
        invite_to_check(OutcomeNoted(meeting.episode_id, meeting.pk, outcome.kind), at=at)
    return len(recent)
