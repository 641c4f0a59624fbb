"""Everything that is written about what travels."""

from tandem.relays.actions.explaining import (
    ChangedMeanwhile,
    KeptApart,
    NobodyToTell,
    TopicClosed,
    choose_topics,
    close_topic,
    explain,
)
from tandem.relays.actions.noticing import keep_noticed, take_back_noticed
from tandem.relays.actions.points import (
    AlreadyAcknowledged,
    AlreadyDecided,
    NoLongerOpen,
    NotYetRead,
    TeamChanged,
    acknowledge,
    approve,
    delete_draft,
    deliver,
    put_off,
    say,
    take_back_draft,
    tell_outcome,
    withdraw,
    withdraw_closed,
    write_draft,
)
from tandem.relays.actions.reviewing import AlreadyAnswered, CannotAsk, answer_review, ask_review

__all__ = [
    "AlreadyAcknowledged", "AlreadyAnswered", "AlreadyDecided", "CannotAsk", "ChangedMeanwhile", "KeptApart",
    "NoLongerOpen", "NobodyToTell", "NotYetRead", "TeamChanged", "TopicClosed", "acknowledge", "answer_review",
    "approve", "ask_review", "choose_topics", "close_topic", "delete_draft", "deliver", "explain", "keep_noticed",
    "put_off", "say", "take_back_draft", "take_back_noticed", "tell_outcome", "withdraw", "withdraw_closed",
    "write_draft",
]  # fmt: skip
