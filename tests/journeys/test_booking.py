"""Booking: what can't be is said in plain words beside the field, and nothing has to be typed again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.actions import set_week
from tandem.care.rules import Hours
from tests.cast import ZONE, a_meeting
from tests.journeys import axe
from tests.journeys.stage import Stage, only_sqlite
from tests.parts.meetings import an_episode

pytestmark = [pytest.mark.browser, only_sqlite]

OPEN = {day: Hours(time(9), time(17)) for day in range(6)}  # never on Sunday
PLACE = "Room 2, by the stairs"
HOURS = "The practice is not open for all of that time. Please choose another."
TAKEN = "One of you already has a meeting at that time. Please choose another."


def test_a_meeting_that_cannot_be_is_refused_and_one_that_can_is_booked(stage: Stage) -> None:
    day, address = a_week_with_one_meeting_at_ten(stage)
    theo = stage.someone("theo")
    theo.goto(address)
    axe.check(theo, address=address, heading="Book a meeting with Cleo Example")

    book(theo, day, "20:00")
    refused(theo, "start", HOURS, day, "20:00")
    book(theo, day, "16:30")  # would end after the practice has closed
    refused(theo, "start", HOURS, day, "16:30")
    book(theo, day, "10:30")
    refused(theo, "start", TAKEN, day, "10:30")
    book(theo, sunday := sunday_after(day), "11:00")
    refused(theo, "on", "The practice is closed on that day of the week.", sunday, "11:00")
    axe.check(theo, address=address, heading="Book a meeting with Cleo Example")

    book(theo, day, "13:00")
    expect(theo.get_by_text("Saved. The client sees it too.")).to_be_visible()
    expect(theo.get_by_role("region", name="Meetings")).to_contain_text(PLACE)
    assert Appointment.objects.filter(place=PLACE).count() == 1


def test_an_empty_form_says_what_is_missing_and_its_summary_leads_there(stage: Stage) -> None:
    theo = stage.someone("theo")
    theo.goto(f"/e/{stage.world.episode_id}/appointments/book/")

    theo.get_by_role("button", name="Book it").click()

    expect(theo.locator(".error-summary")).to_be_focused()
    expect(theo.locator(".field__error")).to_have_count(3)  # who, when, at what time
    theo.locator(".error-summary").get_by_role("link").nth(1).click()
    expect(theo.get_by_label("Day")).to_be_focused()


def a_week_with_one_meeting_at_ten(stage: Stage) -> tuple[str, str]:
    """Open the practice from nine to five, with a meeting on a Wednesday. Returns that day, and where to book."""
    set_week(week=OPEN, by=None, at=timezone.now())
    today = timezone.localdate()
    wednesday = today + timedelta(days=7 + (2 - today.weekday()) % 7)
    ten = datetime.combine(wednesday, time(10), ZoneInfo(ZONE))
    episode, theo = an_episode(stage.world), stage.world.actor("theo").member
    a_meeting(episode, MeetingKind.THERAPY, starts_at=ten, therapist=theo)
    return wednesday.isoformat(), f"/e/{episode.pk}/appointments/book/"


def sunday_after(wednesday: str) -> str:
    """Return the Sunday after a Wednesday."""
    return (datetime.fromisoformat(wednesday) + timedelta(days=4)).date().isoformat()


def book(theo: Page, day: str, start: str) -> None:
    """Fill in the whole form and send it."""
    theo.get_by_role("radio", name="All three together").check()
    theo.get_by_label("Day").fill(day)
    theo.get_by_label("Time").fill(start)
    theo.get_by_label("How long, in minutes").select_option("45")
    theo.get_by_label("Where").fill(PLACE)
    theo.get_by_role("button", name="Book it").click()


def refused(theo: Page, field: str, why: str, day: str, start: str) -> None:
    """Assert that the reason stands beside the field, that it is announced, and that all is as it was typed."""
    expect(theo.locator(f"#id_{field}_error")).to_contain_text(why)
    expect(theo.locator(f"#id_{field}")).to_have_attribute("aria-describedby", f"id_{field}_error")
    expect(theo.locator(".error-summary")).to_be_focused()
    expect(theo.get_by_role("radio", name="All three together")).to_be_checked()
    expect(theo.get_by_label("Day")).to_have_value(day)
    expect(theo.get_by_label("Time")).to_have_value(start)
    expect(theo.get_by_label("How long, in minutes")).to_have_value("45")
    expect(theo.get_by_label("Where")).to_have_value(PLACE)
