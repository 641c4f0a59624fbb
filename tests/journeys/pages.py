"""What holds for a page whoever reads it, on whatever screen: read, reached and not overwhelmed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.journeys import axe
from tests.journeys.stage import DESK, PHONE

NARROWEST = {"width": 320, "height": 640}
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2, 2.5.8
COLOURS = ["color-contrast", "link-in-text-block"]  # all of axe that looks at more than the structure
LOOKS: tuple[tuple[dict[str, int], Literal["light", "dark"], list[str] | None], ...] = (
    (DESK, "light", None), (DESK, "dark", COLOURS), (PHONE, "dark", COLOURS), (PHONE, "light", None),
)  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PRIMARY = """[...document.querySelectorAll(".button--primary")].filter(it => it.checkVisibility())
    .map(it => it.innerText)"""
SMALL = """least => {
    const inText = it => it.matches("a") && getComputedStyle(it).display === "inline"
        && it.parentElement.innerText.trim() !== it.innerText.trim();
    const target = it => it.matches("[type=radio], [type=checkbox]") && it.labels[0] || it;
    return [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
        .filter(it => it.checkVisibility() && !it.matches(".skip") && !inText(it))
        .map(it => [it, target(it).getBoundingClientRect()])
        .filter(([it, box]) => box.width < least || box.height < least)
        .map(([it, box]) => `${it.outerHTML.slice(0, 80)} is ${box.width} × ${box.height}`);
}"""
SHOTS = os.environ.get("SHOTS", "")  # a folder for pictures


def faults(page: Page) -> list[str]:
    """Return what is wrong with an open page, wide and narrow, by day and by night. It must not move."""
    found = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {size['width']} px: {one}" for one in axe.violations(page, rules)]
    found += [f"too small to hit: {one}" for one in page.evaluate(SMALL, SMALLEST_TARGET)]
    return [*found, *_shape(page)]


def _shape(page: Page) -> Iterator[str]:
    filled: list[str] = page.evaluate(PRIMARY)
    if len(filled) > 1:
        yield f"more than one primary button: {filled}"
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    if over := page.evaluate(SIDEWAYS):
        yield f"scrolls sideways at {NARROWEST['width']} px, by {over} px"


def weight(page: Page) -> int:
    """Return how many bytes came over the wire for the open page, all its files included."""
    page.wait_for_load_state("networkidle")
    sizes: Any = page.evaluate("""[...performance.getEntriesByType("navigation"),
        ...performance.getEntriesByType("resource")].map(it => it.transferSize)""")
    return int(sum(sizes))


def seen(page: Page, name: str) -> None:
    """Keep a picture where one is asked for; look for faults, wide and narrow, by day and by night."""
    if SHOTS:
        for size in (360, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": size, "height": 800})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.screenshot(path=Path(SHOTS) / f"{name}-{size}-{scheme}.png", full_page=True)
    before = page.viewport_size
    assert faults(page) == []
    page.set_viewport_size(before)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
