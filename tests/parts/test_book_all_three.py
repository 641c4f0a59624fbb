"""“Book all three” leads to the booking page with all three chosen, where there are three."""

import pytest
from django.utils import timezone

from tandem.care.actions import leave_team
from tandem.care.models import Episode
from tandem.relays.rules import Way
from tests.cast import Actor, World
from tests.parts.meetings import text
from tests.parts.points import a_point, point_url


def test_a_point_to_be_said_together_leads_there(world: World, theo: Actor, priya: Actor) -> None:
    point = a_point(world, Way.TOGETHER)
    for who in (theo, priya):
        page = text(who.get(point_url(point, world)))
        assert f'href="/e/{world.episode_id}/appointments/book/?kind=joint"' in page


@pytest.mark.parametrize(
    ("asked", "checked"),
    [("joint", "joint"), ("peer", "peer"), ("", None), ("nobody", None), ("joint&kind=x", None)],
)
def test_a_link_may_choose_who_meets_if_there_is_such_a_meeting(
    world: World, theo: Actor, asked: str, checked: str | None
) -> None:
    form = theo.get(f"/e/{world.episode_id}/appointments/book/?kind={asked}").context["form"]
    assert form["kind"].value() == checked


def test_a_link_does_not_choose_all_three_where_there_are_two(
    world: World, theo: Actor, priya: Actor
) -> None:
    leave_team(
        episode=Episode.objects.get(pk=world.episode_id), member=priya.member, by=None, at=timezone.now()
    )
    page = theo.get(f"/e/{world.episode_id}/appointments/book/?kind=joint")
    assert page.context["form"]["kind"].value() is None
