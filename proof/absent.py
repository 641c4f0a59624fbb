"""What is hidden from somebody is told from what is not there by nothing: not by a byte, not by the time it takes.

python -m proof.absent                      200 requests of each kind
python -m proof.absent --full               1,000 of each kind
python -m proof.absent --plant slow         what is hidden takes 30 ms longer: this must be noticed
python -m proof.absent --plant longer       its page is one byte longer: this must be noticed

In one process, on SQLite or the database of the tests; requests of both kinds take turns in a random order.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from proof.canaries import _begin

MOST_MS_OF_FEW = 10.0  # what chance does to fewer than 200 requests on a busy machine
MOST_MS = 2.0  # between the medians; trust in an answer's time ends where a network's own noise begins
WHO = ("tess", "pia", "desk", "sam", "carl")  # of the same practice, and of another
PATHS = ("/e/{}/", "/e/{}/goals/", "/e/{}/so-far/", "/e/{}/points/")


def main() -> None:
    """Ask, compare, and exit with 1 where the two kinds can be told apart."""
    said = _flags()
    _begin()
    from django.test.utils import setup_test_environment

    from tandem.tenancy.current import using_practice
    from tests.cast import build
    from tests.databases import fresh_copy, make_template

    setup_test_environment()
    worlds: list[Any] = []
    template = make_template(lambda: worlds.append(build()))
    with fresh_copy(template), using_practice(worlds[0].practice_id), planted(said.plant):
        told, faults = compare(worlds[0], 1000 if said.full else said.count, said.seed)
    print(told, *(f"NOT KEPT  {fault}" for fault in faults), *(() if faults else ["All kept."]), sep="\n")
    raise SystemExit(bool(faults))


def compare(world: Any, count: int, seed: int = 1) -> tuple[str, list[str]]:
    """Ask `count` times for what is hidden and for what is absent. Returns the figures, and what tells them apart."""
    browsers = {who: _browser(world, who) for who in WHO}
    took: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, set[bytes]] = defaultdict(set)
    asked = [(kind, n) for n in range(count) for kind in ("hidden", "absent")]
    random.Random(seed).shuffle(asked)
    for kind, n in asked:
        url = PATHS[n % len(PATHS)].format(world.episode_id if kind == "hidden" else uuid4())
        began = time.perf_counter()
        answer = browsers[WHO[n % len(WHO)]].get(url)
        took[kind].append(1000 * (time.perf_counter() - began))
        answers[kind].add(b"%d " % answer.status_code + _all(answer))
    hidden, absent = (statistics.median(took[kind]) for kind in ("hidden", "absent"))
    told = f"{count} hidden, median {hidden:.2f} ms; {count} absent, {absent:.2f} ms; apart by {hidden - absent:.2f}"
    return told, list(_faults(abs(hidden - absent), MOST_MS if count >= 200 else MOST_MS_OF_FEW, answers))


def _browser(world: Any, who: str) -> Any:
    """Return a browser that has been here before: the first request of each is not like the others."""
    from django.test import Client

    from tests.cast import signed_in

    browser = Client(raise_request_exception=False)
    signed_in(browser, world.actor(who).user)
    browser.get("/nowhere/")
    return browser


def _all(answer: Any) -> bytes:
    """Return what can be seen of an answer: headers and page."""
    return "\n".join(f"{name}: {value}" for name, value in answer.items()).encode() + answer.content


def _faults(apart: float, most: float, answers: dict[str, set[bytes]]) -> Iterator[str]:
    if not all(answer.startswith(b"404 ") for answer in answers["hidden"]):
        yield "something hidden was shown"
    if len(answers["hidden"] | answers["absent"]) != 1:
        yield "other bytes for what is hidden than for what is absent"
    if apart > most:
        yield f"they are {apart:.2f} ms apart"


@contextmanager
def planted(fault: str) -> Iterator[None]:
    """Let what is hidden give itself away: `slow` by its time, `longer` by a byte."""
    from django.http import HttpResponse

    from tandem.care import gate
    from tandem.care.models import Episode
    from tandem.config import errors

    right = gate._ask

    def asked(request: Any, view: Any, act: Any, episode_id: Any, *more: Any) -> Any:
        refused, response = right(request, view, act, episode_id, *more)
        if refused and Episode.objects.filter(pk=episode_id).exists():
            time.sleep(0.03 if fault == "slow" else 0)
            if fault == "longer":
                response = HttpResponse(errors.not_found(request).content + b" ", status=404)
        return refused, response

    with patch.object(gate, "_ask", asked if fault else right):
        yield


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.absent", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", default="", choices=["", "slow", "longer"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
