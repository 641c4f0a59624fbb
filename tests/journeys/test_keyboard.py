"""A check with the keyboard alone: where one stands is always seen, and one never has to look for the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tandem.session_checks.models import SessionCheck
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]

FARTHEST = 25  # presses; nothing on a client's page is farther away
# A radio button may lie unseen under what shows its state: its focus is drawn on its neighbour or its label.
STOP = r"""() => {
    const it = document.activeElement;
    const label = it.matches("[type=radio]") ? it.closest("label") : null;
    const drawn = [it, ...(label ? [label, it.nextElementSibling] : [])].some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    });
    const box = (label ?? it).getBoundingClientRect();
    const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0;
    const words = (it.labels?.[0] ?? it).innerText.replace(/\s+/g, " ").trim();
    return {words, drawn, inSight};
}"""
NO_OUTLINES = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { outline: none !important }");
    document.adoptedStyleSheets = [sheet];
}"""


def test_a_whole_check_is_given_without_a_mouse(stage: Stage) -> None:
    meeting = a_kept_meeting(stage.world)
    cleo = stage.someone("cleo", PHONE, reduced_motion="reduce")  # no gliding while we look

    cleo.goto("/today/")
    skip_to_the_page(cleo)
    tab_to(cleo, "Start")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_text("1 of 5")).to_be_visible()
    going_on_without_an_answer_leads_to_the_question(cleo)

    tab_to(cleo, "0 not at all true")
    cleo.keyboard.press("ArrowRight")
    cleo.keyboard.press("ArrowRight")
    expect(cleo.get_by_role("radio", name="2", exact=True)).to_be_checked()
    go_on(cleo, "Next", "2 of 5")
    go_on(cleo, "Skip this one", "3 of 5")
    go_on(cleo, "Skip this one", "4 of 5")
    tab_to(cleo, "No")
    cleo.keyboard.press("ArrowDown")
    tab_to(cleo, "One line (if you like)")
    cleo.keyboard.type("I lost the thread.")
    go_on(cleo, "Next", "5 of 5")
    tab_to(cleo, "TS Dr. Theo Sample")  # chosen to begin with, for they met
    tab_to(cleo, "Just if it is worth a talk")
    cleo.keyboard.press("ArrowDown")
    go_on(cleo, "Save", "Who can see it now")
    tab_to(cleo, "Done")
    cleo.keyboard.press("Enter")
    expect(cleo).to_have_url("/today/")

    check = SessionCheck.objects.get(appointment=meeting)
    assert (check.heard, check.off, check.line) == (2, "small", "I lost the thread.")


def test_a_focus_that_cannot_be_seen_would_be_found(stage: Stage) -> None:
    cleo = stage.someone("cleo", PHONE)
    cleo.goto("/today/")
    cleo.evaluate(NO_OUTLINES)

    with pytest.raises(AssertionError, match="can't be seen"):
        tab_to(cleo, "Start")


def skip_to_the_page(cleo: Page) -> None:
    """Follow the skip link: the next stop is the first thing on the page itself."""
    tab_to(cleo, "Go to the page")
    cleo.keyboard.press("Enter")
    assert cleo.evaluate("document.activeElement.id") == "main"
    assert next_stop(cleo)["words"] == "Start"
    cleo.keyboard.press("Shift+Tab")


def going_on_without_an_answer_leads_to_the_question(cleo: Page) -> None:
    """Press Next too early: the summary has the focus, and its link leads to the first number."""
    go_on(cleo, "Next", "Please look at this again")
    assert cleo.evaluate("document.activeElement.matches('.error-summary')")
    assert stop(cleo)["drawn"]
    tab_to(cleo, "Choose a number, or skip this one.")
    cleo.keyboard.press("Enter")
    assert cleo.evaluate("document.activeElement.id") == "id_heard_0"
    cleo.keyboard.press("Shift+Tab")


def go_on(page: Page, name: str, then: str) -> None:
    """Press a button, and wait for the next page's words; the focus is not lost in the middle of it."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_text(then)).to_be_visible()
    assert page.evaluate("document.activeElement.matches('body, main, .error-summary')")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on `words`; at every stop one sees where one is."""
    passed: list[str] = []
    while len(passed) < FARTHEST:
        at = next_stop(page)
        passed.append(at["words"])
        if at["words"] == words:
            return
    raise AssertionError(f"no way to “{words}”: {passed}")


def next_stop(page: Page) -> dict[str, Any]:
    """Press Tab once, and return where the focus stands now."""
    page.keyboard.press("Tab")
    at = stop(page)
    assert at["drawn"], f"the focus can't be seen on “{at['words']}”"
    assert at["inSight"], f"“{at['words']}” has the focus and is out of sight"
    return at


def stop(page: Page) -> dict[str, Any]:
    """Return what has the focus: its words, whether the focus is drawn, whether it is on the screen."""
    found: dict[str, Any] = page.evaluate(STOP)
    return found
