"""What a client lets a helper know stands on the page of the next meeting until the helper says that they read it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.relays.rules import Way
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.parts.meetings import an_episode
from tests.parts.points import a_point

pytestmark = [pytest.mark.browser, only_sqlite]

WORDS, TAKEN_BACK = "Please start with the market.", "The form was too much."


def test_it_waits_at_the_meeting_and_is_gone_once_read_or_taken_back(stage: Stage) -> None:
    theo, cleo = stage.someone("theo"), stage.someone("cleo", PHONE)
    tomorrow = timezone.now() + timedelta(days=1)
    member = stage.world.actor("theo").member
    meeting = a_meeting(an_episode(stage.world), MeetingKind.THERAPY, starts_at=tomorrow, therapist=member)
    a_point(stage.world, Way.FOR_ME, words=WORDS)
    point = a_point(stage.world, Way.TOGETHER, words=TAKEN_BACK)

    theo.goto(f"/e/{meeting.episode_id}/")
    theo.get_by_role("region", name="Meetings").get_by_role("link", name="Open").click()
    waits(theo, meeting, WORDS, TAKEN_BACK)
    cleo_takes_one_back(cleo, f"/e/{meeting.episode_id}/points/{point.pk}/")
    theo.reload()
    waits(theo, meeting, WORDS)
    theo.get_by_role("link", name="Answer").click()
    expect(theo.locator("blockquote")).to_have_text(WORDS)
    theo.get_by_role("button", name="I have read this").click()
    theo.goto(f"/e/{meeting.episode_id}/appointments/{meeting.pk}/")
    waits(theo, meeting)


def waits(theo: Page, meeting: Appointment, *words: str) -> None:
    """Assert that just these words wait on the page of the meeting."""
    expect(theo.locator("blockquote")).to_have_text(list(words))
    expect(theo.get_by_role("region", name="Read this first")).to_have_count(int(bool(words)))
    axe.check(theo, address=f"/e/{meeting.episode_id}/appointments/{meeting.pk}/", heading="Cleo Example")


def cleo_takes_one_back(cleo: Page, address: str) -> None:
    """From her receipt of it."""
    cleo.goto(address)
    cleo.get_by_role("button", name="Take it back").click()
    expect(cleo.get_by_text("Taken back. Nobody else can see it now.")).to_be_visible()
