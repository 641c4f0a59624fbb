"""Everything that is asked about checks and cards."""

from tandem.session_checks.queries.asking import due, due_one, is_asked, open_link, wish
from tandem.session_checks.queries.cards import (
    Viewed,
    card_of,
    known_about,
    lines_for,
    meeting_for,
    names_other_goal,
    views_of,
)
from tandem.session_checks.queries.checks import answered, answers_in, answers_of, one, sent_lately
from tandem.session_checks.queries.heard import Heard, heard_by, waiting_for

__all__ = [
    "Heard", "Viewed", "answered", "answers_in", "answers_of", "card_of", "due", "due_one", "heard_by", "is_asked",
    "known_about", "lines_for", "meeting_for", "names_other_goal", "one", "open_link", "sent_lately", "views_of",
    "waiting_for", "wish",
]  # fmt: skip
