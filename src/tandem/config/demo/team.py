"""Tell what changes on teams: somebody covers, somebody would like another helper, somebody looked."""

from datetime import datetime, timedelta

from tandem.care.actions import join_team, wish_for_change
from tandem.care.models import Episode
from tandem.care.queries import team
from tandem.config.demo.story import LOOKED, Client
from tandem.people.models import Member
from tandem.permissions.rules import Basis, Role
from tandem.record.looks import looked


def tell_team(client: Client, episode: Episode, people: dict[str, Member], now: datetime) -> None:
    """Let it happen to one client, as the story says."""
    if client.covered_by:
        cover = people[client.covered_by]
        join_team(
            episode=episode, member=cover, role=Role.THERAPIST, by=None, at=now - timedelta(hours=2),
            until=now + timedelta(days=12),
        )  # fmt: skip
    if client.wishes:
        wish_for_change(
            episode=episode, role=Role(client.wishes), by=episode.client_id, at=now - timedelta(days=1)
        )
    for hours_ago, who, act, refused in LOOKED.get(client.key, ()):
        at = now - timedelta(hours=hours_ago)
        role = {place.member_id: place.role for place in team(episode)}.get(people[who].pk, "")
        basis = Basis.TEAM.value if role else ""
        looked(
            by=people[who].pk, act=act, at=at, episode_id=episode.pk, refused=refused, role=role, basis=basis
        )
