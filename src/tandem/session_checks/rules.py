"""The client's check: what is asked, what counts as worth a talk, how long it can be answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOWEST, HIGHEST = 0, 10  # Q2 of the Tandem check-in: 0 "not at all true" to 10 "completely true"
FLOOR = 3  # rupture prompt R1 of the measures page: any answer of 3 or less; a judgement, not a finding
ANSWERABLE_FOR = timedelta(days=14)  # our choice: two weekly meetings; after that memory says little
LINK_LASTS = timedelta(days=3)  # our choice: long enough for a weekend


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
    """One check's answers; None and "" mean skipped."""

    heard: int | None = None
    off: str = ""
    line: str = ""

    def __post_init__(self) -> None:
        if self.heard is not None and not LOWEST <= self.heard <= HIGHEST:
            raise ValueError(f"heard is {LOWEST} to {HIGHEST}, not {self.heard}")
        if self.off and self.off not in set(Off):
            raise ValueError(f"unknown choice: {self.off}")

    @property
    def empty(self) -> bool:
        """Return whether every question was skipped."""
        return self.heard is None and not self.off and not self.line


def word(answers: Answers) -> Word:
    """Return what a helper with "just a word" reads.

    Worth a talk: something small or big is off, a line was written (R7), or the number is at the
    floor (R1). Source: measures page, A.6; domain page 9.1 (e).
    """
    low = answers.heard is not None and answers.heard <= FLOOR
    off = answers.off in (Off.SMALL, Off.YES)
    return Word.WORTH_A_TALK if low or off or answers.line.strip() else Word.ALL_WELL


def since(at: datetime) -> datetime:
    """Return the earliest end of a meeting that can still be answered at `at`."""
    return at - ANSWERABLE_FOR
