"""A new client: added by the lead, invited by the therapist, and in with a password of their own."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.test_bring_in import path

pytestmark = [pytest.mark.browser, only_sqlite]


def test_a_new_client_is_invited_and_comes_in(stage: Stage) -> None:
    lead_adds_nova(stage.someone("lead"))
    theo_sends_the_link(stage.someone("theo"))
    stage.worker_goes_round()
    link = stage.link_in_mail("invited")
    nova = stage.nobody(PHONE)

    nova.goto(link)
    axe.check(nova, address=link, heading="Welcome, Nova")
    a_short_password_is_refused_beside_the_field(nova, link)
    nova.get_by_label("Choose a password").fill(PASSWORD)
    nova.get_by_role("button", name="Make my account").click()

    axe.check(nova, address="/today/", heading="Hello, Nova")
    nova.get_by_role("button", name="Sign out").click()
    expect(nova).to_have_url("/account/login/")
    the_link_is_spent_and_the_password_works(nova, link)


def lead_adds_nova(lead: Page) -> None:
    """Add a client, with one slip on the way: what was typed stays."""
    lead.goto("/waiting/")
    lead.get_by_role("link", name="Add a client").click()
    lead.get_by_label("Name").fill("Nova Invented")
    lead.get_by_label("Date of birth").fill("2020-02-03")
    lead.get_by_label("E-mail").fill("nova@new.example")
    lead.get_by_role("button", name="Add, and choose helpers").click()
    expect(lead.locator("#id_born_on_error")).to_contain_text("18 years and over")
    axe.check(lead, address="/waiting/add/", heading="Add a client")
    expect(lead.get_by_label("Name")).to_have_value("Nova Invented")
    expect(lead.get_by_label("E-mail")).to_have_value("nova@new.example")
    lead.get_by_label("Date of birth").fill("1990-02-03")
    lead.get_by_role("button", name="Add, and choose helpers").click()
    axe.check(lead, address=path(lead), heading="Who works with Nova Invented?")
    lead.get_by_label("Therapist").select_option("Dr. Theo Sample")
    lead.get_by_role("button", name="Start together").click()
    expect(lead.get_by_text("Saved. Their helpers see them now.")).to_be_visible()


def theo_sends_the_link(theo: Page) -> None:
    """Send it from the page of the client; helpers may, the lead may not."""
    theo.goto("/clients/")
    theo.get_by_role("link", name="Open Nova Invented").click()
    theo.get_by_role("button", name="Send a link to sign in").click()
    expect(theo.get_by_text("The invitation is on its way.")).to_be_visible()


def a_short_password_is_refused_beside_the_field(nova: Page, link: str) -> None:
    """The link is still good after a slip."""
    nova.get_by_label("Choose a password").fill("too short")
    nova.get_by_role("button", name="Make my account").click()
    expect(nova.locator(".field", has=nova.get_by_label("Choose a password"))).to_contain_text(
        "This password is too short."
    )
    expect(nova.locator(".error-summary")).to_be_focused()
    axe.check(nova, address=link, heading="Welcome, Nova")


def the_link_is_spent_and_the_password_works(nova: Page, link: str) -> None:
    """Come back by the old link, and from there by the password."""
    answer = nova.goto(link)
    assert answer
    assert answer.status == 410
    axe.check(nova, address=link, heading="This link has done its work")
    nova.get_by_role("link", name="Sign in").click()
    nova.get_by_label("Email").fill("nova@new.example")
    nova.get_by_role("textbox", name="Password").fill(PASSWORD)
    nova.get_by_role("button", name="Sign in").click()
    axe.check(nova, address="/today/", heading="Hello, Nova")
