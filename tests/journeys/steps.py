"""What people do in more than one journey, in the order in which they do it."""

from playwright.sync_api import Page, expect


def give_number(page: Page, number: int) -> None:
    """Answer the first question of a check, and skip the two that take turns."""
    page.get_by_role("radio", name=str(number), exact=True).check()
    page.get_by_role("button", name="Next").click()
    for turn in (2, 3):
        expect(page.get_by_text(f"{turn} of 5")).to_be_visible()
        page.get_by_role("button", name="Skip this one").click()
    expect(page.get_by_text("4 of 5")).to_be_visible()


def say_something_small(page: Page, line: str) -> None:
    """Answer whether anything was off, with a line."""
    page.get_by_role("radio", name="Something small").check()
    page.get_by_label("One line").fill(line)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("5 of 5")).to_be_visible()


def choose(page: Page, who: str, level: str) -> None:
    """Choose who may know, and how much; with that the check is saved."""
    page.get_by_role("radio", name=who, exact=True).check()
    page.get_by_role("radio", name=level).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. Thank you.")


def words_on(page: Page, addresses: list[str]) -> str:
    """Return all that is written on some pages, as one text."""
    words = []
    for address in addresses:
        page.goto(address)
        words.append(page.locator("body").inner_text())
    return "\n".join(words)
