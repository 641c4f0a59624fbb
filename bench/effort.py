"""What each task costs a person: `python -m bench.effort` plays it in a browser and counts.

Seconds come from the keystroke-level model (Card, Moran and Newell 1980): a tap 1.1 s, a letter 0.28 s, a
decision 1.35 s.
They leave out reading time that differs between people, and say nothing of how it feels.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tandem.config.demo.story import PASSWORD

TAP, LETTER, DECISION = 1.1, 0.28, 1.35
ADDRESS = "http://127.0.0.1:8765"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@dataclass
class Effort:
    """Somebody at a page; every tap and letter is counted."""

    page: Page
    taps: int = 0
    letters: int = 0
    fields: int = 0
    decisions: int = 0

    def tap(self, *, role: str, name: str, exact: bool = False) -> None:
        """Tap one thing, which is one decision too."""
        self.page.get_by_role(role, name=name, exact=exact).first.click(force=role == "radio")  # type: ignore[arg-type]
        self.taps += 1
        self.decisions += 1

    def write(self, label: str, words: str) -> None:
        """Tap a field and write into it."""
        self.page.get_by_label(label).first.fill(words)
        self.taps += 1
        self.letters += len(words)
        self.fields += 1
        self.decisions += 1

    @property
    def seconds(self) -> float:
        """Return how long a person takes by the model."""
        return self.taps * TAP + self.letters * LETTER + self.decisions * DECISION


def check(one: Effort) -> None:
    """Answer a whole check, with a line, from Today."""
    one.tap(role="link", name="Start", exact=True)
    for number in ("7", "8", "8"):
        one.tap(role="radio", name=number, exact=True)
        one.fields += 1
        one.tap(role="button", name="Next")
    one.tap(role="radio", name="Something small")
    one.fields += 1
    one.write("One line", "The end came fast.")
    one.tap(role="button", name="Next")
    one.tap(role="button", name="Save")


def outcome_and_card(one: Effort) -> None:
    """Say that a meeting took place, guess, and write the step."""
    one.tap(role="link", name="Say how it went")
    one.tap(role="radio", name="Took place", exact=True)
    one.fields += 1
    one.tap(role="button", name="Save")
    one.write("The step we agreed on", "Walk to the gate twice.")
    one.tap(role="radio", name="8", exact=True)
    one.fields += 1
    one.tap(role="button", name="Save")


def say(one: Effort) -> None:
    """Say something for a helper, from Today."""
    one.tap(role="link", name="Say something")
    one.write("What do you want to say?", "Slower at the end, please.")
    one.tap(role="radio", name="Dr. Amara Lind")
    one.tap(role="radio", name="We say it together, all three")
    one.fields += 2
    one.tap(role="button", name="Do it this way")


def read_and_answer(one: Effort) -> None:
    """Read what a client wants known, and say so."""
    one.tap(role="link", name="Answer Sam")
    one.tap(role="button", name="I have read this")


def first_minutes(one: Effort) -> None:
    """Hand the device to a client, who takes every step of their first ten minutes with two fields left empty."""
    one.page.goto("/clients/")
    one.page.get_by_role("link", name="Devon").first.click()
    one.page.get_by_role("button", name="First ten minutes").click()
    one.page.wait_for_url("**/b/*/")
    one.tap(role="button", name="Next")
    one.tap(role="button", name="Next")
    for name in ("By text", "In the evening", "My peer"):
        one.tap(role="radio", name=name)
    for question in ("May we leave a message?", "May we say who we are?", "Could someone else see"):
        one.page.get_by_role("group", name=question).get_by_role("radio", name="No", exact=True).click(
            force=True
        )
        one.taps, one.decisions = one.taps + 1, one.decisions + 1
    one.tap(role="button", name="Next")
    one.write("What have you tried so far?", "Two groups and an app.")
    one.write("What would make this worth coming back for?", "To sleep without the radio.")
    one.fields += 8
    one.tap(role="button", name="Next")
    one.tap(role="button", name="I am done")


def answer_hopes(one: Effort) -> None:
    """Answer what a client hopes for with one line."""
    one.tap(role="link", name="Answer Wren")
    one.write("One line back", "We start with sleep.")
    one.tap(role="button", name="Answer")


def get_ready(one: Effort, *steps: Callable[[Effort], None]) -> None:
    """Take all steps of a helper's own first ten minutes."""
    one.page.goto("/begin/")
    for step in steps:
        step(one)


def _read(title: str) -> Callable[[Effort], None]:
    def step(one: Effort) -> None:
        one.tap(role="link", name=f"{title}")
        one.tap(role="button", name="I have read this")

    return step


def _topics(one: Effort) -> None:
    one.tap(role="link", name="Five things")
    for radio in one.page.get_by_role("radio", name="Agreed").all():
        radio.click(force=True)
        one.taps, one.fields, one.decisions = one.taps + 1, one.fields + 1, one.decisions + 1
    one.tap(role="button", name="Save")


def _try_card(one: Effort) -> None:
    one.tap(role="link", name="Try a card")
    one.write("The step we agreed on", "Walk to the gate twice.")
    one.tap(role="radio", name="8", exact=True)
    one.fields += 1
    one.tap(role="button", name="Done")
    one.tap(role="link", name="Go on")


def _two_lines(one: Effort) -> None:
    one.tap(role="link", name="Two lines about you")
    one.write("First line", "I like small steps that hold.")
    one.tap(role="button", name="Save")
    one.tap(role="link", name="My first ten minutes")


def _tonight(one: Effort) -> None:
    one.tap(role="link", name="Who answers tonight")
    test = one.page.get_by_role("button", name="Send a test")
    one.tap(
        role="button", name="Send a test" if test.count() else "I have read this"
    )  # by night nobody answers


def therapist_ready(one: Effort) -> None:
    """Take a therapist's own first ten minutes."""
    get_ready(one, _read("See what a client sees"), _topics, _read("Who answers when"), _try_card, _two_lines)


def peer_ready(one: Effort) -> None:
    """Take a peer's own first ten minutes."""
    get_ready(one, _read("What nobody may ask"), _two_lines, _try_card, _tonight)


TASKS: dict[str, tuple[str, dict[str, int], Callable[[Effort], None]]] = {
    "client: a whole check, four questions and a line": ("rosa", PHONE, check),
    "client: say something, together": ("rosa", PHONE, say),
    "client: the first ten minutes, on the peer’s device": ("jo", PHONE, first_minutes),
    "therapist: took place, guess, step": ("lind", DESK, outcome_and_card),
    "therapist: read a point and say so": ("lind", DESK, read_and_answer),
    "therapist: answer what a client hopes for": ("lind", DESK, answer_hopes),
    "therapist: their own first ten minutes": ("lind", DESK, therapist_ready),
    "peer: their own first ten minutes": ("jo", DESK, peer_ready),
}


def main() -> None:
    """Play every task on a fresh demonstration and print a table."""
    with tempfile.TemporaryDirectory(prefix="effort-") as folder, sync_playwright() as playwright:
        server = _serve(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            print("| task | fields | taps | letters | seconds by the model | scripted seconds |")
            print("|---|---|---|---|---|---|")
            for name, (who, size, task) in TASKS.items():
                print(_line(name, _played(browser, who, size, task)))
        finally:
            browser.close()
            server.terminate()
            server.wait()


def _serve(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "TANDEM_DATA": str(folder), "TANDEM_BASE_URL": ADDRESS}
    command = [
        str(Path(sys.executable).with_name("tandem")),
        "demo",
        "--bind",
        ADDRESS.removeprefix("http://"),
    ]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=1)
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demonstration did not start.")


def _played(
    browser: Browser, who: str, size: dict[str, int], task: Callable[[Effort], None]
) -> tuple[Effort, float]:
    page = browser.new_context(base_url=ADDRESS, viewport=size).new_page()  # type: ignore[arg-type]
    page.goto("/account/login/")
    page.fill("[name=login]", f"{who}@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/today/")
    one, began = Effort(page), time.monotonic()
    task(one)
    page.wait_for_load_state()
    return one, time.monotonic() - began


def _line(name: str, played: tuple[Effort, float]) -> str:
    one, took = played
    return f"| {name} | {one.fields} | {one.taps} | {one.letters} | {one.seconds:.0f} | {took:.1f} |"


if __name__ == "__main__":
    main()
