"""A client who did not feel understood: the gap is theirs to see, and theirs to do something about."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.relays.models import Point
from tandem.session_checks.models import SessionCheck
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage
from tests.journeys.steps import give_number, words_on
from tests.journeys.test_loop import today_word
from tests.parts.meetings import an_episode

pytestmark = pytest.mark.browser
WORDS = "I would like you to stop typing while I talk."
OUTCOME = "I listen first now, and write afterwards."


def test_a_gap_is_shown_to_the_client_and_the_peer_learns_only_that_they_would_like_to_talk(
    stage: Stage,
) -> None:
    meeting = a_meeting_that_just_ended(stage)
    theo, priya, cleo = stage.someone("theo"), stage.someone("priya"), stage.someone("cleo", PHONE)

    theo_guesses_ten(theo, meeting)
    cleo_answers_four_for_herself(cleo, meeting)
    theo_sees_nothing_of_it(theo, meeting)
    cleo_would_like_to_talk_with_her_peer(cleo, meeting)
    priya_hears_that_and_no_number(priya, meeting)
    theo_sees_nothing_of_it(theo, meeting)
    cleo_says_it_together(cleo, meeting)
    both_read_her_words_and_no_number(theo, priya)
    theo_tells_what_came_of_it(theo)
    cleo_reads_what_came_of_it(cleo)


def a_meeting_that_just_ended(stage: Stage) -> Appointment:
    """Write a meeting of Cleo and Theo of which nobody has said yet how it went."""
    theo = stage.world.actor("theo").member
    at = timezone.now() - timedelta(hours=1)
    return a_meeting(an_episode(stage.world), MeetingKind.THERAPY, starts_at=at, therapist=theo)


def theo_guesses_ten(theo: Page, meeting: Appointment) -> None:
    """Say that it took place, and what he thinks Cleo would answer, before he can know."""
    theo.goto(f"/e/{meeting.episode_id}/appointments/{meeting.pk}/")
    theo.get_by_role("radio", name="Took place", exact=True).check()
    theo.get_by_role("button", name="Save").click()
    address = f"/e/{meeting.episode_id}/meetings/{meeting.pk}/card/"
    axe.check(theo, address=address, heading="Cleo Example")
    theo.get_by_role("radio", name="10", exact=False).last.check()
    theo.get_by_label("What I may have got wrong").fill("I typed while she spoke.")
    theo.get_by_role("button", name="Save").click()
    axe.check(theo, address="/today/", heading=today_word(theo))


def cleo_answers_four_for_herself(cleo: Page, meeting: Appointment) -> None:
    """Answer, keep it private, and read why a talk may help."""
    cleo.goto(f"/e/{meeting.episode_id}/meetings/{meeting.pk}/check/")
    give_number(cleo, 4)
    cleo.get_by_role("radio", name="No", exact=True).check()
    cleo.get_by_role("button", name="Next").click()
    cleo.get_by_role("radio", name="Only me").check()
    cleo.get_by_role("button", name="Save").click()
    expect(
        cleo.get_by_text("Your helper thought that you felt more understood than you did.")
    ).to_be_visible()
    cleo.get_by_role("link", name="See what you can do").click()
    heading = cleo.get_by_role("heading", level=1).inner_text()
    assert heading.endswith("Dr. Theo Sample")
    axe.check(cleo, address=f"/e/{meeting.episode_id}/meetings/{meeting.pk}/views/", heading=heading)
    expect(cleo.get_by_text("Guess: 10 of 10")).to_be_visible()
    expect(cleo.get_by_text("I typed while she spoke.")).to_be_visible()


def theo_sees_nothing_of_it(theo: Page, meeting: Appointment) -> None:
    """Neither the number nor the gap nor the choice, on any page or by its address."""
    check = SessionCheck.objects.get(appointment=meeting)
    episode = f"/e/{meeting.episode_id}/"
    words = words_on(theo, ["/today/", "/clients/", episode, f"{episode}checks/{check.pk}/"])
    words += words_on(theo, [f"{episode}meetings/{meeting.pk}/views/"])
    for said in ("4 of 10", "understood", "would like to talk about"):
        assert said not in words


def cleo_would_like_to_talk_with_her_peer(cleo: Page, meeting: Appointment) -> None:
    """Choose, and read what the peer was told."""
    cleo.get_by_role("button", name="Talk with my peer").click()
    expect(cleo.get_by_text("now knows that you would like to talk. Not what you answered.")).to_be_visible()
    expect(cleo.get_by_text("You chose: Talk with my peer.")).to_be_visible()


def priya_hears_that_and_no_number(priya: Page, meeting: Appointment) -> None:
    """Today says so at once; the page behind it holds no answer."""
    priya.goto("/today/")
    expect(priya.get_by_text("Cleo Example would like to talk about")).to_be_visible()
    axe.check(priya, address="/today/", heading=today_word(priya))
    priya.get_by_role("link", name="Open Cleo Example").first.click()
    check = SessionCheck.objects.get(appointment=meeting)
    axe.check(priya, address=f"/e/{meeting.episode_id}/checks/{check.pk}/", heading="Cleo Example")
    words = priya.locator("body").inner_text()
    assert "Worth a talk" in words
    assert [said for said in ("of 10", "understood", "I typed") if said in words] == []


def cleo_says_it_together(cleo: Page, meeting: Appointment) -> None:
    """Choose again, in her own words; nothing is sent before she presses the button."""
    cleo.get_by_role("button", name="Tell them together").click()
    start = f"about={meeting.pk}&to={meeting.therapist_id}&way=together"
    axe.check(cleo, address=f"/e/{meeting.episode_id}/points/new/?{start}", heading="Say something")
    expect(cleo.get_by_role("radio", name="We say it together, all three")).to_be_checked()
    cleo.get_by_label("What do you want to say?").fill(WORDS)
    assert not Point.objects.exists()
    cleo.get_by_role("button", name="Do it this way").click()
    receipt = cleo.get_by_role("heading", level=1).inner_text()
    address = f"/e/{meeting.episode_id}/points/{Point.objects.get().pk}/"
    axe.check(cleo, address=address, heading=receipt)
    expect(cleo.locator("main")).to_contain_text("Dr. Theo Sample")
    expect(cleo.locator("main")).to_contain_text("Priya Specimen")


def both_read_her_words_and_no_number(*helpers: Page) -> None:
    """On the next Today of each, with a way to book all three; no score beside it."""
    for helper in helpers:
        helper.goto("/today/")
        expect(helper.get_by_text(WORDS)).to_be_visible()
        axe.check(helper, address="/today/", heading=today_word(helper))
        point = Point.objects.get()
        helper.goto(f"/e/{point.episode_id}/points/{point.pk}/")
        axe.check(helper, address=f"/e/{point.episode_id}/points/{point.pk}/", heading="Cleo Example")
        words = helper.locator("main").inner_text()
        assert WORDS in words
        assert "within 7 days, all three" in words
        assert "of 10" not in words


def theo_tells_what_came_of_it(theo: Page) -> None:
    """It can close only with what came of it."""
    point = Point.objects.get()
    theo.goto(f"/e/{point.episode_id}/points/{point.pk}/")
    theo.get_by_role("button", name="I have read this").click()
    theo.goto(f"/e/{point.episode_id}/points/{point.pk}/")
    theo.get_by_label("What came of it").fill(OUTCOME)
    theo.get_by_role("button", name="Tell what came of it").click()
    expect(theo.get_by_text(WORDS)).to_have_count(0)


def cleo_reads_what_came_of_it(cleo: Page) -> None:
    """Her Today says so in the same minute."""
    cleo.goto("/today/")
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    expect(cleo.get_by_text(OUTCOME)).to_be_visible()
