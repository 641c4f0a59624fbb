"""What is asked, what an answer says, what differs, and when a helper's answers open. Plain functions."""

from tandem.session_checks.rules.answers import (
    ANSWERABLE_FOR,
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

__all__ = [
    "ANSWERABLE_FOR", "HIGHEST", "LINK_LASTS", "LOWEST", "Answers", "Item", "Level", "Off", "Word", "since", "word",
]  # fmt: skip
