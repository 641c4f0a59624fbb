"""Guesses from many addresses: how many reach a secret before the limits stand in their way.

python -m proof.guesses                    200 guesses from 50 addresses at each door; SQLite, in one process
python -m proof.guesses --count 10000      as many as the goal asks
python -m proof.guesses --plant alone      each of four processes counts for itself: this must be noticed

The doors: the password, the app's code, and the code on paper. All within one minute, by a clock that stands still.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from proof.takeovers import begin

PLACES = 50
MOST = 5  # tries at one secret in five minutes
PROCESSES = 4  # of a server whose processes would not know of each other


def main() -> None:
    """Guess at every door. Exit with 1 when more guesses than allowed reached the secret."""
    parser = argparse.ArgumentParser(prog="python -m proof.guesses", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--plant", default="", choices=["", "alone"])
    asked = parser.parse_args()
    begin()
    import time_machine
    from django.core.cache import cache

    from proof.thief import staged

    worst = 0
    with staged() as world, time_machine.travel(datetime.now(UTC), tick=False):
        for door in (password, app, paper):
            cache.clear()
            reached = door(world, _browsers(asked.count, alone=bool(asked.plant)))
            worst = max(worst, reached)
            print(
                f"  {door.__name__:<10} {asked.count} guesses from {PLACES} addresses, {reached} reached the secret"
            )
    raise SystemExit(worst > MOST)


def password(world: Any, browsers: Iterator[tuple[Any, int]]) -> int:
    """Guess Cleo's password."""
    from tandem.people.models import User

    with counting(User, "check_password") as reached:
        for browser, number in browsers:
            browser.post(
                "/account/login/", {"login": "cleo@cast.example", "password": f"guess number {number}"}
            )
    return len(reached)


def app(world: Any, browsers: Iterator[tuple[Any, int]]) -> int:
    """Guess the code of Cleo's app, knowing her password."""
    from allauth.mfa.totp.internal.auth import TOTP

    from tandem.people.models import User
    from tests.parts.entering import SECOND, an_app, sign_in

    user = User.objects.get(email="cleo@cast.example")
    an_app(user)
    with counting(TOTP, "validate_code") as reached:
        for browser, number in browsers:
            sign_in(browser, "cleo")
            browser.post(SECOND, {"code": f"{number:06}"})
    return len(reached)


def paper(world: Any, browsers: Iterator[tuple[Any, int]]) -> int:
    """Guess the code on Cleo's paper."""
    from tandem.sign_ins import actions

    with counting(actions, "use_paper_code") as reached:
        for browser, number in browsers:
            said = {"code": f"AAAA-{number:08}", "password": "long enough for this"}
            browser.post("/paper/", said | {"email": "cleo@cast.example"})
    return len([email for email in reached if email])


@contextmanager
def counting(owner: Any, name: str) -> Iterator[list[Any]]:
    """Hand out a list that grows with each call of something."""
    calls: list[Any] = []
    right: Callable[..., Any] = getattr(owner, name)

    def counted(*args: Any, **kwargs: Any) -> Any:
        calls.append(kwargs.get("user", True))
        return right(*args, **kwargs)

    with patch.object(owner, name, counted):
        yield calls


def _browsers(count: int, alone: bool) -> Iterator[tuple[Any, int]]:
    from django.core.cache import cache
    from django.test import Client

    for number in range(count):
        cache.key_prefix = f"process{number % PROCESSES}" if alone else ""  # type: ignore[attr-defined]
        yield Client(REMOTE_ADDR=f"10.0.0.{number % PLACES}"), number


if __name__ == "__main__":
    main()
