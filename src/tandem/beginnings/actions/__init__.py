"""Everything that is written about first ten minutes."""

from tandem.beginnings.actions.client import (
    LinkSpent,
    finish,
    hand_over,
    keep_hopes,
    make_ready,
    send_card,
    withdraw_hopes,
)
from tandem.beginnings.actions.helper import answer_topics, do_step, send_test

__all__ = [
    "LinkSpent", "answer_topics", "do_step", "finish", "hand_over", "keep_hopes", "make_ready", "send_card",
    "send_test", "withdraw_hopes",
]  # fmt: skip
