"""Everything that is written about episodes, teams, sharing and the practice's calendar."""

from tandem.care.actions.calendar import add_cover, add_holiday, remove_cover, remove_holiday, set_week
from tandem.care.actions.emergency import (
    AlreadyReviewed,
    OwnEmergency,
    open_in_emergency,
    remind_of_reviews,
    review_emergency,
)
from tandem.care.actions.episodes import (
    AlreadyOnTeam,
    AlreadyOpen,
    join_team,
    leave_team,
    mark_part2,
    open_episode,
    pause,
    resume,
    think_again,
    wish_for_change,
)
from tandem.care.actions.outside import name_outside_person
from tandem.care.actions.sharing import (
    ChangedMeanwhile,
    change_switches,
    choose_preset,
    release,
    take_all_back,
    write_releases,
)
from tandem.care.actions.unusual import AlreadyAnswered, answer_unusual, notice_unusual

__all__ = [
    "AlreadyAnswered",
    "AlreadyOnTeam",
    "AlreadyOpen",
    "AlreadyReviewed",
    "ChangedMeanwhile",
    "OwnEmergency",
    "add_cover",
    "add_holiday",
    "answer_unusual",
    "change_switches",
    "choose_preset",
    "join_team",
    "leave_team",
    "mark_part2",
    "name_outside_person",
    "notice_unusual",
    "open_episode",
    "open_in_emergency",
    "pause",
    "release",
    "remind_of_reviews",
    "remove_cover",
    "remove_holiday",
    "resume",
    "review_emergency",
    "set_week",
    "take_all_back",
    "think_again",
    "wish_for_change",
    "write_releases",
]  # fmt: skip
