"""What is asked, what an answer says, what differs, and when a helper's answers open. Plain functions."""

from tandem.session_checks.rules.answers import (
    ANSWERABLE_FOR,
    FLOOR,
    HIGHEST,
    LINK_LASTS,
    LOWEST,
    Answers,
    Item,
    Level,
    Off,
    Word,
    since,
    word,
)
from tandem.session_checks.rules.asking import Rhythm, Start, Wish, asked, items

__all__ = [
    "ANSWERABLE_FOR", "FLOOR", "HIGHEST", "LINK_LASTS", "LOWEST", "Answers", "Item", "Level", "Off", "Rhythm",
    "Start", "Wish", "Word", "asked", "items", "since", "word",
]  # fmt: skip
