"""Episodes and the practice's calendar; how helpers share; who sees what."""

from tandem.care.views.emergency import emergencies, emergency, open_emergency, review_emergency
from tandem.care.views.episodes import (
    add_client,
    calendar,
    history,
    invite_client,
    remove_cover,
    remove_holiday,
    start_episode,
    waiting,
)
from tandem.care.views.finding import find_any, find_own
from tandem.care.views.looking import who_looked
from tandem.care.views.naming import name_first, outside
from tandem.care.views.paper import paper_code
from tandem.care.views.protecting import part2, part2_by_lead
from tandem.care.views.seeing import show_who
from tandem.care.views.sharing import choose, sharing, switches
from tandem.care.views.team import change_team, take_off
from tandem.care.views.unusual import answer_unusual, unusual

__all__ = [
    "add_client", "answer_unusual", "calendar", "change_team", "choose", "emergencies", "emergency", "find_any",
    "find_own", "history", "invite_client", "name_first", "open_emergency", "outside", "paper_code", "part2",
    "part2_by_lead", "remove_cover", "remove_holiday", "review_emergency", "sharing", "show_who", "start_episode",
    "switches", "take_off", "unusual", "waiting", "who_looked",
]  # fmt: skip
