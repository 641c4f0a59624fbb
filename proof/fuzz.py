"""Whatever is sent, by whoever: no answer is a failure of ours, shows the sender's markup, or leads to another host.

python -m proof.fuzz                        1,500 requests
python -m proof.fuzz --full                 100,000 requests, each 10,000 on a fresh copy of the practice
python -m proof.fuzz --plant nul            a view breaks on a NUL byte: this must be noticed
python -m proof.fuzz --plant safe           templates show what was typed as markup: this must be noticed

Addresses come from the program's own map, forms from its own pages, as each person of the cast sees them; in one
process. Ids are right, of another practice, of nothing, or no ids at all.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import uuid4

from proof.canaries import _begin
from proof.forms import Form, Page
from proof.hostile import HEADERS, MARKUP, METHODS, body, broken_body, encoded, value

FRESH_AFTER = 10_000  # requests: by then much of the practice is used up
POSTS_A_FORM = 4
ON_EVERY_PAGE = ("/account/logout/", "/leave/", "/language/")
# In our own markup every value stands in double quotes, which nothing that was typed can hold as it is.
ELSEWHERE = re.compile(
    r"""\s(?:src|href|action|formaction|data|poster)="\s*((?:https?:)?//[^"]+|javascript:)"""
)
FORM = "application/x-www-form-urlencoded"
NAMES = (
    "wording", "line", "to", "who", "level", "step", "heard", "off", "choice", "language", "next", "q", "login",
    "password", "email", "way", "id",
)  # fmt: skip
NAMED = re.compile(r"<(\w+):(\w+)>")


@dataclass
class Fuzzer:
    """Sends, and notes what should not have come back."""

    world: Any
    ids: dict[str, Any]
    chance: random.Random
    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    forms: int = 0
    faults: list[str] = field(default_factory=list)
    then: str = ""  # where the last answer led

    def __post_init__(self) -> None:
        from django.conf import settings
        from django.test.client import ClientHandler
        from django.urls import get_resolver

        from tests.architecture.urls import _walk
        from tests.cast import ROLES, STRANGERS

        self.likely = ["cleo", "theo", "priya", "lead", "admin", "nobody"]
        self.routes = [one.route for one in _walk(get_resolver().url_patterns, "")]
        self.people = [*ROLES, *STRANGERS, "nobody"]
        self.browsers: dict[str, Any] = {}
        self.fruitful: list[tuple[str, str]] = []
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.theirs = [str(one) for ids in self.world.people.values() for one in ids] + [
            str(self.world.other_practice_id)
        ]
        self.home = settings.TANDEM_EXIT_URL

    def run(self, count: int) -> None:
        """Send `count` requests."""
        until = self.sent + count
        while self.sent < until:
            who, route = self._choice()
            url = self._address(route)
            html = self._send(who, "GET", url, headers=self.chance.choice(HEADERS))
            forms = Page(html, url).forms
            if (who, route) not in self.fruitful and any(form.texts or form.choices for form in forms):
                self.fruitful.append((who, route))
            for form in forms:
                if form.action in ON_EVERY_PAGE and self.chance.random() < 0.97:
                    continue
                self.forms += 1
                for _ in range(POSTS_A_FORM):
                    self._fill(who, form)
            for _ in range(2):
                self._odd(who, url)

    def _choice(self) -> tuple[str, str]:
        """Return somebody and where they go: more often than not where they found something to fill in before."""
        if self.fruitful and self.chance.random() < 0.6:
            return self.chance.choice(self.fruitful)
        people = self.likely if self.chance.random() < 0.6 else self.people
        return self.chance.choice(people), self.chance.choice(self.routes)

    def _address(self, route: str) -> str:
        """Return an address with ids in it: mostly right ones."""

        def one(found: re.Match[str]) -> str:
            kind, name = found.groups()
            right = self.ids.get(name)
            if right is not None and self.chance.random() < 0.8:
                return str(right)
            odd = [str(uuid4()), str(self.world.other_practice_id), *self.theirs[:3]]
            if kind == "str":
                odd += ["%00", "..", "%F0%9F%99%82", "a" * 54, "<b>", "x" * 5000]
            return self.chance.choice(odd)

        path = "/" + NAMED.sub(one, route)
        if "(?P" in path:  # the accounts library's own patterns
            path = re.sub(r"\(\?P<\w+>[^)]*\)", "1-x", path).replace("^", "").replace("$", "")
        if self.chance.random() < 0.8:
            return path
        asked = [(name, value(self.chance, self.theirs)) for name in ("q", "next")]
        return f"{path}?{encoded(asked)}"

    def _fill(self, who: str, form: Form) -> None:
        target = form.action or "/"
        if urlsplit(target).netloc:
            self.faults.append(f"a form leads to {target}")
            return
        said = body(form, self.chance, self.theirs)
        if form.method == "get":
            self._send(who, "GET", f"{target.split('?')[0]}?{said}")
        else:
            self._send(who, "POST", target, said.encode("ascii"), headers=self.chance.choice(HEADERS))
            if self.then.startswith("/") and "login" not in self.then:
                self._send(who, "GET", self.then)  # where what was kept is shown

    def _odd(self, who: str, url: str) -> None:
        """Send what no form of ours would."""
        how = self.chance.random()
        if how < 0.4:
            fields = [(self.chance.choice(NAMES), value(self.chance, self.theirs)) for _ in range(4)]
            self._send(who, "POST", url, encoded(fields).encode())
        elif how < 0.7:
            data, kind = broken_body(self.chance)
            self._send(who, "POST", url, data, kind)
        else:
            self._send(who, self.chance.choice(METHODS), url)

    def _send(
        self, who: str, method: str, url: str, data: bytes = b"", kind: str = FORM, headers: Any = None
    ) -> str:
        """Send one request and look at the answer. Returns its page."""
        self.sent, self.then = self.sent + 1, ""
        try:
            answer = self._browser(who).generic(method, url, data, kind, headers=headers)
        except Exception as error:
            self.faults.append(f"{who} {method} {url[:120]}: {type(error).__name__} {error} {data[:200]!r}")
            return ""
        return self._looked_at(who, f"{method} {url[:120]} {data[:300]!r} ({kind})", answer, headers)

    def _looked_at(self, who: str, asked: str, answer: Any, headers: Any) -> str:
        self.statuses[answer.status_code] += 1
        html = answer.content.decode(errors="replace") if not answer.streaming else ""
        self.then = answer.get("Location", "")
        self.faults += [f"{who} {asked}: {fault}" for fault in self._wrong(answer, html)]
        if answer.get("Location", "").startswith("/account/login/") and "cookie" not in (headers or {}):
            self.browsers.pop(who)  # signed out by what was sent: in again next time
        for close in getattr(answer, "_resource_closers", ()) if answer.streaming else ():
            close()
        return html if answer.get("Content-Type", "").startswith("text/html") else ""

    def _wrong(self, answer: Any, html: str) -> Iterator[str]:
        if answer.status_code >= 500:
            told = getattr(answer, "exc_info", None)
            yield f"{answer.status_code} {told[0].__name__ if told else ''} {told[1] if told else ''}"
        yield from (f"shows {markup}" for markup in MARKUP if markup in html)
        for found in ELSEWHERE.findall(html):
            if not found.startswith(self.home):
                yield f"leads to {found}"
        to = answer.get("Location", "")
        if (
            to
            and to != self.home
            and (urlsplit(to).scheme or urlsplit(to).netloc or to.startswith(("//", "/\\")))
        ):
            yield f"goes on to {to}"
        if "fuzz" in answer.cookies:
            yield "sets a cookie of the sender's"

    def _browser(self, who: str) -> Any:
        if who not in self.browsers:
            from django.test import Client

            self.browsers[who] = Client() if who == "nobody" else self.world.actor(who).client
            self.browsers[who].raise_request_exception = False
            self.browsers[who].handler = self.handler  # one for all: making it reads every file of the look
        return self.browsers[who]


def main() -> None:
    """Send, and exit with 1 when something came back that should not."""
    said = _flags()
    _begin()
    import logging

    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection

    from tandem.tenancy.current import using_practice
    from tests.cast import build
    from tests.databases import fresh_copy, make_template
    from tests.language.furnished import furnish

    # What the tests' environment gives, but for its copies of every template's context.
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    logging.disable(logging.CRITICAL)
    if connection.vendor == "sqlite":  # nothing is proven here about what a power cut leaves
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    made: list[Any] = []

    def fill() -> None:
        made.append(build())
        with using_practice(made[0].practice_id):
            made.append(furnish(made[0]))

    template, count = make_template(fill), 100_000 if said.full else said.count
    sent, forms, statuses, faults, began = 0, 0, Counter[int](), list[str](), time.monotonic()
    with planted(said.plant):
        while sent < count:
            with fresh_copy(template), using_practice(made[0].practice_id):
                cache.clear()
                one = Fuzzer(*made, random.Random(said.seed + sent))
                one.run(min(FRESH_AFTER, count - sent))
            sent, forms = sent + one.sent, forms + one.forms
            statuses, faults = statuses + one.statuses, faults + one.faults
            print(f"  {sent} sent, {time.monotonic() - began:.0f} s, {len(faults)} faults", flush=True)
    raise SystemExit(_told(sent, forms, statuses, faults))


def _told(sent: int, forms: int, statuses: Counter[int], faults: list[str]) -> int:
    print(
        f"{sent} requests, {forms} forms; "
        + ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items()))
    )
    print(*(f"NOT KEPT  {fault}" for fault in faults[:40]), *(() if faults else ["All kept."]), sep="\n")
    return int(bool(faults))


@contextmanager
def planted(fault: str) -> Iterator[None]:
    """Let a view break on a NUL byte, or let templates show what was typed as it is."""
    with ExitStack() as stack:
        if fault == "nul":
            from tandem.people.middleware import PersonMiddleware

            right = PersonMiddleware.__call__

            def fragile(self: Any, request: Any) -> Any:
                if any("\0" in one for one in request.POST.values()):
                    raise ValueError("embedded null byte")
                return right(self, request)

            stack.enter_context(patch.object(PersonMiddleware, "__call__", fragile))
        if fault == "safe":
            stack.enter_context(patch("django.template.base.conditional_escape", lambda text: text))
        yield


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", default="", choices=["", "nul", "safe"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
