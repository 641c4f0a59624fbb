"""What happened so far is read by all, and a client is found by a part of their name: by a helper, and by the lead."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.care.actions import open_episode
from tandem.people.actions import add_member
from tandem.permissions.rules import Role
from tests.journeys import axe
from tests.journeys.pages import faults
from tests.journeys.stage import PHONE, Stage
from tests.parts.meetings import LINE, a_check, a_kept_meeting, an_episode
from tests.parts.points import WORDS, a_point

pytestmark = pytest.mark.browser
NAME = "Ana Núñez Invented"


def test_a_client_reads_what_happened_and_a_helper_their_part_of_it(stage: Stage) -> None:
    a_check(a_kept_meeting(stage.world), to=[stage.world.actor("theo").member])
    a_point(stage.world)
    here = f"/e/{stage.world.episode_id}/so-far/"
    cleo = stage.someone("cleo", PHONE, reduced_motion="reduce")

    the_client_comes_from_my_choices_and_opens_one_thing(cleo, here)
    the_client_looks_for_one_kind_alone(cleo, here)
    a_helper_reads_what_reached_them_and_the_peer_does_not(stage, here)


def the_client_comes_from_my_choices_and_opens_one_thing(cleo: Page, here: str) -> None:
    """From Today, two presses away; what they said leads to its own page."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="What happened so far").click()
    axe.check(cleo, address=here, heading="What happened so far")
    expect(cleo.get_by_text(LINE)).to_be_visible()
    assert faults(cleo) == []
    cleo.get_by_role("link", name="You let Dr. Theo Sample know").click()
    expect(cleo.get_by_text(WORDS)).to_be_visible()


def the_client_looks_for_one_kind_alone(cleo: Page, here: str) -> None:
    """Meetings alone, then everything again."""
    cleo.goto(here)
    cleo.get_by_role("link", name="Meetings", exact=True).click()
    expect(cleo.get_by_role("link", name="Therapy · Dr. Theo Sample")).to_be_visible()
    expect(cleo.get_by_text(LINE)).not_to_be_visible()
    axe.check(cleo, address=f"{here}?kind=meetings", heading="What happened so far")
    cleo.get_by_role("link", name="Everything").click()
    expect(cleo.get_by_text(LINE)).to_be_visible()


def a_helper_reads_what_reached_them_and_the_peer_does_not(stage: Stage, here: str) -> None:
    """The therapist comes from the client's page; the peer finds nothing of the check."""
    theo, priya = stage.someone("theo", reduced_motion="reduce"), stage.someone("priya")
    theo.goto(here.replace("so-far/", ""))
    theo.get_by_role("link", name="What happened so far").click()
    axe.check(theo, address=here, heading="What happened so far")
    expect(theo.get_by_text(LINE)).to_be_visible()
    assert faults(theo) == []
    theo.get_by_role("link", name="Cleo Example told you how a meeting was").click()
    expect(theo.get_by_text(LINE)).to_be_visible()
    priya.goto(here)
    expect(priya.get_by_text(LINE)).not_to_be_visible()
    expect(priya.get_by_text("Therapy")).not_to_be_visible()


def test_a_helper_finds_a_client_as_they_type_and_without_scripts(stage: Stage) -> None:
    at = timezone.now() - timedelta(days=3)
    client = add_member(name=NAME, roles=[Role.CLIENT], by=None, at=at)
    open_episode(client=client, therapist=stage.world.actor("theo").member, peer=None, by=None, at=at)
    theo = stage.someone("theo")
    theo.goto("/clients/")
    expect(theo.get_by_role("link", name="Open Cleo Example")).to_be_visible()
    theo.get_by_role("searchbox", name="Find a client").press_sequentially("nun")
    expect(theo.get_by_role("link", name="Open Cleo Example")).not_to_be_visible()
    expect(theo.get_by_role("searchbox")).to_be_focused()
    assert "nun" not in theo.url
    theo.get_by_role("link", name=f"Open {NAME}").click()
    expect(theo.get_by_role("heading", level=1)).to_have_text(NAME)

    plain = stage.someone("theo", PHONE, java_script_enabled=False)
    plain.goto("/clients/")
    plain.get_by_role("searchbox", name="Find a client").fill("zz")
    plain.get_by_role("button", name="Find").click()
    expect(plain.get_by_text("None of your clients has such a name.")).to_be_visible()
    expect(plain.get_by_role("searchbox")).to_have_value("zz")
    assert plain.url.endswith("/clients/find/")


def test_the_lead_finds_anybody_and_what_can_be_done(stage: Stage) -> None:
    lead = stage.someone("lead", reduced_motion="reduce")
    lead.goto("/waiting/")
    lead.get_by_role("searchbox", name="Find a client").fill("exam")
    expect(lead.get_by_role("link", name="Change the team Cleo Example")).to_be_visible()
    lead.get_by_role("button", name="Find").click()
    axe.check(lead, address="/waiting/find/", heading="Find a client")
    assert faults(lead) == []
    lead.get_by_role("link", name="Change the team Cleo Example").click()
    expect(lead.get_by_text("Priya Specimen").first).to_be_visible()


def test_it_is_read_in_spanish_too(stage: Stage) -> None:
    episode = an_episode(stage.world)
    episode.client.language = "es"
    episode.client.save()
    cleo = stage.someone("cleo", PHONE, reduced_motion="reduce")
    cleo.goto(f"/e/{episode.pk}/so-far/")
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Lo que ha pasado hasta ahora")
    assert faults(cleo) == []
