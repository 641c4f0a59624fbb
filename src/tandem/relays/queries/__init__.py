"""Everything that is asked about what travels."""

from tandem.relays.queries.explaining import Standing, explanation_once, newest_yes, reached, standing_of
from tandem.relays.queries.noticing import noticed, noticed_by, noticed_in, noticed_one
from tandem.relays.queries.points import (
    all_said,
    closed_by,
    draft,
    draft_words_in,
    drafts,
    drafts_by,
    drafts_to_decide,
    explained_in,
    is_told,
    other_than,
    outcome_in,
    point,
    points_open_to,
    points_unread,
    points_unread_by,
    points_waiting,
    readable,
    readable_one,
    receipt_of,
    reply_in,
    said_lately,
    sent_in,
    to_member,
    told,
    with_point,
    words_in,
)
from tandem.relays.queries.reviewing import asking_of, latest_review, review, with_review

__all__ = [
    "Standing", "all_said", "asking_of", "closed_by", "draft", "draft_words_in", "drafts", "drafts_by",
    "drafts_to_decide", "explained_in", "explanation_once", "is_told", "latest_review", "newest_yes", "noticed",
    "noticed_by", "noticed_in", "noticed_one", "other_than", "outcome_in", "point", "points_open_to", "points_unread",
    "points_unread_by", "points_waiting", "reached", "readable", "readable_one", "receipt_of", "reply_in", "review",
    "said_lately", "sent_in", "standing_of", "to_member", "told", "with_point", "with_review", "words_in",
]  # fmt: skip
