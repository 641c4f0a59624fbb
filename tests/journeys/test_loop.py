"""The heart: a meeting, two questions, a helper who answers, and the client who reads the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.session_checks.models import SessionCheck
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage
from tests.journeys.steps import choose, give_number, say_something_small, words_on
from tests.parts.meetings import an_episode

LINE = "You spoke faster than I could follow."
REPLY = "Thank you. I will go slower on Thursday."


@pytest.mark.browser
def test_what_the_client_says_reaches_the_therapist_and_the_answer_comes_back(stage: Stage) -> None:
    meeting = a_meeting_that_just_ended(stage)
    theo, priya = stage.someone("theo"), stage.someone("priya")
    cleo = stage.someone("cleo", PHONE)

    theo_says_it_took_place(theo, meeting)
    cleo_answers(cleo, meeting)
    theo_reads_and_replies(theo, meeting)
    cleo_reads_the_reply(cleo)
    priya_sees_nothing_of_it(priya, meeting)


def a_meeting_that_just_ended(stage: Stage) -> Appointment:
    """Write a therapy meeting of Cleo and Theo of which nobody has said yet how it went."""
    theo = stage.world.actor("theo").member
    at = timezone.now() - timedelta(hours=1)
    return a_meeting(an_episode(stage.world), MeetingKind.THERAPY, starts_at=at, therapist=theo)


def theo_says_it_took_place(theo: Page, meeting: Appointment) -> None:
    """Say so from Today, where the meeting waits."""
    theo.goto("/today/")
    axe.check(theo, address="/today/", heading=today_word(theo))
    theo.get_by_role("link", name="Say how it went Cleo Example").click()
    axe.check(theo, address=f"/e/{meeting.episode_id}/appointments/{meeting.pk}/", heading="Cleo Example")
    theo.get_by_role("radio", name="Took place", exact=True).check()
    theo.get_by_role("button", name="Save").click()
    expect(theo.get_by_text("Saved.")).to_be_visible()
    axe.check(theo, address=f"/e/{meeting.episode_id}/meetings/{meeting.pk}/card/", heading="Cleo Example")
    theo.get_by_role("link", name="Not now").click()
    axe.check(theo, address="/today/", heading=today_word(theo))


def today_word(page: Page) -> str:
    """Return the weekday that a helper's Today is headed with, as the browser's own clock has it."""
    return str(
        page.evaluate("new Date().toLocaleDateString('en', {weekday: 'long', timeZone: 'America/New_York'})")
    )


def cleo_answers(cleo: Page, meeting: Appointment) -> None:
    """Answer on a phone, and choose the therapist."""
    cleo.goto("/today/")
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    cleo.get_by_role("link", name="Start", exact=True).click()
    address = f"/e/{meeting.episode_id}/meetings/{meeting.pk}/check/"
    heading = cleo.get_by_role("heading", level=1).inner_text()
    assert heading.endswith("with Dr. Theo Sample")
    axe.check(cleo, address=address, heading=heading)
    give_number(cleo, 2)
    axe.check(cleo, address=address, heading=heading)
    say_something_small(cleo, LINE)
    axe.check(cleo, address=address, heading=heading)
    choose(cleo, "Dr. Theo Sample", "My answers too")
    axe.check(cleo, address=address, heading="Saved. Thank you.")
    who_sees_it = cleo.get_by_role("status").get_by_role("listitem")
    expect(who_sees_it).to_have_count(1)
    expect(who_sees_it).to_contain_text("Dr. Theo Sample")
    expect(who_sees_it).to_contain_text("sees your answers")


def theo_reads_and_replies(theo: Page, meeting: Appointment) -> None:
    """What Cleo saved stands on Theo's very next page."""
    theo.reload()
    assert LINE in theo.locator("main").inner_text()
    axe.check(theo, address="/today/", heading=today_word(theo))
    theo.get_by_role("link", name="Open Cleo Example").first.click()
    check = SessionCheck.objects.get(appointment=meeting)
    axe.check(theo, address=f"/e/{meeting.episode_id}/checks/{check.pk}/", heading="Cleo Example")
    expect(theo.locator("blockquote")).to_have_text(LINE)
    expect(theo.get_by_text("2 of 10")).to_be_visible()
    theo.get_by_label("One line back").fill(REPLY)
    theo.get_by_role("button", name="I have read this").click()
    expect(theo.get_by_text("The client can see that you read it.")).to_be_visible()
    axe.check(theo, address="/today/", heading=today_word(theo))
    expect(theo.get_by_text(LINE)).to_have_count(0)


def cleo_reads_the_reply(cleo: Page) -> None:
    """Today shows that it was read, and the reply."""
    cleo.get_by_role("link", name="Done").click()
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    came_of_it = cleo.get_by_role("region", name="What you said, and what came of it")
    expect(came_of_it).to_contain_text(LINE)
    expect(came_of_it).to_contain_text(f"Dr. Theo Sample: {REPLY}")
    expect(cleo.get_by_text("Not read yet")).to_have_count(0)


def priya_sees_nothing_of_it(priya: Page, meeting: Appointment) -> None:
    """On no page of hers, nor by its address."""
    check = SessionCheck.objects.get(appointment=meeting)
    episode = f"/e/{meeting.episode_id}/"
    words = words_on(
        priya, ["/today/", "/clients/", episode, f"{episode}goals/", f"{episode}checks/{check.pk}/"]
    )
    assert [said for said in (LINE, REPLY, "would like to talk about", "of 10") if said in words] == []
    expect(priya.get_by_role("heading", level=1)).to_have_text("We can’t find this page")
