"""The loop where no script runs: an old phone, a strict office."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import choose, give_number, say_something_small
from tests.journeys.test_loop import LINE, REPLY, a_meeting_that_just_ended

pytestmark = [pytest.mark.browser, only_sqlite]

NO_SCRIPTS: dict[str, Any] = {"java_script_enabled": False}


def test_the_loop_closes_without_any_script(stage: Stage) -> None:
    a_meeting_that_just_ended(stage)
    theo, cleo = stage.someone("theo", **NO_SCRIPTS), stage.someone("cleo", PHONE, **NO_SCRIPTS)

    theo.goto("/today/")
    theo.get_by_role("link", name="Say how it went").click()
    theo.get_by_role("radio", name="Took place", exact=True).check()
    theo.get_by_role("button", name="Save").click()
    expect(theo.get_by_text("Saved.")).to_be_visible()

    cleo_answers(cleo)

    theo.goto("/today/")
    theo.get_by_role("link", name="Open Cleo Example").first.click()
    expect(theo.locator("blockquote")).to_have_text(LINE)
    theo.get_by_label("One line back").fill(REPLY)
    theo.get_by_role("button", name="I have read this").click()
    expect(theo).to_have_url("/today/")

    cleo.goto("/today/")
    expect(cleo.get_by_text(f"Dr. Theo Sample: {REPLY}")).to_be_visible()


def cleo_answers(cleo: Page) -> None:
    """Answer, going back once: what was said before is still there."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="Start", exact=True).click()
    give_number(cleo, 2)
    for turn in (3, 2, 1):
        cleo.get_by_role("button", name="Back").click()
        expect(cleo.get_by_text(f"{turn} of 5")).to_be_visible()
    expect(cleo.get_by_role("radio", name="2", exact=True)).to_be_checked()
    give_number(cleo, 2)
    say_something_small(cleo, LINE)
    choose(cleo, "Dr. Theo Sample", "My answers too")


def test_leaving_fast_works_without_any_script(stage: Stage) -> None:
    cleo = stage.someone("cleo", PHONE, **NO_SCRIPTS)
    stage.watches[-1].exempt.add("www.weather.gov")
    cleo.route("https://www.weather.gov/", lambda route: route.fulfill(body="Sunny"))

    cleo.goto("/today/")
    cleo.get_by_role("button", name="Leave fast").click()

    expect(cleo).to_have_url("https://www.weather.gov/")
    cleo.goto("/today/")
    expect(cleo).to_have_url("/account/login/?next=/today/")
