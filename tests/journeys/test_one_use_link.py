"""After a meeting a link comes by mail. It works once, without an account."""

import pytest
from playwright.sync_api import Page, expect

from tandem.session_checks.models import SessionCheck
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import choose, give_number, say_something_small
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]


def test_a_mailed_link_works_until_the_check_is_finished(stage: Stage) -> None:
    a_kept_meeting(stage.world)
    stage.worker_goes_round()
    cleo = stage.nobody(PHONE)

    address = cleo_opens_her_mail(cleo)
    somebody_looks_too(stage.nobody(), address)
    give_number(cleo, 2)
    say_something_small(cleo, "I lost the thread.")
    choose(cleo, "Dr. Theo Sample", "My answers too")
    axe.check(cleo, address=address, heading="Saved. Thank you.")
    expect(cleo.get_by_text("You can close this page now, or hand the device back.")).to_be_visible()

    assert SessionCheck.objects.get().line == "I lost the thread."
    a_spent_link_says_what_to_do(cleo, address)


def cleo_opens_her_mail(cleo: Page) -> str:
    """Follow the newest link, as the demonstration's mail page shows it. Returns its address."""
    cleo.goto("/mail/")
    cleo.locator("a[href*='/c/']").first.click()
    cleo.wait_for_url("**/c/*/")
    heading = cleo.get_by_role("heading", level=1).inner_text()
    assert heading.endswith("with Dr. Theo Sample")
    address = "/c/" + cleo.url.split("/c/")[1]
    axe.check(cleo, address=address, heading=heading)
    return address


def somebody_looks_too(scanner: Page, address: str) -> None:
    """Open the link as mail programs do before their reader: that uses nothing up."""
    for _ in range(2):
        answer = scanner.goto(address)
        assert answer
        assert answer.status == 200


def a_spent_link_says_what_to_do(cleo: Page, address: str) -> None:
    """410 in plain words, and a way on."""
    answer = cleo.goto(address)
    assert answer
    assert answer.status == 410
    axe.check(cleo, address=address, heading="This link has done its work")
    expect(cleo.get_by_text("Nothing is lost. You can sign in, or ask your practice")).to_be_visible()
    cleo.get_by_role("link", name="Sign in").click()
    axe.check(cleo, address="/account/login/", heading="Welcome back")
