"""Pages of checks, of a helper's meeting and card, and of the three views of one meeting."""

from tandem.session_checks.views.cards import card, choose_line, read_line
from tandem.session_checks.views.checks import by_link, check, here, later, read, wish
from tandem.session_checks.views.meeting import choose, meeting
from tandem.session_checks.views.seeing import card_who, check_who, show_check
from tandem.session_checks.views.theirs import theirs
from tandem.session_checks.views.trying import try_card

__all__ = [
    "by_link", "card", "card_who", "check", "check_who", "choose", "choose_line", "here", "later", "meeting",
    "read", "read_line", "show_check", "theirs", "try_card", "wish",
]  # fmt: skip
