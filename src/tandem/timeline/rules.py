"""What can stand on a timeline, how its entries are grouped, and where a page of them begins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from string import ascii_lowercase
from uuid import UUID

PAGE = 100  # performance page, "timeline, 100 mixed events"
LONGEST = (
    120  # letters of a client's words in the list, our choice: one or two lines; the whole is one press away
)


LAST_ID = UUID("f" * 32)  # RFC 9562, 5.10: the greatest there is


class What(StrEnum):
    """What happened. Of two things at the same moment, the one that stands later here is shown first."""

    BEFORE = "before"  # from another system
    JOINED = "joined"
    PAUSED = "paused"
    LEFT = "left"
    YES = "yes"
    YES_BACK = "yes_back"
    SHARING = "sharing"
    MEETING = "meeting"
    GOAL = "goal"
    GOAL_CLOSED = "goal_closed"
    HOPES = "hopes"
    CHECK = "check"
    CHECK_READ = "check_read"
    NOTICED = "noticed"
    POINT = "point"
    EXPLAINED = "explained"
    SAID_READ = "said_read"  # a point, hopes or an explanation
    SAID = "said"  # the client said a point themselves
    OUTCOME = "outcome"
    TAKEN_BACK = "taken_back"


class Group(StrEnum):
    """What one can look for alone."""

    MEETINGS = "meetings"
    CHECKS = "checks"
    SAID = "said"
    GOALS = "goals"
    CHOICES = "choices"
    TEAM = "team"
    BEFORE = "before"


GROUPS: dict[What, Group] = {
    What.BEFORE: Group.BEFORE,
    **dict.fromkeys((What.JOINED, What.PAUSED, What.LEFT), Group.TEAM),
    **dict.fromkeys((What.YES, What.YES_BACK, What.SHARING), Group.CHOICES),
    What.MEETING: Group.MEETINGS,
    **dict.fromkeys((What.GOAL, What.GOAL_CLOSED), Group.GOALS),
    **dict.fromkeys((What.CHECK, What.CHECK_READ), Group.CHECKS),
    **dict.fromkeys(
        (
            What.HOPES, What.NOTICED, What.POINT, What.EXPLAINED, What.SAID_READ, What.SAID, What.OUTCOME,
            What.TAKEN_BACK,
        ),
        Group.SAID,
    ),
}  # fmt: skip
# One letter each, in order: both databases sort such letters alike, whatever their language.
LETTERS: dict[What, str] = dict(zip(What, ascii_lowercase, strict=False))
OF_LETTER = {letter: what for what, letter in LETTERS.items()}


@dataclass(frozen=True, order=True)
class Key:
    """Where an entry stands: its time, its kind's letter, its row. No two entries share one."""

    at: datetime
    letter: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.letter}-{self.id.hex}"


def first_key(at: datetime) -> Key:
    """Return the key before which everything up to `at` stands."""
    return Key(at, "~", LAST_ID)


def read_key(text: str) -> Key | None:
    """Return the key in an address, or None when it is none."""
    try:
        at, letter, row = text.split("-")
        return Key(
            datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC),
            OF_LETTER[letter] and letter,
            UUID(row),
        )
    except (ValueError, KeyError):
        return None


def shortened(words: str) -> str:
    """Return the beginning of what somebody wrote, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
