"""One check's answers, what they say in a word, and how long it can be answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOWEST, HIGHEST = 0, 10  # Q2 of the Tandem check-in: 0 "not at all true" to 10 "completely true"
FLOOR = 3  # rupture prompt R1 of the measures page: any answer of 3 or less; a judgement, not a finding
ANSWERABLE_FOR = timedelta(days=14)  # our choice: two weekly meetings; after that memory says little
LINK_LASTS = timedelta(days=3)  # our choice: long enough for a weekend


class Item(StrEnum):
    """Q1 to Q6 of the Tandem check-in (measures page, A.4): our own words, not a validated instrument."""

    HONEST = "honest"  # Q1, trust
    HEARD = "heard"  # Q2, being understood
    GOALS = "goals"  # Q3, goal fit
    WAY = "way"  # Q4, way of working
    HOPE = "hope"  # Q5
    ROOM = "room"  # Q6, room to speak


class Off(StrEnum):
    """Was anything unsaid, unclear or wrong? Empty when skipped."""

    NO = "no"
    SMALL = "small"
    YES = "yes"


class Level(StrEnum):
    """What those see whom the client chose."""

    WORD = "word"  # "all well" or "worth a talk"
    ANSWERS = "answers"


class Word(StrEnum):
    """The two things a word can say; never a number, a size or a direction."""

    ALL_WELL = "all_well"
    WORTH_A_TALK = "worth_a_talk"


@dataclass(frozen=True)
class Answers:
    """One check's answers; None and "" mean skipped. Numbers are 0 to 10."""

    heard: int | None = None
    off: str = ""
    line: str = ""
    honest: int | None = None
    goals: int | None = None
    way: int | None = None
    hope: int | None = None
    room: int | None = None
    takeaway: str = ""

    def __post_init__(self) -> None:
        for item, number in self.numbers.items():
            if not LOWEST <= number <= HIGHEST:
                raise ValueError(f"{item.value} is {LOWEST} to {HIGHEST}, not {number}")
        if self.off and self.off not in set(Off):
            raise ValueError(f"unknown choice: {self.off}")

    @property
    def numbers(self) -> dict[Item, int]:
        """Return the numbers that were given."""
        return {item: number for item in Item if (number := getattr(self, item.value)) is not None}

    @property
    def empty(self) -> bool:
        """Return whether every question was skipped."""
        return not (self.numbers or self.off or self.line or self.takeaway)


def word(answers: Answers, asks: bool = False) -> Word:
    """Return what a helper with "just a word" reads; `asks` when the client asked for a talk.

    Worth a talk: something small or big is off, a line was written (R7), or a number is at the
    floor (R1). Source: measures page, A.6; domain page 9.1 (e).
    """
    low = any(number <= FLOOR for number in answers.numbers.values())
    off = answers.off in (Off.SMALL, Off.YES)
    return Word.WORTH_A_TALK if asks or low or off or answers.line.strip() else Word.ALL_WELL


def since(at: datetime) -> datetime:
    """Return the earliest end of a meeting that can still be answered at `at`."""
    return at - ANSWERABLE_FOR
