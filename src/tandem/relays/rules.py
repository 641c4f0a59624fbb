"""What can be relayed, how a client's point travels, who it reaches, and where it stands."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from tandem.care.rules import Calendar, add_working_days

Person = TypeVar("Person")

LONGEST = 300  # letters of a point, a reply or an outcome; our choice: three or four sentences
ANSWER_WITHIN = 2  # working days until a helper says that they have read it; domain page, "times", relay ack
MEET_WITHIN = 7  # days until the three meet about a point said together; domain page, "times", joint meeting
EXPIRES = timedelta(days=30)  # our choice: what nobody read in a month the client should say in another way
STANDS_FOR = 4  # kept meetings of the client with a peer; product page, "Standing yes"
ASK_AGAIN = timedelta(days=14)  # our choice: after a no the client has two weeks of peace
ASKS_FOR = timedelta(days=14)  # our choice: as long as a check stays; a request without an answer nags nobody
SHOWN_GOOD_FOR = timedelta(minutes=10)  # our choice: whoever is asked "is that so?" sits beside the peer
SHOWN_FOR = timedelta(days=14)  # our choice: two weekly meetings; the client's own list keeps it for good


class About(StrEnum):
    """What travelled."""

    CHECK = "check"
    OWN_SIDE = "own_side"  # what a helper tells the other of their own side, on their card
    LINE = "line"  # one line of a card for the other helper, let go by the client
    POINT = "point"
    EXPLAINED = "explained"  # what a peer explained under the client's standing yes
    REVIEW = "review"  # the client's answer to looking back together
    HOPES = (
        "hopes"  # what the client said at the start: what they tried, what would make it worth coming back
    )


class Topic(StrEnum):
    """What a client may let their peer explain without being asked again. Source: product page, "Standing yes".

    There is no topic for complaints, substance use, attendance or ratings, and none is to be added.
    """

    WORDS = "words"
    PACE = "pace"
    HOMEWORK = "homework"
    BARRIERS = "barriers"


class Way(StrEnum):
    """How a client wants something to travel. Saying it oneself comes first, always."""

    MYSELF = "myself"
    TOGETHER = "together"
    FOR_ME = "for_me"
    NOT_YET = "not_yet"


class Held(StrEnum):
    """What becomes of something after "not yet"."""

    NEXT_TIME = "next_time"
    NEVER = "never"


class State(StrEnum):
    """Where one relay of a point stands."""

    TO_SAY = "to_say"
    SAID = "said"
    SENT = "sent"
    READ = "read"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def reached_by(way: Way, to: Person, other: Person | None) -> list[Person]:
    """Return those whom a point reaches, the one it is meant for first.

    Raises ValueError for a way that takes another helper where there is none. Source: product page, "Relay".
    """
    if way in (Way.MYSELF, Way.NOT_YET):
        return []
    if other is None:
        raise ValueError(f"nobody else is there for {way.value}")
    return [to, other]


def the_other(team: Sequence[tuple[Person, str]], to: Person) -> Person | None:
    """Return the helper in the other role, if there is exactly one. `team` holds helpers with their roles."""
    role = dict(team).get(to)
    others = [person for person, theirs in team if theirs != role]
    return others[0] if role and len(others) == 1 else None


def offered(team: Sequence[tuple[Person, str]]) -> tuple[Way, ...]:
    """Return the ways that this team makes possible, in the order in which they are shown."""
    if any(the_other(team, person) for person, _role in team):
        return tuple(Way)
    return (Way.MYSELF, Way.NOT_YET) if team else (Way.NOT_YET,)


def state(
    *, own: bool, sent_at: datetime, read_at: datetime | None, outcome_at: datetime | None,
    withdrawn_at: datetime | None, at: datetime,
) -> State:  # fmt: skip
    """Return where a relay stands at `at`; `own` is one by which the client reminds only themselves.

    Taking it back goes before everything else; only what nobody has read expires, and never the client's own.
    """
    if withdrawn_at:
        return State.WITHDRAWN
    if own:
        return State.SAID if read_at else State.TO_SAY
    if outcome_at:
        return State.CLOSED
    if read_at:
        return State.READ
    return State.EXPIRED if at - sent_at >= EXPIRES else State.SENT


class Asking(StrEnum):
    """Whether a helper may ask to look back together, all three."""

    POSSIBLE = "possible"
    ALONE = "alone"  # no therapist, or no peer, on the team
    WAITS = "waits"  # this helper asked, and the client has not answered
    NOT_NOW = "not_now"  # the other helper asked, the client said no or nothing: it is not told which


OPEN_TO_HELPERS = frozenset({State.SENT, State.READ, State.CLOSED})


def due(sent_on: date, calendar: Calendar) -> date | None:
    """Return the last day on which a helper should answer; None for a practice without any working day.

    A day that is a holiday, or not in the practice's week, does not count.
    """
    return add_working_days(calendar, sent_on, ANSWER_WITHIN) if calendar.week else None


def is_late(due_on: date | None, today: date) -> bool:
    """Return whether the day to answer has gone by."""
    return due_on is not None and today > due_on


def meetings_left(*, on: bool, said_at: datetime, joined_at: Iterable[datetime], kept: int) -> int:
    """Return for how many more kept meetings a topic stays open; 0 once it is closed.

    `joined_at` says when each helper of now came, `kept` how many meetings with a peer took place since.
    A helper who came later ends it: the client did not know them when they said yes; that is our choice.
    """
    if not on or any(joined > said_at for joined in joined_at):
        return 0
    return max(0, STANDS_FOR - kept)


def still_asks(asked_at: datetime, at: datetime) -> bool:
    """Return whether a request that the client has not answered still stands on their Today."""
    return at - asked_at < ASKS_FOR


def asking(
    *, roles: Collection[str], unanswered_since: datetime | None, mine: bool, asker_stays: bool,
    said_no_at: datetime | None, at: datetime,
) -> Asking:  # fmt: skip
    """Return whether a helper may ask to look back, all three, given the latest request.

    `unanswered_since`: when it was made, if the client has not answered it; `mine`: this helper made it;
    `asker_stays`: whoever made it is still on the team. Of a helper who has left, a request no longer counts.
    No answer in the time for which it asks is like a no at the end of it.
    """
    if not {"therapist", "peer"} <= set(roles):
        return Asking.ALONE
    if unanswered_since and asker_stays:
        if still_asks(unanswered_since, at):
            return Asking.WAITS if mine else Asking.NOT_NOW
        said_no_at = unanswered_since + ASKS_FOR
    if said_no_at and at - said_no_at < ASK_AGAIN:
        return Asking.NOT_NOW
    return Asking.POSSIBLE
