"""“Leave fast”: somebody looks over the shoulder, and there is nothing to see, not even with Back."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.stage import PHONE, Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

HARMLESS = "https://www.weather.gov/"


def a_client_on_today(stage: Stage) -> Page:
    """Let Cleo read two pages; somewhere harmless is answered here, and nothing leaves this machine."""
    cleo = stage.someone("cleo", PHONE)
    stage.watches[-1].exempt.add("www.weather.gov")
    cleo.route(HARMLESS, lambda route: route.fulfill(body="<h1>Sunny</h1>", content_type="text/html"))
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My goals").click()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("My goals")
    cleo.wait_for_load_state()  # until then the script that listens for Shift is not there
    return cleo


def nothing_of_it_is_left(cleo: Page) -> None:
    """Assert that one is elsewhere and signed out, and that Back and a fresh visit show the sign-in alone."""
    expect(cleo).to_have_url(HARMLESS)
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Sunny")
    cleo.go_back()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert "Cleo" not in cleo.content()
    cleo.goto("/today/")
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_one_press_leaves_and_back_shows_nothing(stage: Stage) -> None:
    cleo = a_client_on_today(stage)

    cleo.get_by_role("button", name="Leave fast").click()

    nothing_of_it_is_left(cleo)


def test_shift_three_times_does_the_same(stage: Stage) -> None:
    cleo = a_client_on_today(stage)

    for _ in range(3):
        cleo.keyboard.press("Shift")

    nothing_of_it_is_left(cleo)


def test_the_page_is_gone_before_the_server_has_answered(stage: Stage) -> None:
    cleo = a_client_on_today(stage)
    held: list[Route] = []
    cleo.route("**/leave/", lambda route: held.append(route))

    cleo.get_by_role("button", name="Leave fast").click()

    expect(cleo).to_have_url(HARMLESS)
    assert len(held) == 1
    assert held[0].request.method == "POST"
    cleo.unroute("**/leave/")
