"""A second step in a real browser: an app, codes to keep, and passkeys by a virtual authenticator."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tandem.people.models import Member
from tests.cast import PASSWORD
from tests.journeys import axe
from tests.journeys.stage import DESK, PHONE, Stage, only_sqlite
from tests.journeys.watch import Watch
from tests.parts.entering import code_now

pytestmark = [pytest.mark.browser, only_sqlite]

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def at_localhost(stage: Stage, size: dict[str, int] = DESK) -> Page:
    """Open an empty page at localhost: a passkey belongs to a name, not to a number."""
    home = stage.server.url.replace("127.0.0.1", "localhost")
    context = stage.browser.new_context(base_url=home, viewport=size, locale="en-US")  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    stage.watches.append(Watch(context, home))
    return context.new_page()


@contextmanager
def a_key(page: Page) -> Iterator[Any]:
    """Give the browser a device that answers for its person."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield lambda **state: cdp.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], **state}
    )


def sign_in(page: Page, name: str) -> None:
    """Type address and password."""
    page.goto("/account/login/")
    page.get_by_label("Email").fill(f"{name}@cast.example")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    """Leave by the page that asks."""
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_a_therapist_sets_up_an_app_and_gets_in_with_it_and_with_a_code_to_keep(stage: Stage) -> None:
    theo = stage.nobody()
    sign_in(theo, "theo")
    axe.check(theo, address="/second-factor/", heading="One more step")
    theo.goto("/clients/")
    expect(theo).to_have_url("/second-factor/")

    theo.get_by_role("link", name="Use an app").click()
    axe.check(theo, address="/account/2fa/totp/activate/", heading="Use an app")
    box = theo.locator("svg.square").bounding_box()
    assert box
    assert box["width"] > 150
    secret = theo.locator("code.letters").inner_text().replace(" ", "")
    theo.get_by_label("code").fill("000000")
    theo.get_by_role("button", name="Go on").click()
    expect(theo.locator(".error-summary")).to_be_focused()
    axe.check(theo, address="/account/2fa/totp/activate/", heading="Use an app")
    theo.get_by_label("code").fill(code_now(secret))
    theo.get_by_role("button", name="Go on").click()

    axe.check(theo, address="/account/2fa/recovery-codes/", heading="Codes to keep")
    codes = re.findall(r"\d{8}", theo.locator(".codes").inner_text())
    theo.get_by_role("link", name="I keep them. Go on").click()
    expect(theo).to_have_url("/today/")
    theo.goto("/account/2fa/")
    axe.check(theo, address="/account/2fa/", heading="Second step")
    theo.goto("/devices/")
    axe.check(theo, address="/devices/", heading="My devices")

    for code in (code_now(secret, later=30), codes[0]):
        sign_out(theo)
        sign_in(theo, "theo")
        axe.check(theo, address="/account/2fa/authenticate/", heading="Second step")
        theo.get_by_label("code").fill(code)
        theo.get_by_role("button", name="Go on").click()
        expect(theo).to_have_url("/today/")


def test_a_peer_sets_up_a_passkey_and_signs_in_with_it_alone(stage: Stage) -> None:
    priya = at_localhost(stage)
    with a_key(priya) as be:
        sign_in(priya, "priya")
        priya.get_by_role("link", name="Use a passkey").click()
        axe.check(priya, address="/account/2fa/webauthn/add/", heading="Add a passkey")
        be(isUserVerified=False)
        priya.get_by_role("button", name="Go on").click()
        expect(priya.locator("#problem")).to_have_text("Your passkey did not answer. Please try again.")
        be(isUserVerified=True)
        priya.get_by_role("button", name="Go on").click()
        expect(priya.get_by_role("heading", level=1)).to_have_text("Codes to keep")
        priya.goto("/account/2fa/")
        axe.check(priya, address="/account/2fa/", heading="Second step")
        sign_out(priya)

        axe.check(priya, address="/account/login/", heading="Welcome back")
        priya.get_by_role("button", name="Use my passkey").click()
        expect(priya).to_have_url("/today/")


def test_in_safer_mode_a_passkey_comes_second_and_is_no_way_in_alone(stage: Stage) -> None:
    Member.objects.filter(pk=stage.world.people["cleo"][0]).update(safer=True)
    cleo = at_localhost(stage, PHONE)
    with a_key(cleo):
        sign_in(cleo, "cleo")
        cleo.goto("/account/2fa/webauthn/add/")
        expect(cleo.get_by_text("It comes after your password.")).to_be_visible()
        axe.check(cleo, address="/account/2fa/webauthn/add/", heading="Add a passkey")
        cleo.get_by_role("button", name="Go on").click()
        expect(cleo.get_by_role("heading", level=1)).to_have_text("Codes to keep")
        sign_out(cleo)

        cleo.get_by_role("button", name="Use my passkey").click()
        expect(cleo).to_have_url("/account/login/")
        cleo.goto("/today/")
        expect(cleo).to_have_url("/account/login/?next=/today/")
        sign_in(cleo, "cleo")
        expect(cleo.get_by_role("heading", level=1)).to_have_text("Second step")
        cleo.get_by_role("button", name="Use my passkey").click()
        axe.check(cleo, address="/today/", heading="Hello, Cleo")
    Member.objects.filter(pk=stage.world.people["cleo"][0]).update(safer=False)


def test_without_javascript_a_passkey_says_that_it_needs_it(stage: Stage) -> None:
    somebody = stage.nobody(PHONE, java_script_enabled=False)
    somebody.goto("/account/login/")
    assert "A passkey needs JavaScript." in somebody.content()
    somebody.goto("/paper/")
    expect(somebody.get_by_role("heading", level=1)).to_have_text("A code on paper")


def test_a_code_on_paper_is_given_seen_and_cancelled(stage: Stage) -> None:
    priya, cleo = stage.someone("priya"), stage.someone("cleo", PHONE)
    url = f"/e/{stage.world.episode_id}/paper-code/"
    priya.goto(url)
    axe.check(priya, address=url, heading="Is it you?")
    priya.get_by_label("Your password").fill(PASSWORD)
    priya.get_by_role("button", name="Go on").click()
    axe.check(priya, address=url, heading="A code on paper")
    priya.get_by_role("button", name="Make a code").click()
    expect(priya.locator(".letters--big")).to_have_text(re.compile(r"^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$"))
    axe.check(priya, address=url, heading="A code on paper")

    cleo.goto("/today/")
    cleo.get_by_role("link", name="Look at it, or cancel it").click()
    axe.check(cleo, address="/paper/cancel/", heading="A code on paper")
    cleo.get_by_role("button", name="Cancel the code").click()
    expect(cleo.get_by_role("status")).to_contain_text("The code will not work.")


def test_a_lead_helps_a_colleague_in(stage: Stage) -> None:
    lead, tess = stage.someone("lead"), stage.world.people["tess"][0]
    lead.goto("/people/")
    lead.goto(f"/people/{tess}/")
    lead.get_by_label("Your password").fill(PASSWORD)
    lead.get_by_role("button", name="Go on").click()
    axe.check(lead, address=f"/people/{tess}/", heading="Tess Example")
    lead.get_by_role("button", name="Send the link").click()
    expect(lead.get_by_role("status")).to_contain_text("You do not see it.")
