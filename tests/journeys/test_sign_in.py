"""Signing in and out by the real forms: with a password, with a code by mail, and with a slip."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

EMAIL = "cleo@cast.example"


def sign_in(page: Page, password: str) -> None:
    """Fill in the form as Cleo and send it."""
    page.goto("/account/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_password_lets_in_and_signing_out_ends_it(stage: Stage) -> None:
    cleo = stage.nobody(PHONE)

    sign_in(cleo, PASSWORD)
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    cleo.get_by_role("button", name="Sign out").click()

    axe.check(cleo, address="/account/login/", heading="Welcome back")
    cleo.goto("/today/")
    expect(cleo).to_have_url("/account/login/?next=/today/")


def test_a_wrong_password_is_told_and_the_address_is_kept(stage: Stage) -> None:
    cleo = stage.nobody(PHONE)

    sign_in(cleo, "not the password at all")

    expect(cleo.locator(".error-summary")).to_be_focused()
    axe.check(cleo, address="/account/login/", heading="Welcome back")
    expect(cleo.get_by_label("Email")).to_have_value(EMAIL)
    expect(cleo.get_by_role("textbox", name="Password")).to_have_value("")


def test_a_client_signs_in_with_a_code_from_their_mail(stage: Stage) -> None:
    cleo = stage.nobody(PHONE)
    cleo.goto("/account/login/")
    cleo.get_by_role("link", name="Send me a code").click()
    axe.check(cleo, address="/account/login/code/", heading="Send me a code")
    cleo.get_by_label("Email").fill(EMAIL)
    cleo.get_by_role("button", name="Send the code").click()
    axe.check(cleo, address="/account/login/code/confirm/", heading="Type the code")

    stage.worker_goes_round()
    [letter] = stage.letters()
    assert letter["to"] == EMAIL
    code = re.search(r"^[A-Z0-9-]{6,9}$", letter["body"], re.MULTILINE)
    assert code
    cleo.get_by_label("Code").fill(code[0])
    cleo.get_by_role("button", name="Go on").click()

    axe.check(cleo, address="/today/", heading="Hello, Cleo")
