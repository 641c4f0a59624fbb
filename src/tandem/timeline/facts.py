"""One page of a timeline: rows put in order and opened, as far as their reader may see them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tandem.care.models import Episode
from tandem.care.queries import episode_and_standing, team
from tandem.consents.queries import in_force
from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.permissions.rules import Act, Role, Standing, refusal
from tandem.permissions.sharing import Crossing
from tandem.relays.models import Point
from tandem.relays.rules import EXPIRES
from tandem.sealing.fields import opened
from tandem.session_checks.models import NUMBERS, SessionCheck
from tandem.session_checks.rules import ASKS_FOR_A_TALK, Answers, word
from tandem.timeline import queries
from tandem.timeline.queries import Sight
from tandem.timeline.rules import LETTERS, OF_LETTER, PAGE, Group, Key, What, first_key, shortened


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what its page is about, and what the screen needs; the client's words, if open."""

    what: What
    at: datetime
    thing: UUID
    piece: dict[str, Any]
    words: str = ""


@dataclass(frozen=True)
class SoFar:
    """One page, what else one can look for, and from where on there is more."""

    entries: list[Entry]
    groups: list[Group]
    earlier: Key | None


def so_far(
    episode: Episode, standing: Standing, reader: Member, group: Group | None, before: Key, at: datetime
) -> SoFar:
    """Return what happened before a key, latest first: to the client all, to a helper what each thing's page shows."""
    sight = None if standing.role is Role.CLIENT else _sight(standing)
    found = queries.page(
        sight, group, before, episode=episode.pk, client=episode.client_id, member=reader.pk, unread_since=at - EXPIRES
    )  # fmt: skip
    yeses = _yeses(episode, before, at) if sight and group in (None, Group.CHOICES) else []
    if yeses:
        found = sorted([*found, *yeses], key=_key, reverse=True)
    more = _key(found[PAGE - 1]) if len(found) > PAGE else None
    return SoFar([_entry(row) for row in found[:PAGE]], queries.groups_of(sight), more)


EMERGENCY_SHOWS = timedelta(days=30)  # trust page, 4.6
IN_EMERGENCY = frozenset({What.MEETING, What.YES, What.JOINED})  # when and who; nothing that the client said


def in_emergency(episode: Episode, at: datetime) -> list[Entry]:
    """Return the meetings and the team of the last month, as their therapist may see them; no words of anybody."""
    for place in team(episode):
        if place.role == Role.THERAPIST:
            _same, standing = episode_and_standing(episode.pk, place.member)
            if standing:
                found = so_far(episode, standing, place.member, None, first_key(at), at)
                since = at - EMERGENCY_SHOWS
                return [one for one in found.entries if one.at >= since and one.what in IN_EMERGENCY]
    return []


def _sight(standing: Standing) -> Sight:
    return Sight(
        peer=standing.role is Role.PEER,
        times=standing.lets(Crossing.TIMES),
        goals=standing.lets(Crossing.GOALS),
        history=refusal(standing, Act.SEE_HISTORY) is None,
    )


def _yeses(episode: Episode, before: Key, at: datetime) -> list[Any]:
    """Return what is in force, as a helper may know it, in the shape of the other rows."""
    letter = LETTERS[What.YES]
    rows = [(letter, one.id, one.at, one.id, json.dumps({"kind": one.kind})) for one in in_force(episode, at)]
    return [row for row in rows if _key(row) < before]


def _key(row: Any) -> Key:
    return Key(row[2], row[0], row[1])


def _entry(row: Any) -> Entry:
    letter, _id, at, thing, piece = row
    what, told = OF_LETTER[letter], json.loads(piece) if piece else {}
    if what is What.CHECK:
        return _check(at, thing, told)
    words = ""
    if what is What.POINT:
        words = shortened(opened(Point.words, thing, told["words"]))
    elif what in (What.GOAL, What.GOAL_CLOSED):
        words = shortened(opened(Goal.wording, thing, told["words"]))
    return Entry(what, at, thing, told, words)


def _check(at: datetime, thing: UUID, told: dict[str, Any]) -> Entry:
    """Return a check as a word; with the line where the answers are open too."""
    said = told.get("said", told)
    said = json.loads(said) if isinstance(said, str) else said
    check = UUID(told["check"]) if "check" in told else thing
    line = opened(SessionCheck.line, check, said["line"])
    answers = Answers(off=said["off"], line=line, **{name: said[name] for name in NUMBERS})
    piece = {
        "word": word(answers, said["choice"] in ASKS_FOR_A_TALK).value,
        "met_at": _moment(told["met_at"]),
    }
    return Entry(What.CHECK, at, thing, piece, shortened(line) if told.get("answers", True) else "")


def _moment(text: str) -> datetime:
    """Return a time that came inside a piece, which each database writes in its own way."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
