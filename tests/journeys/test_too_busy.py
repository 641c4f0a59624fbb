"""Too many at once while a client writes: the page says so, and what was written can be sent again, or found again."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tandem.config.busy import Busy
from tandem.session_checks.models import SessionCheck
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import choose, give_number
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]
LINE = "I could not “say” this <before>.\nNot even & now."


def be_busy(page: Page) -> None:
    """Answer whatever this page asks for, except files, as an overloaded server would."""
    busy = Busy()

    def answer(route: Route) -> None:
        told: list[Any] = []
        asked, body = route.request, route.request.post_data_buffer or b""
        environ = {
            "REQUEST_METHOD": asked.method, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": asked.headers.get("content-type", ""),
            "HTTP_ACCEPT_LANGUAGE": asked.headers.get("accept-language", ""),
        }  # fmt: skip
        whole = b"".join(busy(environ, lambda status, headers: told.extend([status, headers])))
        route.fulfill(status=int(told[0].split()[0]), headers=dict(told[1]), body=whole)

    page.route(re.compile(r"^(?!.*/static/).*"), answer)


def serve_again(page: Page) -> None:
    """Have the server back."""
    page.unroute_all()


def test_a_check_that_was_refused_is_sent_again_with_every_word(stage: Stage) -> None:
    meeting = a_kept_meeting(stage.world)
    cleo = stage.someone("cleo", PHONE)
    cleo.goto(f"/e/{meeting.episode_id}/meetings/{meeting.pk}/check/")
    give_number(cleo, 6)
    cleo.get_by_role("radio", name="Something small").check()
    cleo.get_by_label("One line").fill(LINE)
    be_busy(cleo)
    cleo.get_by_role("button", name="Next").click()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("One moment, please")
    expect(cleo.get_by_text("It is kept on this page")).to_be_visible()

    cleo.get_by_role("button", name="Send it again").click()  # still too busy: it comes back once more
    expect(cleo.get_by_text("It is kept on this page")).to_be_visible()
    serve_again(cleo)
    cleo.get_by_role("button", name="Send it again").click()
    expect(cleo.get_by_text("5 of 5")).to_be_visible()
    choose(cleo, "Only me", "Just if it is worth a talk")

    assert SessionCheck.objects.get(appointment=meeting).line.split() == LINE.split()


def test_going_back_finds_what_was_typed(stage: Stage) -> None:
    cleo = stage.someone("cleo", PHONE)
    cleo.goto(f"/e/{stage.world.episode_id}/goals/")
    cleo.get_by_label("What do you want to reach?").fill("Sleep all night")
    be_busy(cleo)
    cleo.locator("form:has(textarea) button").first.click()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("One moment, please")
    serve_again(cleo)
    cleo.go_back()

    expect(cleo.get_by_label("What do you want to reach?")).to_have_value("Sleep all night")


def test_a_page_is_asked_for_again_by_its_one_button(stage: Stage) -> None:
    cleo = stage.someone("cleo", PHONE)
    be_busy(cleo)
    cleo.goto("/today/")
    cleo.get_by_role("link", name="Try again").click()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("One moment, please")
    serve_again(cleo)
    cleo.get_by_role("link", name="Try again").click()

    expect(cleo).to_have_url(f"{stage.server.url}/today/")
    expect(cleo.get_by_role("heading", level=1)).not_to_have_text("One moment, please")


@pytest.mark.parametrize(
    ("locale", "heading", "button"),
    [("en-US", "One moment, please", "Try again"), ("es-MX", "Un momento, por favor", "Probar otra vez")],
)
def test_it_can_be_read_by_everyone_in_both_languages(
    stage: Stage, locale: str, heading: str, button: str
) -> None:
    page = stage.nobody(PHONE, locale=locale, reduced_motion="reduce")
    be_busy(page)
    page.goto("/today/")

    axe.check(page, address=f"{stage.server.url}/today/", heading=heading)
    expect(page.get_by_role("link", name=button)).to_be_visible()
    expect(page.get_by_role("link", name="988")).to_have_attribute("href", "tel:988")
    page.route(
        "**/static/**", lambda route: route.fulfill(body="")
    )  # without its styles it can be read as well
    page.reload()
    expect(page.get_by_role("link", name=button)).to_be_visible()
