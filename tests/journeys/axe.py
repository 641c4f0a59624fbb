"""Whether a page can be read by everyone: the vendored axe-core, as a check with words."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page, expect

SOURCE = Path(__file__).resolve().parents[2] / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A colour that axe can't decide about counts as wrong, except in a select: its arrow is a background image.
RUN = """async ({within, ...options}) => {
    if (!window.axe) return null;
    const {violations, incomplete} = await axe.run(within, options);
    const told = (rule, nodes) => nodes.map(it => [rule.id, it.target.join(" "), it.failureSummary]);
    const undecided = rule => rule.nodes.filter(it => !document.querySelector(it.target[0]).matches("select"));
    return [
        ...violations.flatMap(rule => told(rule, rule.nodes)),
        ...incomplete.filter(rule => rule.id === "color-contrast").flatMap(rule => told(rule, undecided(rule))),
    ];
}"""


def check(page: Page, *, address: str, heading: str) -> None:
    """Assert that this is the page that was meant, and that nothing on it shuts anybody out."""
    expect(page).to_have_url(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.evaluate("window.scrollTo(0, 0)")  # what lies under the header that stays has no colour of its own
    found = violations(page)
    assert found == [], "\n".join(found)


def violations(page: Page, rules: list[str] | None = None, within: str = "html") -> list[str]:
    """Return what is wrong on the page (or `within` a part) as it stands: rule, place, and what to mend."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"within": within, "runOnly": only, "resultTypes": ["violations", "incomplete"]}
    found: list[list[str]] | None = page.evaluate(RUN, options)
    if found is None:
        page.evaluate(_source())
        found = page.evaluate(RUN, options)
    return [": ".join(one) for one in found or ()]


@cache
def _source() -> str:
    return SOURCE.read_text()
