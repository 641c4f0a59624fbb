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
from tandem.session_checks.rules.asking import Rhythm, Wish, asked, items
from tandem.session_checks.rules.differences import (
    ASKS_FOR_A_TALK,
    Choice,
    Known,
    Reason,
    Seen,
    reasons,
    usual_gap,
)
from tandem.session_checks.rules.seal import is_open

__all__ = [
    "ANSWERABLE_FOR", "ASKS_FOR_A_TALK", "FLOOR", "HIGHEST", "LINK_LASTS", "LOWEST", "Answers", "Choice", "Item",
    "Known", "Level", "Off", "Reason", "Rhythm", "Seen", "Wish", "Word", "asked", "is_open", "items",
    "reasons", "since", "usual_gap", "word",
]  # fmt: skip
