"""Nobody of Cleo's team can be reached: somebody on call opens one page, Cleo reads it, somebody else checks it."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.rules import MeetingKind
from tandem.care.actions import notice_unusual
from tests.cast import PASSWORD, a_meeting
from tests.journeys import axe
from tests.journeys.pages import seen
from tests.journeys.stage import DESK, PHONE, Stage
from tests.parts.emergencies import WHY
from tests.parts.meetings import LINE, a_check, a_kept_meeting, an_episode
from tests.parts.points import WORDS, a_point

pytestmark = pytest.mark.browser


def test_an_emergency_from_the_first_press_to_the_review(stage: Stage) -> None:
    at, theo = timezone.now(), stage.world.actor("theo").member
    a_check(a_kept_meeting(stage.world), to=[theo])
    a_point(stage.world, to="theo")
    a_meeting(an_episode(stage.world), MeetingKind.THERAPY, starts_at=at + timedelta(days=1), therapist=theo)
    on_call, cleo, lead = (
        stage.someone(name, size, reduced_motion="reduce")
        for name, size in (("on_call", DESK), ("cleo", PHONE), ("lead", DESK))
    )

    began = time.monotonic()
    somebody_on_call_opens_the_page(on_call)
    assert time.monotonic() - began < 60  # trust page, 4.6: from the first press to the page
    stage.worker_goes_round()
    assert {letter["subject"] for letter in stage.letters()} == {"You have a message"}
    cleo_reads_who_it_was(cleo)
    the_lead_checks_it(lead)
    cleo.goto("/today/")
    cleo.get_by_role("link", name="Who looked").click()
    expect(cleo.get_by_text("it was right", exact=False)).to_be_visible()


def somebody_on_call_opens_the_page(page: Page) -> None:
    """By the whole name, the password and a reason; the page says until when it is open."""
    page.goto("/today/")
    page.get_by_role("link", name="In an emergency").click()
    page.get_by_label("Their whole name").fill("Cleo Example")
    page.get_by_role("button", name="Find them").click()
    seen(page, "find")
    page.get_by_role("link", name="This one").click()
    seen(page, "prove")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    seen(page, "why")
    page.get_by_role("button", name="Open it for an hour").click()
    page.get_by_text("Somebody’s life or health is in danger").click()
    page.get_by_label("In your own words").fill(WHY)
    page.get_by_role("button", name="Open it for an hour").click()
    expect(page.get_by_text("Opened in an emergency.")).to_be_visible()
    expect(page.get_by_text("Took place").first).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)  # nothing that the client said
    expect(page.get_by_text(LINE)).to_have_count(0)
    seen(page, "opened")


def cleo_reads_who_it_was(page: Page) -> None:
    """On Today and behind it, on a phone."""
    page.goto("/today/")
    expect(page.get_by_text("They said it was an emergency.")).to_be_visible()
    seen(page, "client-today")
    page.get_by_role("link", name="Who looked").click()
    axe.check(page, address=f"/e/{page.url.split('/e/')[1].split('/')[0]}/looks/", heading="Who looked")
    expect(page.get_by_text("They said: Somebody’s life or health is in danger.")).to_be_visible()
    expect(page.get_by_text("A search for you in an emergency.")).to_be_visible()
    seen(page, "who-looked")


def the_lead_checks_it(page: Page) -> None:
    """From Today; the line stays in the practice."""
    page.goto("/today/")
    page.get_by_role("link", name="Check it").click()
    seen(page, "emergencies")
    page.get_by_role("link", name="Check it").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    seen(page, "review")
    page.get_by_text("It was right").click()
    page.get_by_label("A line for the practice").fill("Spoke with both.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_who_tried_what_is_not_theirs_is_asked_and_the_lead_reads_why(stage: Stage) -> None:
    tess, lead = (stage.someone(name, reduced_motion="reduce") for name in ("tess", "lead"))
    for _ in range(5):
        tess.goto(f"/e/{stage.world.episode_id}/goals/")
    notice_unusual(at=timezone.now() + timedelta(seconds=1))
    stage.worker_goes_round()
    tess.goto(_link(stage))
    expect(tess.get_by_text("was tried several times")).to_be_visible()
    seen(tess, "why-unusual")
    tess.get_by_label("What was it?").fill("An old bookmark.")
    tess.get_by_role("button", name="Send it").click()
    expect(tess.get_by_text("An old bookmark.")).to_be_visible()
    lead.goto("/unusual/")
    expect(lead.get_by_text("An old bookmark.")).to_be_visible()
    seen(lead, "unusual")


def _link(stage: Stage) -> str:
    """Return the path in Tess's letter."""
    body = next(
        one["body"] for one in stage.letters() if "/unusual/" in one["body"] and "say why" in one["body"]
    )
    return body[body.index("/unusual/") :].split()[0]
