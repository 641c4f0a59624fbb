"""Meetings: their kinds and outcomes, and what a wall-clock time means."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class MeetingKind(StrEnum):
    """Who meets: client and therapist, client and peer, or all three."""

    THERAPY = "therapy"
    PEER = "peer"
    JOINT = "joint"


class OutcomeKind(StrEnum):
    """How a meeting went."""

    ATTENDED = "attended"
    LATE = "late"
    CANCELLED = "cancelled"
    MISSED = "missed"


TOOK_PLACE = frozenset({OutcomeKind.ATTENDED, OutcomeKind.LATE})


class NoSuchTime(ValueError):
    """The clocks jump over this time, so nobody can meet then."""


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC moment of a wall-clock time in `zone`; of a time that comes twice, the first.

    Raises NoSuchTime for a time that the change to summer time leaves out, ValueError for an aware
    `wall`. Source: PEP 495.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall time carries no zone")
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise NoSuchTime(wall.isoformat())
    return moment


def allowed_outcomes(starts_at: datetime, at: datetime) -> tuple[OutcomeKind, ...]:
    """Return what can be said about a meeting at `at`: before it starts, only that it is cancelled."""
    return tuple(OutcomeKind) if starts_at <= at else (OutcomeKind.CANCELLED,)


def ends(starts_at: datetime, minutes: int) -> datetime:
    """Return when a meeting of `minutes` ends. Raises ValueError unless it lasts 5 minutes to 4 hours.

    The bounds are ours: shorter is a slip, longer is not one meeting.
    """
    if not 5 <= minutes <= 240:
        raise ValueError(f"a meeting lasts 5 to 240 minutes, not {minutes}")
    return starts_at + timedelta(minutes=minutes)


def wall_end(wall: datetime, starts_at: datetime, ends_at: datetime, zone: str) -> datetime:
    """Return when a meeting ends by the practice's clock; clocks that go back would show an earlier end."""
    shown = ends_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return max(shown, wall + (ends_at - starts_at))


def may_have_taken_place(starts_at: datetime, outcome: str | None, at: datetime) -> bool:
    """Return whether a meeting has begun at `at` and nobody said that it did not take place."""
    return starts_at <= at and (outcome is None or outcome in TOOK_PLACE)


class Fate(StrEnum):
    """What becomes of a booked meeting when the client stops meeting one of its helpers."""

    CALLED_OFF = "called_off"
    WITH_THERAPIST = "with_therapist"  # of three who would have met, the client and the therapist still do
    WITH_PEER = "with_peer"


def fate(*, kind: MeetingKind, without: str, other_helps: bool, covered: bool) -> Fate:
    """Return what becomes of a meeting of this kind without the helper in the role `without`.

    `other_helps`: the client meets its other helper still; `covered`: the practice is open then and a clinician
    answers, without which there is no meeting with a peer alone. Source: domain page, "how to stop one leg".
    """
    if kind is not MeetingKind.JOINT or not other_helps:
        return Fate.CALLED_OFF
    if without == "peer":
        return Fate.WITH_THERAPIST
    return Fate.WITH_PEER if covered else Fate.CALLED_OFF
