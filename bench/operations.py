"""What is measured: each operation's requests, to Tandem and to the floor beside it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from bench.seed import CSRF, POINTS, READERS

Plan = dict[str, Any]
Request = tuple[str, str, str, str | None]  # method, path, cookie, body
FORM = "application/x-www-form-urlencoded"


@dataclass
class Operation:
    """One operation: endless requests of both kinds, what shows that a page is the right one, the bars."""

    name: str
    good: str
    tandem: Iterator[Request]
    bare: Iterator[Request]
    bars: dict[str, float]  # CPU ms by engine
    most_statements: int
    status: int = 200


def operations(plan: Plan) -> list[Operation]:
    """Return all that is measured."""
    today = {"sqlite": 3.6, "postgresql": 7.0}
    submit = {"sqlite": 4.5, "postgresql": 6.5}
    helper, client = _helper(plan), _client(plan)
    return [
        Operation("Today, therapist, 25 rows", "Meetings today", helper[0], helper[1], today, 5),
        Operation("Today, client", "What you said", client[0], client[1], today, 6),
        Operation("caseload, 25 rows", "Last met", *_caseload(plan), today, 5),
        Operation("client’s page, helper", "The team", *_episode(plan), today, 6),
        Operation("timeline, 100 events", "Earlier", *_so_far(plan), {"sqlite": 4.8, "postgresql": 9.0}, 6),
        Operation("name search, lead, 25 rows", "Show more", *_search(plan), NAMES, 6),
        Operation("name search, own clients", "25 clients found", *_search_own(plan), NAMES, 6),
        Operation("check submitted", "Saved. Thank you.", *_submit(plan), submit, 12),
        Operation("point answered", "", *_answer(plan), submit, 12, status=302),
    ]


def _helper(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    span = {"since": _days(plan, -14), "until": _days(plan, 1)}
    return (
        (("GET", "/today/", one["cookie"], None) for one in _forever(plan["helpers"])),
        (
            ("GET", f"/helper?{urlencode({'member': one['member'], **span})}", "", None)
            for one in _forever(plan["helpers"])
        ),
    )


def _client(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    readers = plan["clients"][:READERS]
    return (
        (("GET", "/today/", one["cookie"], None) for one in _forever(readers)),
        (
            ("GET", f"/client?{urlencode({'member': one['member'], 'since': _days(plan, -13)})}", "", None)
            for one in _forever(readers)
        ),
    )


def _caseload(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    return (
        (("GET", "/clients/", one["cookie"], None) for one in _forever(plan["helpers"])),
        (
            ("GET", f"/caseload?{urlencode({'member': one['member']})}", "", None)
            for one in _forever(plan["helpers"])
        ),
    )


def _episode(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    readers = plan["clients"][:READERS]

    def bare(one: Plan) -> str:
        return f"/episode?{urlencode({'episode': one['episode'], 'member': one['therapist']})}"

    return (
        (("GET", f"/e/{UUID(one['episode'])}/", one["helper"]["cookie"], None) for one in _forever(readers)),
        (("GET", bare(one), "", None) for one in _forever(readers)),
    )


NAMES = {"sqlite": 4.5, "postgresql": 9.0}


def _so_far(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    def bare(one: Plan) -> str:
        return f"/so-far?{urlencode({'episode': one['episode'], 'member': one['therapist']})}"

    clients = plan["eventful"]
    return (
        (("GET", f"/e/{UUID(one['episode'])}/so-far/", one["helper"]["cookie"], None) for one in _forever(clients)),
        (("GET", bare(one), "", None) for one in _forever(clients)),
    )  # fmt: skip


def _search(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    """The lead types two letters of the name that all clients have, or the number of a helper’s clients."""
    lead, typed = plan["lead"], ("ca", "exam", "case", "casey")

    def bodies() -> Iterator[str]:
        while True:
            yield urlencode({"q": random.choice(typed), "csrfmiddlewaretoken": CSRF})

    def bare() -> Iterator[str]:
        while True:
            yield f"/find?{urlencode({'member': lead['member'], 'word': random.choice(typed)})}"

    return (
        (("POST", "/waiting/find/", lead["cookie"], body) for body in bodies()),
        (("GET", path, "", None) for path in bare()),
    )


def _search_own(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    body = urlencode({"q": "casey", "csrfmiddlewaretoken": CSRF})

    def bare(one: Plan) -> str:
        return f"/find-own?{urlencode({'member': one['member'], 'word': 'casey'})}"

    return (
        (("POST", "/clients/find/", one["cookie"], body) for one in _forever(plan["helpers"])),
        (("GET", bare(one), "", None) for one in _forever(plan["helpers"])),
    )


def _answer(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    """Each request answers a point that waits; the floor answers them once more."""
    writers = plan["clients"][READERS:]
    said = {"reply": "Thank you. Let us begin with that.", "csrfmiddlewaretoken": CSRF}

    def tandem(one: Plan, point: str) -> Request:
        path = f"/e/{UUID(one['episode'])}/points/{UUID(point)}/read/"
        return "POST", path, one["helper"]["cookie"], urlencode(said)

    def bare(one: Plan, point: str) -> Request:
        return "POST", "/answer", "", urlencode({"point": point, "member": one["therapist"]})

    turns = range(POINTS)
    return (
        (tandem(one, one["points"][turn]) for turn in turns for one in writers),
        (bare(one, one["points"][turn]) for turn in turns for one in writers),
    )


def _submit(plan: Plan) -> tuple[Iterator[Request], Iterator[Request]]:
    """Each request answers a meeting that none has answered; the floor takes older meetings."""
    writers = plan["clients"][READERS:]
    said = {"heard": "7", "off": "small", "line": "I did not say all of it."}

    def tandem(one: Plan, meeting: str) -> Request:
        who = {"who": str(UUID(one["therapist"])), "level": "answers", "csrfmiddlewaretoken": CSRF}
        path = f"/e/{UUID(one['episode'])}/meetings/{UUID(meeting)}/check/"
        return "POST", path, one["cookie"], urlencode({"step": "who", "go": "next", **said, **who})

    def bare(one: Plan, meeting: str) -> Request:
        about = {
            "episode": one["episode"],
            "appointment": meeting,
            "member": one["member"],
            "to": one["therapist"],
        }
        return "POST", "/submit", "", urlencode({**said, **about})

    return (
        (tandem(one, one["due"][turn]) for turn in range(4) for one in writers if turn < len(one["due"])),
        (bare(one, one["old"][turn]) for turn in range(4) for one in writers),
    )


def _forever(people: list[Plan]) -> Iterator[Plan]:
    while True:
        yield from random.sample(people, len(people))


def _days(plan: Plan, days: int) -> str:
    midnight = datetime.fromisoformat(plan["midnight"])
    return (midnight + timedelta(days=days)).isoformat(" ")
