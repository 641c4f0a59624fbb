"""Pages of checks, of a helper's meeting and card, and of the three views of one meeting."""

from tandem.session_checks.views.cards import card, choose_line, read_line
from tandem.session_checks.views.checks import by_link, check, here, later, read, wish
from tandem.session_checks.views.meeting import choose, meeting
from tandem.session_checks.views.theirs import theirs

__all__ = [
    "by_link", "card", "check", "choose", "choose_line", "here", "later", "meeting", "read", "read_line", "theirs",
    "wish",
]  # fmt: skip
