"""What differs, or has fallen, as a reason for a talk: never a score of anybody. Shown to the client first.

Source of every number: measures page, A.5 (gap) and A.6 (R1 to R7); domain page 9.1 (b), (c), (e), (f).
Numbers are exact fractions, so that a value at a threshold counts as the page says.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median

from tandem.session_checks.rules.answers import FLOOR, Answers, Item, Off

CORE = (Item.HONEST, Item.HEARD, Item.GOALS, Item.WAY, Item.HOPE)  # A.4: the mean of C1 to C5 …
CORE_AT_LEAST = 4  # … if four are answered
WINDOW = 3  # ours: three checks in a row hold all of them once, see `asking.TURNS`
FALL = Fraction("1.7")  # R2, about one standard deviation
EARLIER = 3  # R2: below the median of the last three
CHART_POINTS, CHART_FACTOR = 6, Fraction("2.66")  # R3, XmR chart
STEP, IN_A_ROW = 1, 2  # R4: two falls in a row of at least 1; 9.1 (b) and (f): twice running
USUAL_GAP = Fraction("-0.8")  # A.5: helpers usually guess this much lower than the client answers
PAIRS_FOR_OWN_USUAL = 30  # A.5: from then on the practice's own mean
GAP = Fraction("2.8")  # A.5, one item, 95 %
ROOM_FLOOR = 5  # R6
REGULAR = 3  # ours: "regular use" before two skipped in a row (9.1 f)
SHORTEST_WORD = 4  # ours: letters of a word that can make two texts alike (9.1 c)


class Reason(StrEnum):
    """Why a talk may help."""

    LOW = "low"  # R1
    FELL = "fell"  # R2
    OFF_CHART = "off_chart"  # R3
    FALLING = "falling"  # R4
    GUESSED_HIGHER = "guessed_higher"  # R5
    HARD_TO_SAY = "hard_to_say"  # R6
    LINE = "line"  # R7
    OTHER_GOAL = "other_goal"  # 9.1 (b)
    OTHER_STEP = "other_step"  # 9.1 (c)
    OFF = "off"  # 9.1 (e)
    SKIPPED = "skipped"  # 9.1 (f)


class Choice(StrEnum):
    """What the client does about a reason: five choices, "let it be" first (domain page, 9.1)."""

    LET_BE = "let_be"
    THINK = "think"
    PEER = "peer"
    THERAPIST = "therapist"
    TOGETHER = "together"


ASKS_FOR_A_TALK = frozenset({Choice.PEER, Choice.THERAPIST, Choice.TOGETHER})


@dataclass(frozen=True)
class Seen:
    """What a helper put on their card about the same meeting."""

    guess: int | None = None
    step: str = ""
    goal: str = ""  # the goal that was worked on, by its id


@dataclass(frozen=True)
class Known:
    """All that a difference may rest on, oldest first; the last check is the one at hand."""

    checks: Sequence[Answers]
    seen: Seen | None = None
    first_goal: str = ""  # the client's first open goal, by its id
    earlier_other_goal: bool = False  # the helper named another goal last time too
    usual_gap: Fraction = USUAL_GAP


def reasons(known: Known) -> tuple[Reason, ...]:
    """Return every reason for a talk after the last check, in the order of the pages. Empty when all is well."""
    now = known.checks[-1]
    if now.empty:
        return (Reason.SKIPPED,) if _skipped_twice(known.checks) else ()
    means = core_means(known.checks)
    found = {
        Reason.LOW: any(number <= FLOOR for number in now.numbers.values()),
        Reason.FELL: fell(means),
        Reason.OFF_CHART: off_chart(means),
        Reason.FALLING: falling(means),
        Reason.GUESSED_HIGHER: guessed_higher(known.seen, now.heard, known.usual_gap),
        Reason.HARD_TO_SAY: now.room is not None and now.room <= ROOM_FLOOR,
        Reason.LINE: bool(now.line.strip()),
        Reason.OTHER_GOAL: other_goal(known),
        Reason.OTHER_STEP: known.seen is not None and other_step(known.seen.step, now.takeaway),
        Reason.OFF: now.off == Off.YES,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def core_means(checks: Sequence[Answers]) -> list[Fraction | None]:
    """Return the core mean at each check: of the latest answer to each item in this check and the two before.

    None where fewer than four of the five were answered, and where nothing was answered at all.
    """
    return [None if check.empty else _core_mean(checks[: turn + 1]) for turn, check in enumerate(checks)]


def _core_mean(checks: Sequence[Answers]) -> Fraction | None:
    latest: dict[Item, int] = {}
    for check in checks[-WINDOW:]:
        latest |= check.numbers
    numbers = [latest[item] for item in CORE if item in latest]
    return Fraction(sum(numbers), len(numbers)) if len(numbers) >= CORE_AT_LEAST else None


def fell(means: Sequence[Fraction | None]) -> bool:
    """R2: the core mean is at least 1.7 below the median of the last three before it."""
    before = [mean for mean in means[:-1] if mean is not None][-EARLIER:]
    return means[-1] is not None and len(before) == EARLIER and means[-1] <= median(before) - FALL


def off_chart(means: Sequence[Fraction | None]) -> bool:
    """R3: with six points or more, the last is below the mean less 2.66 times the mean moving range."""
    points = [mean for mean in means if mean is not None]
    if means[-1] is None or len(points) < CHART_POINTS:
        return False
    moves = [abs(late - early) for early, late in itertools.pairwise(points)]
    return points[-1] < sum(points) / len(points) - CHART_FACTOR * sum(moves) / len(moves)


def falling(means: Sequence[Fraction | None]) -> bool:
    """R4: two falls in a row, each of at least 1."""
    points = [mean for mean in means if mean is not None]
    falls = [early - late >= STEP for early, late in itertools.pairwise(points)]
    return means[-1] is not None and len(falls) >= IN_A_ROW and all(falls[-IN_A_ROW:])


def guessed_higher(seen: Seen | None, heard: int | None, usual: Fraction = USUAL_GAP) -> bool:
    """R5: the helper guessed at least 2.8 more than usual above what the client gave.

    A helper who guessed too low is never shown: a high number is not answered with doubt.
    """
    if seen is None or seen.guess is None or heard is None:
        return False
    return seen.guess > heard and seen.guess - heard - usual >= GAP


def usual_gap(gaps: Sequence[int]) -> Fraction:
    """Return what guesses usually differ by (guess less answer): this practice's own mean from 30 pairs on."""
    return Fraction(sum(gaps), len(gaps)) if len(gaps) >= PAIRS_FOR_OWN_USUAL else USUAL_GAP


def other_goal(known: Known) -> bool:
    """9.1 (b): twice running the helper worked on another goal than the client's first."""
    named = known.seen.goal if known.seen else ""
    return bool(named and known.first_goal and named != known.first_goal and known.earlier_other_goal)


def other_step(agreed: str, takeaway: str) -> bool:
    """9.1 (c): one of the two is empty, or they have no word of four letters or more in common."""
    ours, theirs = _words(agreed), _words(takeaway)
    if not agreed.strip() and not takeaway.strip():
        return False
    return not ours & theirs


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD}


def _skipped_twice(checks: Sequence[Answers]) -> bool:
    """9.1 (f): two skipped in a row after regular use, said once."""
    before = checks[:-IN_A_ROW][-REGULAR:]
    skipped = all(check.empty for check in checks[-IN_A_ROW:])
    return skipped and len(before) == REGULAR and not any(check.empty for check in before)
