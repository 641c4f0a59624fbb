"""After which meetings a check is asked for, and which questions it holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tandem.session_checks.rules.answers import Item

BEGINNING = timedelta(days=14)  # product page: in the first two weeks only two questions
FIRST_MEETINGS = 4  # product page: after therapy for the first four meetings, whatever was chosen
# Q2 is asked each time, for the helpers guess it. The other five take turns, two at a time, so that a check
# has never more than four questions and any three in a row hold all of Q1 to Q6.
TURNS = (
    (Item.HONEST, Item.GOALS),
    (Item.WAY, Item.HOPE),
    (Item.ROOM, Item.HONEST),
    (Item.GOALS, Item.WAY),
    (Item.HOPE, Item.ROOM),
)


class Rhythm(StrEnum):
    """How often the client wants to be asked after the first four meetings."""

    EACH = "each"
    SECOND = "second"
    NEVER = "never"


@dataclass(frozen=True)
class Wish:
    """How often the client wants to be asked, until they say otherwise."""

    rhythm: Rhythm = Rhythm.EACH


def items(*, episode_began: datetime, met_at: datetime, earlier: int) -> tuple[Item, ...]:
    """Return the numbers asked about a meeting, after `earlier` checks about such meetings.

    Source: product page, "Check". The question whether anything was off always follows them.
    """
    if met_at < episode_began + BEGINNING:
        return (Item.HEARD,)
    return (Item.HEARD, *TURNS[earlier % len(TURNS)])


def asked(*, with_therapist: bool, nth: int, rhythm: Rhythm = Rhythm.EACH) -> bool:
    """Return whether the `nth` meeting of its kind (from 1) that took place asks for a check.

    Therapy, alone or all three together: the first four, then as the client likes. Peer meetings: every second, from
    the first; none when the client wants no more. Source: product page, "Check".
    """
    if with_therapist and nth <= FIRST_MEETINGS:
        return True
    if rhythm is Rhythm.NEVER:
        return False
    if not with_therapist or rhythm is Rhythm.SECOND:
        return nth % 2 == 1
    return True
