"""No network when the client presses the button: the page says so, and every word is still there."""

import pytest
from playwright.sync_api import expect

from tandem.session_checks.models import SessionCheck
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import choose, give_number
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]
LINE = "I could not say this before."


def test_without_a_network_nothing_typed_is_lost(stage: Stage) -> None:
    meeting = a_kept_meeting(stage.world)
    cleo = stage.someone("cleo", PHONE)
    cleo.goto(f"/e/{meeting.episode_id}/meetings/{meeting.pk}/check/")
    give_number(cleo, 6)
    cleo.get_by_role("radio", name="Something small").check()
    cleo.get_by_label("One line").fill(LINE)

    cleo.context.set_offline(True)
    cleo.get_by_role("button", name="Next").click()
    expect(cleo.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(cleo.get_by_label("One line")).to_have_value(LINE)
    expect(cleo.get_by_role("radio", name="Something small")).to_be_checked()

    cleo.context.set_offline(False)
    cleo.get_by_role("button", name="Next").click()
    expect(cleo.get_by_text("5 of 5")).to_be_visible()
    choose(cleo, "Only me", "Just if it is worth a talk")
    assert SessionCheck.objects.get(appointment=meeting).line == LINE
