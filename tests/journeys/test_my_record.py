"""Cleo takes her record along, asks to have it deleted, and reads the answer; or gets it in person."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tandem.people.models import Member
from tests.cast import PASSWORD
from tests.journeys.pages import seen
from tests.journeys.stage import DESK, PHONE, Stage
from tests.parts.points import WORDS, a_point

pytestmark = pytest.mark.browser


def test_a_record_is_taken_along_and_a_deletion_asked_and_answered(stage: Stage, tmp_path: Path) -> None:
    a_point(stage.world)
    cleo, lead = (
        stage.someone(name, size, reduced_motion="reduce") for name, size in (("cleo", PHONE), ("lead", DESK))
    )

    cleo_takes_it_along(cleo, tmp_path)
    cleo.get_by_role("link", name="Delete my record").click()
    seen(cleo, "delete")
    cleo.get_by_role("button", name="Ask to delete it").click()
    expect(cleo.get_by_text("You hear from us within 30 days.")).to_be_visible()
    the_lead_answers(lead)
    cleo.goto("/today/")
    cleo.get_by_role("link", name="Read the answer").click()
    expect(cleo.get_by_text("We keep it until the law lets us.")).to_be_visible()


def cleo_takes_it_along(page: Page, folder: Path) -> None:
    """From Today over her choices to the file, with the password on the way."""
    page.goto("/today/")
    page.get_by_role("link", name="My choices").first.click()
    page.get_by_role("link", name="Open My record").click()
    seen(page, "my-record")
    page.get_by_role("link", name="Read it here").click()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    seen(page, "read")
    page.get_by_role("link", name="Back to my record").click()
    page.get_by_role("button", name="Download my record").click()
    page.get_by_label("Your password").fill(PASSWORD)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Go on").click()
    coming.value.save_as(folder / "record.zip")
    held = zipfile.ZipFile(folder / "record.zip")
    points = json.loads(held.read("record.json"))["sections"]["points"]
    assert [one["words"] for one in points] == [WORDS]
    (folder / "record.html").write_bytes(held.read("record.html"))
    page.goto("/my-record/")


def the_lead_answers(page: Page) -> None:
    """From Today to the answer, which the client reads."""
    page.goto("/today/")
    page.get_by_role("link", name="Look at them").click()
    seen(page, "records")
    page.get_by_role("link", name="Answer Cleo Example").click()
    page.get_by_role("button", name="Send the answer").click()
    seen(page, "answer")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What the client reads").fill("We keep it until the law lets us.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Nobody waits for an answer.")).to_be_visible()


def test_with_somebody_at_the_phone_the_record_is_handed_over_in_person(stage: Stage) -> None:
    Member.objects.filter(pk=stage.world.actor("cleo").pk).update(safer=True)
    cleo, priya = (
        stage.someone(name, size, reduced_motion="reduce")
        for name, size in (("cleo", PHONE), ("priya", DESK))
    )
    cleo.goto("/my-record/")
    cleo.get_by_role("button", name="Ask for a copy").click()
    seen(cleo, "in-person")
    priya.goto("/today/")
    priya.get_by_role("link", name="When you sit together").click()
    seen(priya, "hand-over")
    priya.get_by_label("Your password").fill(PASSWORD)
    with priya.expect_download() as coming:
        priya.get_by_role("button", name="Make the copy").click()
    assert coming.value.suggested_filename == "record.pdf"
