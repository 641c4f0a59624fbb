"""Over HTTP: every address and every kind of words, as twenty people, as page and fragment."""

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db import connection, transaction
from django.test import Client

from proof.cells import Found
from proof.expected import PEOPLE, Answer, Row, Shown, State, expected, rows
from proof.stage import NAME, Stage, mark, staged
from tandem.permissions.sharing import Preset
from tandem.tenancy.security import owned_models
from tests.architecture.urls import addresses
from tests.cast import World

PROFILES = {
    "separate, nothing shown": State(Preset.SEPARATE),
    "ask, nothing shown": State(Preset.ASK),
    "ask, all shown": State(Preset.ASK, Shown.ALL),
    "open, all shown": State(Preset.OPEN, Shown.ALL, times=True),
    "open, ended": State(Preset.OPEN, Shown.ALL, ended=True, times=True),
    "open, paused": State(Preset.OPEN, Shown.ALL, paused=True, times=True),
}
CHANNELS = {"page": {}, "fragment": {"HX-Request": "true"}}
WRITES = ("create", "edit", "sign", "withdraw", "find")
SENT: dict[str, dict[str, Any]] = {
    "find-own": {"q": "Cleo"}, "find-any": {"q": "Nia"}, "emergency": {"name": NAME},
    "choose": {"choice": "let_be"}, "close-topic": {"topic": "pace"}, "choose-line": {"send": "yes"},
    "show-check": {"to": "helper_id", "set": "word"}, "answer-review": {"answer": "yes"},
    "choose-beginning": {"joins": "yes"},
}  # fmt: skip
NOT_TRIED = {"invite-client"}  # a client who can sign in is not invited: whoever may would get nothing
LOOKED = {"record_look", "record_shown"}


@dataclass
class Walk:
    """One state of one client's choices, tried by everybody."""

    stage: Stage
    state: State
    name: str
    found: Found

    def __post_init__(self) -> None:
        self.views = {one.name: one for one in addresses()}
        self.browsers = {who: self._browser(who) for who in PEOPLE}
        self.absent = {who: one.get("/nowhere/").content for who, one in self.browsers.items()}
        self.seen: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.marks = [(row, mark(row.thing)) for row in rows("words")]
        self.wrong_pages: list[str] = []
        self.requests = 0

    def _browser(self, who: str) -> Client:
        if who == "an":
            return Client(raise_request_exception=False)
        browser = self.stage.people[who].client
        browser.raise_request_exception = False
        return browser

    def everywhere(self, take: Any) -> None:
        """Let everybody try every door in both channels, and then say which words they saw."""
        doors = [row for row in rows("door") if self._is_here(row)]
        for who in PEOPLE:
            before = self._everything()
            for channel, row in product(self.channels(), doors):
                if take((who, channel, row)):
                    self._try(who, channel, row)
            if before != self._everything():
                self.found.leaks.append(f"{who}, {self.name}: something was changed by what was refused")

    def channels(self) -> list[str]:
        """Return how pages are asked for: in the last two profiles whole pages are enough."""
        return ["page"] if self.state.ended or self.state.paused else list(CHANNELS)

    def _is_here(self, row: Row) -> bool:
        return all(name in self._ids(row) for name in self.views[row.address.split("@")[0]].arguments)

    def _ids(self, row: Row) -> dict[str, Any]:
        ids = self.stage.ids
        return ids | {"appointment_id": ids["appointment_id@peer"]} if row.address.endswith("@peer") else ids

    def _try(self, who: str, channel: str, row: Row) -> None:
        one = self.views[row.address.split("@")[0]]
        inside = "episode_id" in one.arguments
        want = expected(row, who, self.state, inside)
        if row.address in NOT_TRIED and want is Answer.YES:
            return
        url = one.filled(self._ids(row))
        for method in ("get", "post") if row.action in WRITES else ("get",):
            answer = self._send(who, method, url, channel, row, rolled_back=want in (Answer.YES, Answer.OWN))
            if answer.status_code == 405:
                continue
            got = self._got(who, one, answer)
            if got is Answer.YES and want is Answer.OWN:
                got = Answer.OWN
            where = f"{who}, {row}, {method}, {channel}, {self.name} ({answer.status_code})"
            self.found.add(where, want, got)
            self._read(who, channel, answer, where, want)

    def _send(self, who: str, method: str, url: str, channel: str, row: Row, *, rolled_back: bool) -> Any:
        self.requests += 1
        browser = self.browsers[who]
        kept = browser.cookies.copy()  # some pages sign a helper out, to hand the device over
        with transaction.atomic():
            data = {
                name: self.stage.ids.get(value, value) for name, value in SENT.get(row.address, {}).items()
            }
            answer = getattr(browser, method)(
                url, data if method == "post" else {}, headers=CHANNELS[channel]
            )
            answer.content  # noqa: B018  # read while it is there
            transaction.set_rollback(rolled_back)
        browser.cookies = kept
        return answer

    def _got(self, who: str, one: Any, answer: Any) -> Answer:
        """Say what came. A page counts as "yes" when the view of that address made it, and no other."""
        if answer.status_code == 404 and answer.content == self.absent[who]:
            return Answer.NO
        if answer.status_code == 302 and answer["Location"].startswith("/account/login/"):
            return Answer.NO if who == "an" else Answer.TOLD
        if answer.status_code == 403 and b"Go to Today" in answer.content:
            return Answer.TOLD
        right = answer.resolver_match is not None and answer.resolver_match.func is one.view
        fine = answer.status_code in (200, 204, 302, 303, 409, 410, 422)
        if not (right and fine):
            self.wrong_pages.append(f"{who} {one.name}: {answer.status_code}")
        return Answer.YES

    def _read(self, who: str, channel: str, answer: Any, where: str, want: Answer) -> None:
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        for row, words in self.marks:
            if words in text:
                self.seen[who, channel].add(row.thing)
                if want is Answer.OWN and row.thing != "name":
                    self.found.leaks.append(f"{where}: shows {row.thing}")

    def words(self, *, every: bool) -> None:
        """Say for each kind of words who saw it anywhere, and who must; without `every` only who must not."""
        for row, _words in self.marks:
            for who in PEOPLE:
                for channel in self.channels():
                    if not self._was_written(row):
                        continue
                    want = expected(row, who, self.state, inside=True)
                    got = Answer.YES if row.thing in self.seen[who, channel] else Answer.NO
                    if every or want is Answer.NO:
                        self.found.add(f"{who}, {row}, {channel}, {self.name}", want, got)

    def _was_written(self, row: Row) -> bool:
        return row.thing != "explained" or "explanation_id" in self.stage.ids

    def _everything(self) -> str:
        """Return what the database holds in short, without who looked."""
        digest = hashlib.sha256()
        with connection.cursor() as cursor:
            for model in owned_models():
                table = model._meta.db_table
                if table not in LOOKED:
                    cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')
                    digest.update(repr(cursor.fetchall()).encode())
        return digest.hexdigest()


def one_in(number: int) -> Any:
    """Return a choice of one request in so many, the same each time."""
    chance = random.Random(1)
    return lambda cell: chance.randrange(number) == 0


def walked(world: World, take: Any = None, profiles: Any = PROFILES) -> tuple[Found, int, list[str]]:
    """Try everything in these profiles, or what `take` takes; who must see words is asked where all was tried.

    Returns what was found, the requests, and pages that were not the right ones.
    """
    found, requests, wrong = Found(), 0, list[str]()
    for name in profiles:
        with staged(world, PROFILES[name]) as stage:
            walk = Walk(stage, PROFILES[name], name, found)
            walk.everywhere(take or (lambda cell: True))
            walk.words(every=take is None)
            requests += walk.requests
            wrong += walk.wrong_pages
    return found, requests, wrong
