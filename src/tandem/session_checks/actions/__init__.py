"""Everything that is written about checks and cards."""

from tandem.session_checks.actions.cards import AlreadyWritten, choose_line, write_card
from tandem.session_checks.actions.checks import (
    AlreadyAnswered,
    LinkSpent,
    choose,
    hand_over,
    invite,
    show,
    submit_check,
    wish,
)

__all__ = [
    "AlreadyAnswered", "AlreadyWritten", "LinkSpent", "choose", "choose_line", "hand_over", "invite", "show",
    "submit_check", "wish", "write_card",
]  # fmt: skip
