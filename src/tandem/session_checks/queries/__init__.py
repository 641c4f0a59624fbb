"""Everything that is asked about checks and cards."""

from tandem.session_checks.queries.asking import due, due_and_coming, due_one, is_asked, open_link, wish
from tandem.session_checks.queries.cards import (
    Viewed,
    card_in,
    card_of,
    known_about,
    line_is_let,
    meeting_for,
    names_other_goal,
    views_of,
)
from tandem.session_checks.queries.checks import (
    answered,
    answers_in,
    answers_of,
    one,
    sent_ever,
    sent_lately,
    with_look_at,
)
from tandem.session_checks.queries.heard import (
    Heard,
    Hoped,
    Inbox,
    Line,
    Reviewed,
    inbox_and_points,
    line_to,
    open_to,
    reached,
    with_answers,
)

__all__ = [
    "Heard", "Hoped", "Inbox", "Line", "Reviewed", "Viewed", "answered", "answers_in", "answers_of",
    "card_in", "card_of", "due", "due_and_coming", "due_one", "inbox_and_points", "is_asked", "known_about",
    "line_is_let", "line_to", "meeting_for", "names_other_goal", "one", "open_link", "open_to", "reached",
    "sent_ever", "sent_lately", "to_look_at", "views_of", "wish", "with_answers", "with_look_at",
]  # fmt: skip
