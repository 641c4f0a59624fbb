"""Kinds of consent: who may explain each, how long it holds, when it may be asked, and how it stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tandem.permissions.rules import HELPERS, Role


class ConsentKind(StrEnum):
    """What a client can say yes to. Each is asked by itself, and payment depends on none."""

    MEET_PEER = "meet_peer"
    JOINT_CARE = "joint_care"
    LIMITS = "limits"
    SUD_PART2 = "sud_part2"
    CHANNEL = "channel"
    ACCOMPANY = "accompany"
    STORY_RECEIVED = "story_received"
    FEEDBACK_USE = "feedback_use"
    PUBLICITY = "publicity"
    AFTERCARE_CONTACT = "aftercare_contact"
    CRISIS_PLAN_SHARE = "crisis_plan_share"
    QUALITY_DATA = "quality_data"


class Phase(StrEnum):
    """Where care stands when something is asked."""

    CARE = "care"
    ENDING = "ending"
    ENDED = "ended"


class State(StrEnum):
    """How a consent stands."""

    NONE = "none"
    GIVEN = "given"
    TAKEN_BACK = "taken_back"
    ENDED = "ended"


class Method(StrEnum):
    """How a yes was said, or taken back."""

    IN_PERSON = "in_person"  # on a helper's device, with those who explained it
    ON_SCREEN = "on_screen"  # by the client, in their own account
    SPOKEN = "spoken"  # said aloud, written down by a helper


class Topic(StrEnum):
    """What a joint introduction talks about, in this order."""

    WHO = "who"
    TOLD = "told"
    NEVER = "never"
    CHANGE = "change"
    DISAGREE = "disagree"
    SHARE = "share"
    END = "end"


@dataclass(frozen=True)
class Terms:
    """What holds for one kind: who may explain it, for how long it holds, when it is on offer."""

    explained_by: frozenset[Role]
    lasts: timedelta | None = None  # None: until it is taken back
    offered: frozenset[Phase] = frozenset({Phase.CARE, Phase.ENDING})
    in_introduction: bool = False


YEAR = timedelta(days=365)  # our choice, wherever a yes has to end and nobody says when
MONTH = timedelta(days=30)  # our choice: a meeting that did not lead on in a month is asked anew
SEASON = timedelta(days=90)  # our choice: about as long as one plan for steps in daily life
ONLY_THERAPIST, ONLY_PEER, ONLY_LEAD = (frozenset({role}) for role in (Role.THERAPIST, Role.PEER, Role.LEAD))
ALWAYS = frozenset(Phase)

TERMS: dict[ConsentKind, Terms] = {
    ConsentKind.MEET_PEER: Terms(ONLY_THERAPIST, MONTH),  # before the peer has met the client
    ConsentKind.JOINT_CARE: Terms(HELPERS, in_introduction=True),
    ConsentKind.LIMITS: Terms(HELPERS, in_introduction=True),  # told at the first talk about confidentiality
    ConsentKind.SUD_PART2: Terms(ONLY_THERAPIST, YEAR),  # 42 CFR 2.31 asks for an end; a year is our choice
    ConsentKind.CHANNEL: Terms(HELPERS, YEAR),  # our choice: phones change hands
    ConsentKind.ACCOMPANY: Terms(HELPERS, SEASON),
    ConsentKind.STORY_RECEIVED: Terms(ONLY_PEER),
    ConsentKind.FEEDBACK_USE: Terms(
        ONLY_LEAD, YEAR, ALWAYS
    ),  # our choice; apart from care, so not by a helper
    ConsentKind.PUBLICITY: Terms(ONLY_LEAD, YEAR, frozenset({Phase.ENDED})),  # never from a client of now
    ConsentKind.AFTERCARE_CONTACT: Terms(HELPERS, YEAR, frozenset({Phase.ENDING, Phase.ENDED})),  # our choice
    ConsentKind.CRISIS_PLAN_SHARE: Terms(HELPERS),  # no end by itself: it must hold on the day it is needed
    ConsentKind.QUALITY_DATA: Terms(ONLY_LEAD, None, ALWAYS),
}
INTRODUCTION = tuple(kind for kind in ConsentKind if TERMS[kind].in_introduction)
PRESENT_FOR = timedelta(hours=12)  # our choice: who was in the room counts for that day only


class Row(Protocol):
    """One dated word of the client on a kind."""

    on: bool
    at: datetime
    ends_on: date | None


def state(rows: Iterable[Row], today: date, *, followed: bool = False) -> State:
    """Return how a consent stands `today`, by the practice's calendar: the latest row stands.

    Of rows of one moment the last in order stands. Its last day is `ends_on`. `followed` says that a fuller
    yes has come after it, so that it no longer ends by itself.
    """
    latest: Row | None = None
    for row in rows:
        if latest is None or row.at >= latest.at:
            latest = row
    if latest is None:
        return State.NONE
    if not latest.on:
        return State.TAKEN_BACK
    over = latest.ends_on is not None and latest.ends_on < today and not followed
    return State.ENDED if over else State.GIVEN


def ends_on(kind: ConsentKind, today: date) -> date | None:
    """Return the last day of a yes that is given `today`, or None when it holds until it is taken back."""
    lasts = TERMS[kind].lasts
    return today + lasts if lasts else None


def is_offered(kind: ConsentKind, phase: Phase) -> bool:
    """Return whether a client may say yes to this kind now. Taking back is always open."""
    return phase in TERMS[kind].offered


def may_explain(kind: ConsentKind, roles: Collection[str]) -> bool:
    """Return whether somebody with these roles may explain a kind."""
    return any(role in TERMS[kind].explained_by for role in roles)


def to_talk_about(team: Collection[str], states: dict[ConsentKind, State]) -> list[ConsentKind]:
    """Return what a team of these roles has not talked about yet, in the order in which it is asked.

    Working together needs a peer. What was taken back is no gap: nobody asks again for it.
    """
    wanted = [kind for kind in INTRODUCTION if kind is not ConsentKind.JOINT_CARE or Role.PEER in team]
    open_ = (State.NONE, State.ENDED)
    return [kind for kind in wanted if states.get(kind, State.NONE) in open_]


def asked_next(asked: ConsentKind, kinds: Sequence[ConsentKind]) -> ConsentKind | None:
    """Return what an introduction asks after `asked`, or None at its end."""
    after = kinds[kinds.index(asked) + 1 :] if asked in kinds else ()
    return after[0] if after else None
