"""Somebody who belongs to two practices works in one at a time, whatever is still open in another tab."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.people.models import Belonging, Member
from tandem.permissions.rules import Role
from tandem.tenancy.current import using_practice
from tests.cast import Actor, World, signed_in
from tests.parts.meetings import text

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NIA = {"name": "Nia Newcomer", "email": "", "phone": "", "language": "en", "born_on": "1990-01-01"}


class Tabs:
    """One browser with both practices in it: each tab keeps the form it was opened with."""

    def __init__(self, who: Actor, there: str) -> None:
        self.client, self.there = Client(enforce_csrf_checks=True), there
        signed_in(self.client, who.user)
        here = Belonging.objects.get(user=who.user, member_id=who.pk)
        self.switch(str(here.pk))

    def open(self, url: str) -> str:
        """Open a page in a tab; return its form's token."""
        return TOKEN.findall(text(self.client.get(url)))[0]

    def send(self, url: str, token: str, data: dict[str, Any]) -> Any:
        """Send a form from a tab that was opened before."""
        return self.client.post(url, {"csrfmiddlewaretoken": token, **data})

    def switch(self, to: str = "") -> None:
        """Change to the other practice, in a tab of its own."""
        data = {"belonging": to or self.there}
        assert self.send("/switch/", self.open("/switch/"), data).status_code == 302


def joined(who: Actor, world: World, role: Role) -> str:
    """Let somebody belong to the other practice too. Returns the id of the belonging."""
    at = timezone.now() - timedelta(days=1)
    with using_practice(world.other_practice_id):
        member = Member.objects.create(name=who.member.name, user=who.user)
        member.grants.create(member=member, role=role.value, started_at=at)
    made = Belonging.objects.create(user=who.user, practice_id=world.other_practice_id, member_id=member.pk)
    return str(made.pk)


def added(world: World) -> list[bool]:
    """Return whether Nia was added in the first practice, and in the other."""
    found = []
    for practice in (world.practice_id, world.other_practice_id):
        with using_practice(practice):
            found.append(Member.objects.filter(name="Nia Newcomer").exists())
    return found


@pytest.fixture
def lead_of_both(world: World, lead: Actor) -> Tabs:
    """Somebody who leads both."""
    return Tabs(lead, joined(lead, world, Role.LEAD))


def test_a_form_from_before_the_change_is_kept_in_neither(world: World, lead_of_both: Tabs) -> None:
    token = lead_of_both.open("/waiting/add/")
    lead_of_both.switch()

    answer = lead_of_both.send("/waiting/add/", token, NIA)

    assert answer.status_code == 403
    assert added(world) == [False, False]


def test_a_form_opened_after_the_change_is_kept_there(world: World, lead_of_both: Tabs) -> None:
    lead_of_both.switch()

    lead_of_both.send("/waiting/add/", lead_of_both.open("/waiting/add/"), NIA)

    assert added(world) == [False, True]


def test_after_the_change_a_clients_page_is_not_there_and_nothing_is_written(
    world: World, theo: Actor, cleo: Actor
) -> None:
    tabs = Tabs(theo, joined(theo, world, Role.THERAPIST))
    url = f"/e/{world.episode_id}/part2/"
    tabs.open(url)
    tabs.switch()

    assert tabs.client.get(f"/e/{world.episode_id}/goals/").status_code == 404
    assert tabs.send(url, tabs.open("/settings/"), {"part2": "yes"}).status_code == 404
    assert not cleo.member.episodes.get().part2
