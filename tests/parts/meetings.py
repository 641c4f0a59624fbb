"""Short ways to a meeting and a check, for tests that need many."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.models import Episode
from tandem.session_checks.actions import submit_check
from tandem.session_checks.models import SessionCheck
from tandem.session_checks.rules import Answers, Level
from tests import cast
from tests.cast import World

SAID = Answers(2, "yes", "I lost the thread.")
NUMBER, LINE = "2 of 10", "I lost the thread."


def an_episode(world: World) -> Episode:
    """Return Cleo's episode, wherever the test works."""
    return Episode.objects.select_related("client").get(pk=world.episode_id)


def a_kept_meeting(
    world: World, *, hours_ago: float = 3, kind: MeetingKind = MeetingKind.THERAPY
) -> Appointment:
    """Write a meeting of Cleo's that took place, and say so."""
    theo, priya = world.actor("theo").member, world.actor("priya").member
    meeting = cast.a_meeting(
        an_episode(world), kind, starts_at=timezone.now() - timedelta(hours=hours_ago),
        therapist=theo if kind is not MeetingKind.PEER else None,
        peer=priya if kind is not MeetingKind.THERAPY else None,
    )  # fmt: skip
    by = priya if kind is MeetingKind.PEER else theo
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=by, at=timezone.now())
    return meeting


def a_check(
    meeting: Appointment, to: list[Any], level: Level = Level.ANSWERS, said: Answers = SAID,
    at: datetime | None = None,
) -> SessionCheck:  # fmt: skip
    """Let the client answer about a meeting."""
    return submit_check(
        appointment=meeting, answers=said, to=to, level=level, link=None, by=meeting.episode.client,
        at=at or timezone.now(),
    )  # fmt: skip


def check_url(meeting: Appointment) -> str:
    """Return where the client answers about a meeting."""
    return f"/e/{meeting.episode_id}/meetings/{meeting.pk}/check/"


def read_url(check: SessionCheck) -> str:
    """Return where a helper reads a check."""
    return f"/e/{check.episode_id}/checks/{check.pk}/"


def reply_url(check: SessionCheck) -> str:
    """Return where a helper answers a check."""
    return f"/e/{check.episode_id}/relays/{check.pk}/"


def last_step(who: UUID | str, level: str = "answers", **said: Any) -> dict[str, Any]:
    """Return the check's last step as the browser sends it."""
    return {"step": "who", "who": str(who), "level": level, "heard": "2", "off": "yes", "line": LINE} | said


def text(response: Any) -> str:
    """Return a page's text."""
    return str(response.content.decode())
