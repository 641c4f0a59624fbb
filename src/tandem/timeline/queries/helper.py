"""Where a helper's timeline of one client comes from: each kind by the question that its own page asks."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When

from tandem.appointments.queries import seen as meetings_seen
from tandem.appointments.queries import with_names
from tandem.care.queries import helping, history_of
from tandem.goals.queries import seen as goals_seen
from tandem.relays.queries import noticed_by, points_open_to, with_point
from tandem.relays.rules import About
from tandem.session_checks.queries import reached, with_answers
from tandem.timeline.queries.client import MEETING
from tandem.timeline.queries.entries import Asked, Source
from tandem.timeline.rules import What

_MEMBER = ("episode", "member")


@dataclass(frozen=True)
class Sight:
    """What a helper's standing decides for whole kinds: the rest is decided row by row."""

    peer: bool
    times: bool  # sees meetings with the other helper too
    goals: bool  # sees the goals of a client who did not keep their helpers separate
    history: bool


@cache
def sources(sight: Sight) -> list[Source]:
    """Return where entries come from, for a helper with this sight."""
    found = [*_meetings(sight), *_checks(), *_said(), *_goals(sight), _joined()]
    if sight.peer:
        found.append(_noticed())
    if sight.history:
        found.append(_before())
    return found


def _meetings(sight: Sight) -> list[Source]:
    def rows(asked: Asked) -> QuerySet[Any]:
        mine = Q(therapist=asked.member) | Q(peer=asked.member)
        seen = with_names(meetings_seen(asked.episode, None if sight.times else asked.member))
        return seen.annotate(mine=Case(When(mine, then=1), default=0, output_field=IntegerField()))

    return [Source(What.MEETING, rows, "starts_at", needs=_MEMBER, piece=(*MEETING, "mine"))]


def _checks() -> list[Source]:
    """A check came when it was sent to them, and is here as long as its word is open to them."""

    def rows(asked: Asked) -> QuerySet[Any]:
        return with_answers(reached(asked.episode, asked.member, About.CHECK), asked.member)

    said = {"said": "said", "met_at": "starts_at", "answers": "sees_answers"}
    return [
        Source(What.CHECK, rows, "sent_at", "about_id", _MEMBER, said),
        Source(
            What.CHECK_READ, lambda asked: rows(asked).filter(acknowledged_at__isnull=False), "acknowledged_at",
            "about_id", _MEMBER,
        ),
    ]  # fmt: skip


def _said() -> list[Source]:
    def points(asked: Asked) -> QuerySet[Any]:
        return points_open_to(asked.member, asked.unread_since).filter(episode=asked.episode)

    def hopes(asked: Asked) -> QuerySet[Any]:
        return reached(asked.episode, asked.member, About.HOPES).filter(withdrawn_at=None)

    of_points, read = (*_MEMBER, "unread_since"), Q(acknowledged_at__isnull=False)
    about = {"about": "kind"}
    return [
        Source(
            What.POINT, lambda asked: with_point(points(asked)), "sent_at", "about_id", of_points,
            {"words": "words", "name": "meant_for_name"},
        ),
        Source(
            What.SAID_READ, lambda asked: points(asked).filter(read), "acknowledged_at", "about_id", of_points, about
        ),
        Source(
            What.OUTCOME, lambda asked: points(asked).filter(outcome_at__isnull=False), "outcome_at", "about_id",
            of_points,
        ),
        Source(What.HOPES, hopes, "sent_at", "about_id", _MEMBER),
        Source(
            What.SAID_READ, lambda asked: hopes(asked).filter(read), "acknowledged_at", "about_id", _MEMBER, about
        ),
    ]  # fmt: skip


def _goals(sight: Sight) -> list[Source]:
    def rows(asked: Asked) -> QuerySet[Any]:
        if not sight.peer:
            return goals_seen(asked.episode)
        return goals_seen(asked.episode, by_peer=asked.member, crosses=sight.goals)

    needs = _MEMBER if sight.peer and not sight.goals else ("episode",)
    words = {"words": "wording"}
    return [
        Source(What.GOAL, rows, "proposed_at", needs=needs, piece=words),
        Source(
            What.GOAL_CLOSED, lambda asked: rows(asked).filter(closed_at__isnull=False), "closed_at", needs=needs,
            piece=words,
        ),
    ]  # fmt: skip


def _joined() -> Source:
    """Those who are on the team now, as the client's page names them."""
    return Source(
        What.JOINED, lambda asked: helping().filter(episode=asked.episode), "started_at",
        piece={"name": "member__name"},
    )  # fmt: skip


def _noticed() -> Source:
    return Source(What.NOTICED, lambda asked: noticed_by(asked.episode, asked.member), "at", needs=_MEMBER)


def _before() -> Source:
    return Source(
        What.BEFORE, lambda asked: history_of(asked.client).filter(starts_at__isnull=False), "starts_at",
        needs=("client",), piece=("kind", "source_system"),
    )  # fmt: skip
