"""In Spanish: chosen in the settings, and before signing in as the browser asks for it."""

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]


def spanish(english: str) -> str:
    """Return our Spanish for these words; it must differ from the English."""
    with translation.override("es"):
        words = gettext(english)
    assert words != english
    return words


def reads_spanish(page: Page, address: str, english: str) -> None:
    """Assert that this page is here, and in Spanish."""
    axe.check(page, address=address, heading=spanish(english))
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_spanish_chosen_in_the_settings_holds_from_the_next_page(stage: Stage) -> None:
    theo = stage.someone("theo")
    theo.goto("/settings/")
    expect(theo.locator("html")).to_have_attribute("lang", "en")

    theo.get_by_role("radio", name="Español").check()
    theo.get_by_role("button", name="Save").click()

    expect(theo.get_by_text(spanish("Saved."))).to_be_visible()
    reads_spanish(theo, "/settings/", "Settings")
    theo.get_by_role("link", name=spanish("Clients")).first.click()
    reads_spanish(theo, "/clients/", "Clients")


def test_a_client_reads_spanish_too(stage: Stage) -> None:
    cleo = stage.someone("cleo", PHONE)
    cleo.goto("/settings/")
    cleo.get_by_role("radio", name="Español").check()
    cleo.get_by_role("button", name="Save").click()
    expect(cleo.get_by_text(spanish("Saved."))).to_be_visible()

    cleo.goto("/today/")

    expect(cleo.locator("html")).to_have_attribute("lang", "es")
    expect(cleo.get_by_role("heading", level=1)).to_have_text(spanish("Hello, %(name)s") % {"name": "Cleo"})


def test_before_signing_in_the_browser_says_which_language(stage: Stage) -> None:
    page = stage.nobody(PHONE, locale="es-MX")

    page.goto("/account/login/")

    reads_spanish(page, "/account/login/", "Welcome back")


def test_before_signing_in_one_can_choose_too(stage: Stage) -> None:
    page = stage.nobody(PHONE)
    page.goto("/account/login/")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("button", name="Español").click()

    reads_spanish(page, "/account/login/", "Welcome back")
