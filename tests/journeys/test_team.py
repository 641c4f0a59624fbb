"""A client pauses one leg on her phone, and reads who looked: scenario SC2, rows 6 and 7."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.notifications.models import Notice
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage
from tests.journeys.steps import words_on
from tests.journeys.test_loop import today_word
from tests.parts.meetings import an_episode

pytestmark = pytest.mark.browser
PAUSED = "Cleo Example has paused with you. No reason is needed, and nothing is asked of you."
LETTER = "Something has changed."


def test_cleo_pauses_the_peer_leg_and_the_therapy_goes_on(stage: Stage) -> None:
    meeting = a_peer_meeting_ahead(stage)
    cleo, priya, theo = stage.someone("cleo", PHONE), stage.someone("priya"), stage.someone("theo")
    priya.goto(f"/e/{meeting.episode_id}/appointments/{meeting.pk}/")  # stays open meanwhile
    before = words_on(theo, [f"/e/{meeting.episode_id}/", f"/e/{meeting.episode_id}/goals/"])

    cleo_pauses_with_priya(cleo, meeting)
    priyas_stale_page_is_refused_kindly(priya)
    priya_is_told_without_a_reason(stage, priya, meeting)
    assert words_on(theo, [f"/e/{meeting.episode_id}/goals/"]) in before
    assert "called off" not in words_on(theo, ["/today/", "/clients/"])
    cleo_meets_priya_again(cleo, meeting)
    priya.goto(f"/e/{meeting.episode_id}/")
    expect(priya.get_by_role("heading", level=1)).to_have_text("Cleo Example")


def a_peer_meeting_ahead(stage: Stage) -> Appointment:
    """Book a meeting of Cleo with Priya in two days."""
    at = timezone.now() + timedelta(days=2)
    return a_meeting(
        an_episode(stage.world), MeetingKind.PEER, starts_at=at, peer=stage.world.actor("priya").member
    )


def cleo_pauses_with_priya(cleo: Page, meeting: Appointment) -> None:
    """From Today in two taps; what it does to meetings stands above the button."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="Change my team").click()
    address = f"/e/{meeting.episode_id}/team/"
    axe.check(cleo, address=address, heading="My team")
    expect(cleo.get_by_text("is called off")).to_be_visible()
    assert cleo.locator("input:not([type=hidden]), textarea").count() == 0
    cleo.get_by_role("button", name="Pause with Priya").click()
    axe.check(cleo, address=address, heading="My team")
    expect(cleo.get_by_text("You have paused with Priya.")).to_be_visible()
    expect(cleo.get_by_text("called off", exact=True)).to_be_visible()
    expect(cleo.get_by_role("button", name="Pause with Dr. Theo Sample")).to_be_visible()


def priyas_stale_page_is_refused_kindly(priya: Page) -> None:
    """The page was opened before the pause; what she sends from it is not kept, and she reads why not."""
    priya.get_by_role("radio", name="Cancelled").check()
    priya.get_by_role("button", name="Save").click()
    expect(priya.get_by_role("heading", level=1)).to_have_text("Paused for now")
    expect(priya.get_by_text(PAUSED)).to_be_visible()
    assert axe.violations(priya) == []
    priya.get_by_role("link", name="Go to Today").click()


def priya_is_told_without_a_reason(stage: Stage, priya: Page, meeting: Appointment) -> None:
    """A line on Today, a letter without a name, the name alone among her clients, and nothing behind it."""
    axe.check(priya, address="/today/", heading=today_word(priya))
    expect(priya.get_by_text(PAUSED)).to_be_visible()
    priya.goto("/clients/")
    axe.check(priya, address="/clients/", heading="Clients")
    expect(priya.get_by_text("Has paused with you. Nothing is asked of you.")).to_be_visible()
    expect(priya.get_by_role("link", name="Open Cleo Example")).to_have_count(0)
    words = words_on(priya, [f"/e/{meeting.episode_id}/", f"/e/{meeting.episode_id}/goals/"])
    assert words.count(PAUSED) == 2
    assert Notice.objects.filter(template="team_changed").count() == 1
    stage.worker_goes_round()
    letter = stage.letters()[0]["body"]
    assert LETTER in letter
    assert "Cleo" not in letter


def cleo_meets_priya_again(cleo: Page, meeting: Appointment) -> None:
    """One tap back."""
    cleo.get_by_role("button", name="Meet Priya again").click()
    expect(cleo.get_by_text("You meet Priya again.")).to_be_visible()


def test_cleo_asks_once_more_before_she_stops(stage: Stage) -> None:
    cleo, episode = stage.someone("cleo", PHONE), an_episode(stage.world)
    cleo.goto(f"/e/{episode.pk}/team/")
    cleo.get_by_role("link", name="I would like another peer").click()
    axe.check(cleo, address=f"/e/{episode.pk}/team/another/peer/", heading="I would like another peer")
    cleo.get_by_role("button", name="Yes, until then").click()
    expect(cleo.get_by_text("You asked for someone else on")).to_be_visible()
    lead = stage.someone("lead")
    lead.goto("/today/")
    axe.check(lead, address="/today/", heading="Today")
    lead.get_by_role("link", name="Choose Cleo Example").click()
    axe.check(lead, address=f"/team/{episode.client_id}/", heading="Who works with Cleo Example?")
    cleo.get_by_role("button", name="I thought again").click()

    cleo.get_by_role("link", name="Stop with Priya").click()
    priya = stage.world.people["priya"][0]
    axe.check(cleo, address=f"/e/{episode.pk}/team/{priya}/stop/", heading="Stop with Priya?")
    cleo.get_by_role("link", name="No, go back").click()
    expect(cleo.get_by_role("button", name="Pause with Priya")).to_be_visible()


def test_cleo_reads_who_looked(stage: Stage) -> None:
    cleo, theo, tess = stage.someone("cleo", PHONE), stage.someone("theo"), stage.someone("tess")
    episode = an_episode(stage.world)
    theo.goto(f"/e/{episode.pk}/goals/")
    tess.goto(f"/e/{episode.pk}/history/")

    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="Who looked").click()
    axe.check(cleo, address=f"/e/{episode.pk}/looks/", heading="Who looked")
    rows = cleo.get_by_role("listitem")
    expect(rows.nth(0)).to_contain_text("Tess Example · Therapist")
    expect(rows.nth(0)).to_contain_text(
        "Tried to open the list of what came from before, and was not let in."
    )
    expect(rows.nth(1)).to_contain_text("Dr. Theo Sample · Therapist")
    expect(rows.nth(1)).to_contain_text("Opened your goals.")
    expect(rows.nth(1)).to_contain_text("On your team.")
