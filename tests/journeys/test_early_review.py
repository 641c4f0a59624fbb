"""Looking back together, earlier: asked without a reason; a yes leads to a booking, a no only says “not now”."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tandem.relays.models import Review
from tandem.relays.rules import ASK_AGAIN
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import words_on
from tests.journeys.test_loop import today_word

pytestmark = [pytest.mark.browser, only_sqlite]

ASKED = "would like the three of you to look back together. No reason is needed."
YES = "says yes to looking back together: book all three"


@pytest.fixture(autouse=True)
def _nobody_asked_before(stage: Stage) -> None:
    """Let the journeys of this file begin alike: what was asked and answered is a long time ago."""
    for review in Review.objects.all():
        review.asked_at -= 2 * ASK_AGAIN
        review.answered_at = review.asked_at + timedelta(minutes=1)
        review.save()


def test_a_yes_is_told_to_both_and_leads_to_a_meeting_of_all_three(stage: Stage) -> None:
    theo, priya, cleo = stage.someone("theo"), stage.someone("priya"), stage.someone("cleo", PHONE)

    asks(theo, stage)
    answers(cleo, "Dr. Theo Sample", "Yes")
    expect(cleo.get_by_text("Thank you. Your helpers can now book it.")).to_be_visible()
    for helper in (theo, priya):
        helper.goto("/today/")
        expect(helper.get_by_role("region", name="Look back together")).to_contain_text(YES)
        axe.check(helper, address="/today/", heading=today_word(helper))
    priya.get_by_role("link", name="Book all three").click()
    book = f"/e/{stage.world.episode_id}/appointments/book/?kind=joint"
    axe.check(priya, address=book, heading="Book a meeting with Cleo Example")
    expect(priya.get_by_role("radio", name="All three together")).to_be_checked()
    for helper in (theo, priya):
        helper.goto("/today/")
        helper.get_by_role("button", name="I have read this Cleo Example").click()
        expect(helper.get_by_role("region", name="Look back together")).to_have_count(0)


def test_a_no_says_not_now_to_the_one_who_asked_and_nothing_to_the_other(stage: Stage) -> None:
    theo, priya, cleo = stage.someone("theo"), stage.someone("priya"), stage.someone("cleo", PHONE)
    review = f"/e/{stage.world.episode_id}/review/"

    asks(priya, stage)
    seen_before = words_on(theo, ["/today/", review])
    answers(cleo, "Priya Specimen", "No, thank you")
    expect(cleo.get_by_text("That is fine.")).to_be_visible()
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    priya.goto("/today/")
    told = priya.get_by_role("region", name="Look back together")
    expect(told).to_contain_text("Cleo Example: not now")
    expect(told.get_by_role("link")).to_have_count(0)
    axe.check(priya, address="/today/", heading=today_word(priya))
    assert words_on(theo, ["/today/", review]) == seen_before
    priya.goto(review)
    expect(priya.get_by_text("Not now. You can look again in two weeks.")).to_be_visible()
    axe.check(priya, address=review, heading="Look back together with Cleo Example")


def asks(helper: Page, stage: Stage) -> None:
    """Ask from the client's page; there is nowhere to give a reason."""
    helper.goto(f"/e/{stage.world.episode_id}/")
    helper.get_by_role("link", name="Look back together").click()
    address = f"/e/{stage.world.episode_id}/review/"
    axe.check(helper, address=address, heading="Look back together with Cleo Example")
    expect(helper.get_by_role("textbox")).to_have_count(0)
    helper.get_by_role("button", name="Ask Cleo Example").click()
    expect(helper.get_by_text("Asked. The client sees it on their Today.")).to_be_visible()
    expect(helper.get_by_text("You have asked. There is no hurry for an answer.")).to_be_visible()
    axe.check(helper, address=address, heading="Look back together with Cleo Example")


def answers(cleo: Page, who: str, said: str) -> None:
    """Read who asks, and answer; both buttons weigh the same."""
    cleo.goto("/today/")
    expect(cleo.get_by_role("heading", name=f"{who} {ASKED}")).to_be_visible()
    expect(cleo.get_by_text(f"If you say no, {who} only hears: not now.")).to_be_visible()
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    cleo.get_by_role("button", name=said, exact=True).click()
    expect(cleo.get_by_text(ASKED)).to_have_count(0)
