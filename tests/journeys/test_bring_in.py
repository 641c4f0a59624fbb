"""The lead brings people in from a file, begins with one of them, and takes another file back."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.stage import Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

CASELOAD = Path(__file__).resolve().parents[1] / "data" / "caseload.csv"
WRONG: Any = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"id,name,born_on\r\n1,,yesterday\r\n"}
ONE_MORE: Any = {
    "name": "more.csv", "mimeType": "text/csv", "buffer": b"id,name,born_on\r\nW-9,Quinn Madeup,1970-01-01\r\n",
}  # fmt: skip
TITLE = "Bring people in"


def test_people_come_in_from_a_file_and_one_of_them_begins(stage: Stage) -> None:
    lead = stage.someone("lead")

    send(lead, CASELOAD)
    see_what_it_would_bring(lead)
    bring_them_in(stage, lead)
    choose_helpers_for_marisol(lead)

    marisol_is_among_theos_clients(stage)
    care_that_has_begun_is_not_taken_back(lead)


def marisol_is_among_theos_clients(stage: Stage) -> None:
    """Her episode is there, with both helpers."""
    theo = stage.someone("theo")
    theo.goto("/clients/")
    theo.get_by_role("link", name="Open Marisol Inventada").click()
    expect(theo.get_by_role("heading", level=1)).to_have_text("Marisol Inventada")
    expect(theo.get_by_role("region", name="The team")).to_contain_text("Priya Specimen")


def care_that_has_begun_is_not_taken_back(lead: Page) -> None:
    """Try to take the file back: the page says why it stays."""
    lead.goto("/bring-in/")
    lead.get_by_role("link", name="Open").first.click()
    lead.get_by_role("button", name="Take this file back").click()
    expect(lead.get_by_text("Care has begun for someone in this file")).to_be_visible()


def test_a_file_is_taken_back_and_everything_is_as_before(stage: Stage) -> None:
    lead = stage.someone("lead")
    send(lead, ONE_MORE)
    bring_them_in(stage, lead)
    lead.get_by_role("button", name="Take this file back").click()
    expect(lead.get_by_text("The file is being taken back")).to_be_visible()

    stage.worker_goes_round()

    expect(lead.get_by_text("Everything is as it was before.")).to_be_visible()
    axe.check(lead, address=path(lead), heading=TITLE)
    lead.goto("/waiting/")
    expect(lead.get_by_role("link", name="Choose helpers Wendy Waiting")).to_be_visible()
    expect(lead.get_by_text("Quinn Madeup")).to_have_count(0)


def test_a_file_with_mistakes_brings_nothing_in_and_says_why(stage: Stage) -> None:
    lead = stage.someone("lead")

    send(lead, WRONG)

    axe.check(lead, address="/bring-in/", heading=TITLE)
    expect(lead.get_by_role("alert").filter(has_text="Nothing was brought in.")).to_be_focused()
    expect(lead.get_by_role("alert").get_by_role("listitem")).to_have_count(2)


def send(lead: Page, file: Any) -> None:
    """Choose a file and let it be checked."""
    lead.goto("/bring-in/")
    lead.get_by_label("Your file").set_input_files(file)
    lead.get_by_role("button", name="Check this file").click()


def see_what_it_would_bring(lead: Page) -> None:
    """Nothing is written yet, and the page says what would be."""
    expect(lead.get_by_role("heading", name="This file would bring in")).to_be_visible()
    axe.check(lead, address=path(lead), heading=TITLE)
    words = lead.locator("main").inner_text()
    assert [said for said in ("3 clients", "Marisol Inventada", "Odile Imagined") if said not in words] == []


def bring_them_in(stage: Stage, lead: Page) -> None:
    """Say yes; the page follows the worker by itself."""
    lead.get_by_role("button", name="Bring them in").click()
    expect(lead.get_by_role("heading", name="They are on their way in")).to_be_visible()
    axe.check(lead, address=path(lead), heading=TITLE)
    stage.worker_goes_round()
    expect(lead.get_by_role("heading", name="They are here")).to_be_visible()
    axe.check(lead, address=path(lead), heading=TITLE)


def choose_helpers_for_marisol(lead: Page) -> None:
    """Begin with one of those who came in."""
    lead.get_by_role("link", name="Choose helpers").click()
    axe.check(lead, address="/waiting/", heading="New clients")
    lead.get_by_role("link", name="Choose helpers Marisol Inventada").click()
    axe.check(lead, address=path(lead), heading="Who works with Marisol Inventada?")
    lead.get_by_label("Therapist").select_option("Dr. Theo Sample")
    lead.get_by_label("Peer").select_option("Priya Specimen")
    lead.get_by_role("button", name="Start together").click()
    expect(lead.get_by_text("Saved. Their helpers see them now.")).to_be_visible()
    expect(lead.get_by_text("Marisol Inventada")).to_have_count(0)


def path(page: Page) -> str:
    """Return where a page is whose address is known to nobody beforehand."""
    return "/" + page.url.split("/", 3)[3]
