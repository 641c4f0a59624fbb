"""Every page of every role: for every eye and thumb, on every screen."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.config import errors
from tandem.keeping.rules import Asked
from tandem.notifications.actions import invite
from tandem.notifications.models import Notice
from tandem.notifications.rules import Template
from tandem.people.actions import add_member
from tests.architecture.urls import Address, addresses
from tests.journeys import axe
from tests.journeys.pages import faults, weight
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.language.furnished import furnish
from tests.language.walk import NOT_PAGES, ROLES_SEEN
from tests.parts.records import a_request

pytestmark = [pytest.mark.browser, only_sqlite]

PIECES = {"", "begin", "news", "second-factor"}  # redirects, and a part of a page
FEWEST_ADDRESSES, FEWEST_PAGES = 19, 45
PERSONAL = re.compile(r'(?s)<div class="whoami">.*?</form>|value="[A-Za-z0-9]{64}"')  # who reads, form tokens
FIRST_VISIT, LATER_VISIT = 150_000, 30_000
ERROR_HEADINGS = (
    "One moment, please", "Please send that once more", "Something went wrong here", "This has ended",
    "This is not open to you", "This link has done its work", "We can’t find this page", "We could not read that",
    "You already answered", "This page works another way", "That was too much at once",
)  # fmt: skip
STILL = {"reduced_motion": "reduce"}  # colours that fade can't be measured


class Round:
    """Goes from page to page and writes down what is wrong where, and what was seen at all."""

    def __init__(self, stage: Stage, ids: dict[str, Any]) -> None:
        self.stage, self.ids = stage, ids
        self.old = {"client_id": ids["old_client_id"]}  # whose record may be removed
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self.looked_at: set[str] = set()
        self.no_pages = set(NOT_PAGES | PIECES)
        self.count = 0

    def role(self, who: str) -> None:
        """Visit every address that shows this person a page; what another role saw just so is looked at once."""
        page = self.stage.someone(who, **STILL)
        for one in [one for one in plain_addresses() if one.name not in self.no_pages]:
            path = one.filled(self.ids | self.old if one.name == "confirm-removal" else self.ids)
            answer = page.request.get(path, max_redirects=0)
            if answer.status == 405:
                self.no_pages.add(one.name)
            elif answer.status == 200:
                self.seen.add(one.name)
                if self._new(answer.text()):
                    self.visit(page, who, path)
        page.context.close()

    def _new(self, html: str) -> bool:
        page = PERSONAL.sub("", html)
        known = page in self.looked_at
        self.looked_at.add(page)
        return not known

    def visit(self, page: Page, who: str, path: str, status: int = 200) -> None:
        """Open one page and look at it from all sides."""
        answer = page.goto(path)
        heading = page.get_by_role("heading", level=1)
        place = f"{who} at {path}"
        if answer is None or answer.status != status or urlsplit(page.url).path != path.split("?")[0]:
            self.wrong.append(f"{place}: came to {page.url} with {answer and answer.status}")
        elif heading.count() != 1 or (status == 200 and heading.inner_text() in ERROR_HEADINGS):
            self.wrong.append(f"{place}: no heading, or that of an error: {heading.all_inner_texts()}")
        else:
            self.wrong += [f"{place}: {fault}" for fault in faults(page)]
            self.count += 1


@pytest.fixture(scope="module")
def ids(served: Stage) -> dict[str, Any]:
    """Put the practice in full swing. Returns the ids that addresses ask for."""
    ids = furnish(served.world)
    a_request(served.world, Asked.COPY)
    return ids | {"request_id": a_request(served.world, Asked.DELETE).pk}


def plain_addresses() -> list[Address]:
    """Return the addresses that take ids only."""
    return [one for one in addresses() if "token" not in one.arguments]


def test_every_page_of_every_role_can_be_read_and_used_by_everyone(stage: Stage, ids: dict[str, Any]) -> None:
    go = Round(stage, ids)
    for who in ROLES_SEEN:
        go.role(who)
    unseen = {one.name for one in plain_addresses()} - go.seen - go.no_pages

    assert not go.wrong, "\n".join(go.wrong)
    assert unseen == set(), "nobody saw these pages"
    assert len(go.seen) >= FEWEST_ADDRESSES
    assert go.count >= FEWEST_PAGES


def test_every_page_without_a_sign_in_too(stage: Stage, ids: dict[str, Any]) -> None:
    go, at, lead = Round(stage, ids), timezone.now(), stage.world.actor("lead").pk
    new = add_member(name="Nova Invented", email="nova@new.example", roles=["client"], by=lead, at=at)
    page, cleo = stage.nobody(**STILL), stage.someone("cleo", **STILL)

    for path in (
        "/account/login/", "/account/login/code/", "/account/password/reset/", "/account/password/reset/done/",
        "/account/signup/", "/account/inactive/", invite(member=new, by=lead, at=at), "/look/", "/mail/",
        Notice.objects.filter(template=Template.CHECK).latest("made_at").path,
    ):  # fmt: skip
        go.visit(page, "nobody", path)
    for path in ("/account/logout/", "/account/password/change/"):
        go.visit(cleo, "cleo", path)
    go.visit(page, "nobody", "/c/no/", status=410)
    go.visit(page, "nobody", "/nowhere/", status=404)

    assert not go.wrong, "\n".join(go.wrong)


def test_the_pages_that_say_what_went_wrong(stage: Stage, ids: dict[str, Any]) -> None:
    go, page = Round(stage, ids), stage.nobody(**STILL)
    asked = RequestFactory().get("/")
    asked.resolver_match = None
    sent, kept = RequestFactory().post("/"), errors.hidden([("line", "words")])
    for status, answer in (
        (400, errors.bad_request(asked)), (403, errors.forbidden(asked)), (403, errors.csrf_failure(asked)),
        (404, errors.not_found(asked)), (405, errors.wrong_method(asked)),
        (413, errors.bad_request(asked, RequestDataTooBig())), (500, errors._page(asked, 500)),
        (503, errors.try_again(asked, "")),
        (503, errors.try_again(sent, "")), (503, errors.try_again(sent, kept)),
    ):  # fmt: skip
        serve(page, "/gone-wrong/", answer)
        go.visit(page, "nobody", "/gone-wrong/", status=status)

    assert not go.wrong, "\n".join(go.wrong)
    assert go.count == 10


def serve(page: Page, path: str, answer: HttpResponse) -> None:
    """Let this page find `answer` at an address: there is no real way to it."""
    page.unroute_all()
    page.route(
        f"**{path}",
        lambda route: route.fulfill(
            status=answer.status_code, body=answer.content, content_type="text/html; charset=utf-8"
        ),
    )


def test_the_menu_of_a_narrow_screen(stage: Stage, ids: dict[str, Any]) -> None:
    theo = stage.someone("theo", PHONE, **STILL)
    theo.goto("/today/")
    menu, first = theo.locator("summary"), theo.get_by_role("navigation").get_by_role("link").first

    menu.click()
    expect(first).to_be_visible()
    assert axe.violations(theo, within=".menu") == []
    theo.keyboard.press("Escape")

    expect(first).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_clients_today_is_light(stage: Stage, ids: dict[str, Any]) -> None:
    cleo = stage.someone("cleo", PHONE)

    cleo.goto("/today/")
    first = weight(cleo)
    cleo.goto("/today/")
    later = weight(cleo)

    assert 10_000 < first <= FIRST_VISIT
    assert 1_000 < later <= LATER_VISIT


HARM = {
    "image-alt": "const it = new Image(); it.src = '/static/img/icon.svg'; main.append(it)",
    "color-contrast": "main.querySelector('.lead').style.cssText = 'color: #999; background: #aaa'",
    "scrolls sideways": "main.querySelector('h1').style.width = '500px'",
    "more than one primary": "main.append(document.querySelector('.button--primary').cloneNode(true))",
    "too small": "main.querySelector('.button--plain').style.cssText = 'min-height: 0; height: 9px'",
}


def test_a_page_that_was_harmed_is_found(stage: Stage, ids: dict[str, Any]) -> None:
    cleo = stage.someone("cleo", **STILL)
    cleo.goto("/today/")
    assert faults(cleo) == []

    for told, harm in HARM.items():
        cleo.reload()
        cleo.evaluate(f"() => {{ const main = document.querySelector('main'); {harm} }}")
        assert told in " ".join(faults(cleo))
