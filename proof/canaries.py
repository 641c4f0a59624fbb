"""Unique sentences, written into every field of every form by everybody, are found nowhere but where they belong.

python -m proof.canaries                       SQLite, in one process
python -m proof.canaries --quick               one choice of each form, and fewer pages a person
python -m proof.canaries --people cleo,theo    only these write and look
python -m proof.canaries --plant loud          what people write is logged: this must be noticed
python -m proof.canaries --plant open          one client's points are on everybody's Today: this must be noticed
"""

import argparse
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proof.forms import Form, Page

MARK = re.compile(r"canary[0-9a-f]{6}x")
DEPTH = 5  # pages that follow one another in one form
TURNS = 4  # of the choices that one form offers, at most
STEPS = ("sharing", "hopes", "card")  # of a client's first ten minutes, beside the one that is furnished
PAGES = 80  # that one person follows from link to link, at most
QUICK = (1, 20)  # turns and pages
LEFT_ALONE = ("/account/", "/language/", "/mail/", "/stay/", "/look/")
# The last two are of the practice, for all its clients: for how long it keeps records, and by which law.
NOT_WORDS = {
    "email",
    "q",
    "born_on",
    "phone",
    "opens",
    "closes",
    "on",
    "until",
    "years",
    "source",
}


@dataclass(frozen=True)
class Planted:
    """Who wrote one sentence, on which page, in which field."""

    who: str
    url: str
    name: str


@dataclass
class Field:
    """All that was planted, and everything that came out."""

    people: dict[str, Any]
    turns: int
    pages: int
    planted: dict[str, Planted] = field(default_factory=dict)
    seen: dict[str, set[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(set)
    )  # by mark: who, where
    urls: set[str] = field(default_factory=set)
    sent: list[str] = field(default_factory=list)  # addresses, cookies and headers
    broken: list[str] = field(default_factory=list)

    def sentence(self, planted: Planted) -> str:
        """Return a sentence that nobody has written."""
        mark = f"canary{len(self.planted) + 0xA00000:06x}x"
        self.planted[mark] = planted
        return f"I told {mark} only."

    def look(self, who: str, url: str, answer: Any) -> str:
        """Note what one answer shows, and what its address and headers carry. Returns its page."""
        html = answer.content.decode(errors="replace") if not answer.streaming else ""
        for mark in MARK.findall(html):
            self.seen[mark].add((who, url))
        cookies = [morsel.OutputString() for morsel in answer.cookies.values()]
        self.sent += [url, *(f"{name}: {value}" for name, value in answer.headers.items()), *cookies]
        if answer.status_code >= 500:
            self.broken.append(f"{who} {url}: {answer.status_code}")
        return html if answer.headers.get("Content-Type", "").startswith("text/html") else ""


def main() -> None:
    """Plant, look everywhere, and exit with 1 when a sentence is where it does not belong."""
    asked = _flags()
    _begin()
    from django.test.utils import setup_test_environment

    from proof import found

    setup_test_environment()
    if asked.plant:
        found.FAULTS[asked.plant]()
    with found.practice() as (world, ids):
        here = Field(found.browsers(world, asked.people), *(QUICK if asked.quick else (TURNS, PAGES)))
        with found.listening() as logged:
            began = time.monotonic()
            _plant(here, world, ids, asked.rounds)
            print(f"  planted in {time.monotonic() - began:.0f} s", flush=True)
            _visit(here)
            print(f"  visited in {time.monotonic() - began:.0f} s", flush=True)
            faults = list(found.faults(here, world, logged, whole=not (asked.people or asked.quick)))
    print("", *(f"NOT KEPT  {fault}" for fault in faults[:40]), *(() if faults else ["All kept."]), sep="\n")
    raise SystemExit(bool(faults))


def _begin() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for name in [name for name in os.environ if name.startswith("TANDEM_")]:
        del os.environ[name]
    import django

    django.setup()


def _plant(here: Field, world: Any, ids: dict[str, Any], rounds: int) -> None:
    """Let everybody open every address, and fill in every form on it, once for each choice it offers."""
    from tests.architecture.urls import addresses

    urls = [
        one.filled(ids)
        for one in addresses()
        if all(name in ids for name in one.arguments) and one.name != "healthz"
    ]
    urls += [url.replace("/contact/", f"/{step}/") for url in urls for step in STEPS if "/contact/" in url]
    for _round in range(rounds):
        for who in here.people:
            for url in urls:
                if url.startswith(LEFT_ALONE):
                    continue
                html = here.look(who, url, here.people[who].get(url, follow=True))
                for form in Page(html, url).forms:
                    _fill(here, who, form, DEPTH)


def _fill(here: Field, who: str, form: Form, depth: int) -> None:
    if form.method != "post" or not form.texts or not depth or form.action.startswith(LEFT_ALONE):
        return
    turns = max(len(form.buttons) + 1, 1, *(len(values) for values in form.choices.values()), 1)
    turns = turns if depth == DEPTH else 1
    for turn in range(min(turns, here.turns)):
        data: dict[str, Any] = {name: values for name, values in form.given.items() if "csrf" not in name}
        for name in form.texts:
            planted = Planted(who, form.action, name)
            data[name] = "2027-01-04" if name in NOT_WORDS else here.sentence(planted)
        data |= {name: values[turn % len(values)] for name, values in form.choices.items()}
        data |= {name: values for name, values in form.boxes.items() if turn == 0}
        data |= dict([form.buttons[turn % len(form.buttons)]] if form.buttons else [])
        answer = here.people[who].post(form.action, data)
        html = here.look(who, form.action, answer)
        for after in Page(html, form.action).forms:
            if after.action == form.action:
                _fill(here, who, _with_words(after, data), depth - 1)


def _with_words(form: Form, data: dict[str, Any]) -> Form:
    """Keep what was typed, as a browser shows it again; what is new on the page is still to be filled in."""
    for name in [name for name in form.texts if name in data]:
        form.texts.remove(name)
        form.given[name] = [data[name]] if isinstance(data[name], str) else data[name]
    if not form.texts and not form.choices:
        form.method = "done"
    form.texts = form.texts or (["_"] if form.method == "post" else [])
    return form


def _visit(here: Field) -> None:
    """Follow every link as everybody, then let everybody try every address that anybody found."""
    for who in here.people:
        waiting = {"/today/"}
        done: set[str] = set()
        while waiting and len(done) < here.pages:
            url = waiting.pop()
            done.add(url)
            if url.startswith(LEFT_ALONE):
                continue
            html = here.look(who, url, here.people[who].get(url, follow=True))
            waiting |= Page(html, url).links - done
        here.urls |= {url.split("?")[0] for url in done}
    for who in here.people:
        for url in sorted(here.urls):
            if not url.startswith(LEFT_ALONE):
                here.look(who, url, here.people[who].get(url, follow=True))


def marks(text: str | bytes) -> Iterator[str]:
    """Yield every mark in a text, or in raw bytes."""
    yield from MARK.findall(text if isinstance(text, str) else text.decode("latin-1"))


def read(path: Path) -> bytes:
    """Return a file's bytes, or none where it is not there."""
    return path.read_bytes() if path.exists() else b""


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.canaries", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often everybody fills in everything")
    parser.add_argument(
        "--quick", action="store_true", help="one choice of each form, and fewer pages a person"
    )
    parser.add_argument(
        "--people", type=lambda text: set(text.split(",")), default=set(), help="some of the cast"
    )
    parser.add_argument("--plant", default="", choices=["", "loud", "open"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.modules["proof.canaries"] = sys.modules["__main__"]
    main()
