"""A client who keeps one thing to herself: her peer hears nothing of a missed meeting, nor of a goal she hid."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.models import SharingChoice
from tandem.goals.actions import propose_goal
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage
from tests.journeys.steps import words_on
from tests.journeys.test_loop import today_word
from tests.parts.meetings import an_episode

pytestmark = pytest.mark.browser
FIRST, SECOND = "Sleep all night", "Tell my sister"


def test_a_missed_meeting_and_a_hidden_goal_leave_no_trace_for_the_peer(stage: Stage) -> None:
    episode = f"/e/{stage.world.episode_id}/"
    meeting = a_meeting_and_two_goals(stage)
    theo, priya, cleo = stage.someone("theo"), stage.someone("priya"), stage.someone("cleo", PHONE)

    cleo_says_that_her_peer_never_hears_of_missed_meetings(cleo, episode)
    theo_notes_that_cleo_did_not_come(theo, meeting)
    priya_sees_no_therapy_anywhere(priya, episode)
    priya_reads_both_goals(priya, episode)
    cleo_hides_the_second_goal(cleo, episode)
    priya_sees_one_goal_and_no_sign_of_another(priya, episode)
    cleo_reads_who_can_see_it(cleo, episode)


def a_meeting_and_two_goals(stage: Stage) -> Appointment:
    """Write a therapy meeting of this morning, and two goals of Cleo's."""
    theo, episode = stage.world.actor("theo").member, an_episode(stage.world)
    for wording in (FIRST, SECOND):
        propose_goal(episode=episode, wording=wording, by=episode.client, at=timezone.now())
    return a_meeting(
        episode, MeetingKind.THERAPY, starts_at=timezone.now() - timedelta(hours=2), therapist=theo
    )


def cleo_says_that_her_peer_never_hears_of_missed_meetings(cleo: Page, episode: str) -> None:
    """From Today to the choice; the details hold the one about missed meetings, and it stays off."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="How my team shares").click()
    axe.check(cleo, address=f"{episode}sharing/", heading="How my team shares")
    cleo.get_by_role("radio", name="Ask me each time").check()
    cleo.get_by_role("button", name="Save", exact=True).click()
    expect(cleo.get_by_text("Saved. It holds from now on.")).to_be_visible()
    cleo.get_by_text("Change details").click()
    missed = cleo.get_by_role("checkbox", name="My helpers can see all my meeting times, and missed meetings")
    expect(missed).not_to_be_checked()
    axe.check(cleo, address=f"{episode}sharing/", heading="How my team shares")
    cleo.get_by_role("button", name="Save the details").click()
    expect(cleo.get_by_text("You chose “Ask me each time”")).to_be_visible()
    assert (
        list(SharingChoice.objects.order_by("number").values_list("preset", "times")) == [("ask", False)] * 2
    )


def theo_notes_that_cleo_did_not_come(theo: Page, meeting: Appointment) -> None:
    """By the form on the meeting's page."""
    theo.goto(f"/e/{meeting.episode_id}/appointments/{meeting.pk}/")
    theo.get_by_role("radio", name="Did not take place").check()
    theo.get_by_role("button", name="Save").click()
    axe.check(theo, address="/today/", heading=today_word(theo))


def priya_sees_no_therapy_anywhere(priya: Page, episode: str) -> None:
    """Neither on her day, nor among her clients, nor on Cleo's page."""
    words = words_on(priya, ["/today/", "/clients/", episode])
    assert [said for said in ("Therapy", "Did not take place", "Theo Sample ·") if said in words] == []


def priya_reads_both_goals(priya: Page, episode: str) -> None:
    """As long as Cleo shows them."""
    words = words_on(priya, [f"{episode}goals/"])
    assert FIRST in words
    assert SECOND in words


def cleo_hides_the_second_goal(cleo: Page, episode: str) -> None:
    """One press; it stays on her own list."""
    cleo.goto(f"{episode}goals/")
    cleo.locator("article", has_text=SECOND).get_by_role("button", name="Hide from Priya").click()
    axe.check(cleo, address=f"{episode}goals/", heading="My goals")
    expect(cleo.locator("article", has_text=SECOND)).to_contain_text("Priya can’t see this.")


def priya_sees_one_goal_and_no_sign_of_another(priya: Page, episode: str) -> None:
    """At her very next request: not the words, not a gap, not a number."""
    priya.goto(f"{episode}goals/")
    words = priya.locator("body").inner_text()
    assert FIRST in words
    assert [said for said in (SECOND, "hidden", "2") if said in words] == []


def cleo_reads_who_can_see_it(cleo: Page, episode: str) -> None:
    """The page about one goal names Theo with a yes and Priya with a no."""
    cleo.locator("article", has_text=SECOND).get_by_role("link", name="Who can see this?").click()
    expect(cleo.get_by_role("listitem").filter(has_text="Theo")).to_contain_text("Can see this.")
    expect(cleo.get_by_role("listitem").filter(has_text="Priya")).to_contain_text("Can’t see this.")
    axe.check(cleo, address=cleo.url, heading="Who can see this?")
