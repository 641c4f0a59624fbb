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


def may_have_taken_place(starts_at: datetime, outcome: str | None, at: datetime) -> bool:
    """Return whether a meeting has begun at `at` and nobody said that it did not take place."""
    return starts_at <= at and (outcome is None or outcome in TOOK_PLACE)
