"""What crosses between a client's helpers without asking each time, as the client chose. Plain Python.

Source: product page, "Presets"; trust page, 4.2. What no preset opens (a peer's notes, numbers,
misunderstandings, complaints) is released one by one, or not at all.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Preset(StrEnum):
    """How a client's helpers share, in one choice."""

    SEPARATE = "separate"
    ASK = "ask"
    OPEN = "open"


class Switch(StrEnum):
    """What can be changed by itself: SW1 to SW6 of the trust page, in that order."""

    PEER_NOTES = "peer_notes"
    SUMMARIES = "summaries"
    CHECKS = "checks"
    SCORES = "scores"
    QUALITY = "quality"
    TIMES = "times"


class Start(StrEnum):
    """What leaves with a check unless the client says otherwise: the three places of the switch `CHECKS`."""

    NOTHING = "nothing"
    WORD = "word"
    ANSWERS = "answers"


class Crossing(StrEnum):
    """What may cross between helpers as a kind, without an item's own release."""

    GOALS = "goals"
    OWN_SIDE = "own_side"
    ONE_LINE = "one_line"  # each still needs the client's tap
    EARLY_REVIEW = "early_review"
    TOPICS = "topics"  # each still needs the client's standing yes
    TIMES = "times"


@dataclass(frozen=True)
class Sharing:
    """What a client chose: a preset, and the six switches as they stand."""

    preset: Preset
    peer_notes: bool = False
    summaries: bool = False
    checks: Start = Start.WORD
    scores: bool = False
    quality: bool = False
    times: bool = False

    def lets(self, crossing: Crossing) -> bool:
        """Return whether `crossing` is open."""
        if crossing is Crossing.TIMES:
            return self.times
        return self.preset is not Preset.SEPARATE

    def changed(self, **switches: object) -> "Sharing":
        """Return the same with some switches changed."""
        return replace(self, **switches)  # type: ignore[arg-type]


FLAGS = ("peer_notes", "summaries", "scores", "quality", "times")

# Trust page, 4.2, its table, column by column; SW6 from the line above it.
PRESETS = {
    Preset.SEPARATE: Sharing(Preset.SEPARATE, checks=Start.NOTHING),
    Preset.ASK: Sharing(Preset.ASK),
    Preset.OPEN: Sharing(Preset.OPEN, summaries=True, scores=True, times=True),
}
NOTHING_CHOSEN = PRESETS[Preset.ASK]  # trust page, 4.2: chosen unless changed


def towards(
    chosen: Sharing | None, *, chosen_at: datetime | None, joined_at: datetime, began_at: datetime
) -> Sharing:  # fmt: skip
    """Return what a client's choice means for one helper, who joined at `joined_at`.

    A helper who came after the choice (or, where none was made, after the beginning) shares in nothing until the
    client chooses again: the client did not know them. Source: product page, "Presets"; trust page, 4.1.
    """
    if joined_at > (chosen_at or began_at):
        return PRESETS[Preset.SEPARATE]
    return chosen or NOTHING_CHOSEN
