"""Run every follower again for what is recent. Each writes only what is missing."""

from datetime import datetime
from uuid import UUID

from tandem.appointments.events import OutcomeNoted
from tandem.appointments.models import Outcome
from tandem.care.events import AllTakenBack, HelperLeft, HelperPaused
from tandem.keeping.events import RecordAnswered
from tandem.record.queries import happened_since
from tandem.session_checks.rules import since
from tandem.what_follows import call_off_meetings, close_points, invite_to_check, let_go_when_asked

STOPPED: dict[str, type[HelperPaused] | type[HelperLeft]] = {
    one.__name__: one for one in (HelperPaused, HelperLeft)
}


def catch_up(*, at: datetime) -> int:
    """Repeat the followers of what is recent in the current practice. Returns how many were looked at."""
    recent = (
        Outcome.objects.filter(noted_at__gte=since(at)).select_related("appointment").order_by("noted_at")
    )
    for outcome in recent:
        meeting = outcome.appointment
        invite_to_check(OutcomeNoted(meeting.episode_id, meeting.pk, outcome.kind), at=at)
    stopped = happened_since(since(at), STOPPED)
    for name, details in stopped:
        ids = {key: UUID(str(value)) if value else None for key, value in details.items()}
        call_off_meetings(STOPPED[name](**ids), at=at)  # type: ignore[arg-type]
    taken_back = happened_since(since(at), {AllTakenBack.__name__})
    for _name, details in taken_back:
        close_points(AllTakenBack(UUID(str(details["episode_id"]))), at=at)
    answered = happened_since(since(at), {RecordAnswered.__name__})
    for _name, details in answered:
        request, client = UUID(str(details["request_id"])), UUID(str(details["client_id"]))
        event = RecordAnswered(request, client, str(details["asked"]), str(details["answer"]))
        let_go_when_asked(event, at=at)
    return len(recent) + len(stopped) + len(taken_back) + len(answered)
