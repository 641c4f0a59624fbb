"""Pages of checks, of helpers' cards, and of the three views of one meeting."""

from tandem.session_checks.views.cards import card, choose_line, read_line
from tandem.session_checks.views.checks import by_link, check, here, later, read, wish
from tandem.session_checks.views.meeting import choose, meeting
from tandem.session_checks.views.trying import try_card

__all__ = [
    "by_link", "card", "check", "choose", "choose_line", "here", "later", "meeting", "read", "read_line", "try_card",
    "wish",
]  # fmt: skip
