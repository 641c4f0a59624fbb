"""A client's team as the client sees it: who, since when, and which meetings a pause or a stop would change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

from tandem.appointments.queries import Change, booked, changes_without
from tandem.appointments.rules import OutcomeKind
from tandem.care.models import Episode
from tandem.care.queries import left_since, places, wishes
from tandem.people.models import Member
from tandem.people.words import role_name

LATELY = timedelta(days=14)  # our choice: two weekly meetings


@dataclass(frozen=True)
class Helper:
    """One helper of now, paused or not."""

    member: Member
    role: str
    role_name: Promise
    until: datetime | None  # of one who covers: until when
    paused_at: datetime | None
    wished_at: datetime | None  # when the client said that they would like another in this role
    changes: list[Change]  # booked meetings that pausing or stopping would change


@dataclass(frozen=True)
class Team:
    """All helpers, those who left lately, and the meetings that are booked or were called off."""

    helpers: list[Helper]
    left: list[Any]
    unfilled: list[tuple[str, Promise]]  # roles without a helper in which the client would like another
    coming: list[Any]
    called_off: list[Any]


def team_of(episode: Episode, at: datetime) -> Team:
    """Return a client's team at `at`."""
    meetings, wished, held = booked(episode, at), wishes(episode), places(episode)
    roles = {place.role for place in held}
    return Team(
        helpers=[_helper(episode, place, wished, meetings) for place in held],
        left=[(place, role_name(place.role)) for place in left_since(episode, at - LATELY)],
        unfilled=[(role, role_name(role)) for role in wished if role not in roles],
        coming=[one for one in meetings if one.outcome is None],
        called_off=[one for one in meetings if one.outcome == OutcomeKind.CANCELLED],
    )


def _helper(episode: Episode, place: Any, wished: dict[str, datetime], meetings: list[Any]) -> Helper:
    changes = [] if place.paused_at else changes_without(episode, place.member, meetings)
    return Helper(
        place.member, place.role, role_name(place.role), place.until, place.paused_at,
        None if place.until else wished.get(place.role), changes,
    )  # fmt: skip
