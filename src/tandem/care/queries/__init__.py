"""Everything that is asked about episodes, teams, sharing and the practice's calendar."""

from tandem.care.queries.clients import (
    episode_by_id,
    history,
    history_of,
    is_helped,
    open_episode_of,
    own_episodes,
    waiting_client,
    waiting_clients,
    wishes_waiting,
    without_therapist,
)
from tandem.care.queries.finding import A_PAGE, Page, Place, own_clients, practice_clients
from tandem.care.queries.practice import (
    COVERS,
    calendar,
    cover_rota,
    holidays_from,
    outside_person,
    turns_on,
)
from tandem.care.queries.standing import (
    SHARING,
    as_chosen,
    crosses_to,
    episode_and_standing,
    held,
    helping,
    latest_release,
    latest_sharing,
    open_releases,
    sharing_in,
    sharing_of,
    shown_since,
)
from tandem.care.queries.teams import (
    are_helping,
    held_by,
    helped_by,
    in_roles,
    leavers,
    left_since,
    newcomers,
    places,
    places_ever,
    team,
    team_news,
    the_other,
    was_on_team,
    wishes,
)

__all__ = [
    "A_PAGE", "COVERS", "Page", "Place", "SHARING", "own_clients", "practice_clients", "are_helping", "as_chosen", "calendar", "cover_rota", "crosses_to", "episode_and_standing",
    "episode_by_id", "held", "held_by", "helped_by", "helping", "history", "history_of", "holidays_from", "in_roles", "is_helped",
    "latest_release", "latest_sharing", "leavers", "left_since", "newcomers", "open_episode_of", "open_releases",
    "outside_person", "own_episodes", "places", "places_ever", "sharing_in", "sharing_of", "shown_since", "team",
    "team_news", "the_other", "turns_on", "waiting_client", "waiting_clients", "was_on_team", "wishes",
    "wishes_waiting", "without_therapist",
]  # fmt: skip
