"""The steps of the first ten minutes, how long their links last, and who answers now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tandem.care.rules import Calendar, add_working_days
from tandem.permissions.rules import Role

LINK_LASTS = timedelta(hours=2)  # our choice: a first meeting, with a late beginning
CARD_LASTS = timedelta(days=30)  # our choice: until long after the second meeting
ANSWER_WITHIN = 1  # working days; product page, "First ten minutes"
LONGEST = 500  # letters of each hope; our choice: what fits on a screen
ASKED_FOR = timedelta(days=14)  # our choice: Today asks for two weeks, then only a link is left
TEST_AGAIN = timedelta(minutes=10)  # our choice: pressing twice sends once


class Step(StrEnum):
    """One screen of the client's first ten minutes."""

    FACES = "faces"
    SHARING = "sharing"
    CONTACT = "contact"
    HOPES = "hopes"
    CARD = "card"


def steps(roles: Collection[str]) -> list[Step]:
    """Return the client's steps. Where only one helper is, there is nothing to ask about sharing."""
    both = {Role.THERAPIST, Role.PEER} <= set(roles)
    return [step for step in Step if both or step is not Step.SHARING]


class Ready(StrEnum):
    """One step of a helper's own first ten minutes."""

    EXAMPLE = "example"  # the client's page as clients see it
    ASKED = "asked"  # what nobody may ask of a peer
    TOPICS = "topics"
    COVER = "cover"
    PROFILE = "profile"
    CARD = "card"  # a card on an invented client
    TONIGHT = "tonight"


# Source: product page, "First ten minutes".
THERAPIST_STEPS = (Ready.EXAMPLE, Ready.TOPICS, Ready.COVER, Ready.CARD, Ready.PROFILE)
PEER_STEPS = (Ready.ASKED, Ready.PROFILE, Ready.CARD, Ready.TONIGHT)


def ready_steps(roles: Collection[str]) -> list[Ready]:
    """Return a helper's steps; whoever is both therapist and peer has those of both, each once."""
    found = [
        *(THERAPIST_STEPS if Role.THERAPIST in roles else ()),
        *(PEER_STEPS if Role.PEER in roles else ()),
    ]
    return list(dict.fromkeys(found))


class Topic(StrEnum):
    """What a therapist and a peer settle before their first client. Source: product page, "A pair"."""

    ROLES = "roles"
    RECORDS = "records"
    SAFETY = "safety"
    STOPPING = "stopping"
    TIES = "ties"


class Settled(StrEnum):
    """Whether one topic is agreed."""

    AGREED = "agreed"
    TALK = "talk"


def due(told_on: date, calendar: Calendar) -> date | None:
    """Return the last day to answer a client's hopes; None for a practice without any working day."""
    return add_working_days(calendar, told_on, ANSWER_WITHIN) if calendar.week else None


def is_asked(began_at: datetime, finished_at: datetime | None, at: datetime) -> bool:
    """Return whether the client's Today asks for the first ten minutes."""
    return finished_at is None and at - began_at < ASKED_FOR


@dataclass(frozen=True)
class Turn:
    """Somebody who answers on one day, from one clock time to another."""

    name: str
    opens: time
    closes: time


@dataclass(frozen=True)
class Tonight:
    """Who answers now, who later today, and from when on nobody does (None: somebody until midnight)."""

    now: list[Turn]
    later: list[Turn]
    nobody_from: time | None


LAST_MINUTE = time(23, 59)  # how a rota writes midnight: hours end on the day on which they begin


def tonight(turns: Iterable[Turn], now: time) -> Tonight:
    """Return who answers from `now` until midnight, by the turns of that day."""
    ordered = sorted(turns, key=lambda turn: (turn.opens, turn.closes, turn.name))
    return Tonight(
        now=[turn for turn in ordered if turn.opens <= now < turn.closes],
        later=[turn for turn in ordered if turn.opens > now],
        nobody_from=_first_gap(ordered, now),
    )


def _first_gap(ordered: Sequence[Turn], now: time) -> time | None:
    covered = now
    for turn in ordered:
        if turn.opens <= covered:
            covered = max(covered, turn.closes)
    return None if covered >= LAST_MINUTE else covered
