"""Whether an address has an account is told by nothing: not by words, not by status, not by time.

python -m proof.reset_time                 300 known and 300 unknown addresses on each page; SQLite, in one process
python -m proof.reset_time --count 1000    as many as the goal asks
python -m proof.reset_time --plant sends   the link is sent before the answer, as it used to be: this must be noticed

The pages that ask for a link to a new password, and for a code. Known and unknown take turns by chance. The time
is told by AUC: the chance that a known address took longer than an unknown one, 0.5 when nothing can be learned.
"""

import argparse
import random
import re
import time
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

from proof.takeovers import begin

PAGES = ("/account/password/reset/", "/account/login/code/")
ACCOUNTS = 50  # known addresses, in turn
WARM = 20  # requests before the clock counts
FROM_CHANCE = {True: 0.05, False: 0.1}  # how far from 0.5 chance leads: the goal's, and for fewer than 1,000
RANDOM = re.compile(rb'value="\w{64}"|@[a-z0-9]+\.example')


def main() -> None:
    """Measure both pages. Exit with 1 when one of them tells known from unknown."""
    parser = argparse.ArgumentParser(prog="python -m proof.reset_time", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", default="", choices=["", "sends"])
    asked = parser.parse_args()
    begin()
    told = False
    with _practice(), patch("tandem.sign_ins.forms.ResetForm.save", _sends) if asked.plant else nullcontext():
        for url in PAGES:
            told |= _measured(url, asked.count, random.Random(asked.seed))
    raise SystemExit(told)


def _measured(url: str, count: int, chance: random.Random) -> bool:
    turns = [True, False] * count
    chance.shuffle(turns)
    times: dict[bool, list[float]] = {True: [], False: []}
    said: dict[bool, set[Any]] = {True: set(), False: set()}
    for turn, known in enumerate([True, False] * (WARM // 2) + turns):
        seconds, answer = _ask(
            url, f"known{turn % ACCOUNTS}@known.example" if known else f"x{turn}@other.example"
        )
        said[known].add(answer)
        if turn >= WARM:
            times[known].append(seconds)
    area, near = auc(times[True], times[False]), FROM_CHANCE[count >= 1000]
    middle = {known: sorted(some)[len(some) // 2] * 1000 for known, some in times.items()}
    same, chancy = said[True] == said[False], abs(area - 0.5) <= near
    print(
        f"{url:<26} {count} each: known {middle[True]:.2f} ms, unknown {middle[False]:.2f} ms, AUC {area:.3f}, "
        f"{'same words' if same else 'OTHER WORDS'}{'' if chancy else ', TIME TELLS'}"
    )
    return not (same and chancy)


def _ask(url: str, email: str) -> tuple[float, Any]:
    from django.test import Client

    browser = Client()
    began = time.perf_counter()
    answer = browser.post(url, {"email": email})
    seconds = time.perf_counter() - began
    page = browser.get(answer["Location"]) if answer.status_code == 302 else answer
    return seconds, (answer.status_code, answer.headers.get("Location"), RANDOM.sub(b"", page.content))


def auc(known: list[float], unknown: list[float]) -> float:
    """Return the chance that one of `known` is greater than one of `unknown`; ties count half (Mann-Whitney)."""
    ranked = sorted([(value, True) for value in known] + [(value, False) for value in unknown])
    ranks = sum(rank for rank, (_value, is_known) in enumerate(ranked, start=1) if is_known)
    return (ranks - len(known) * (len(known) + 1) / 2) / (len(known) * len(unknown))


def _practice() -> Any:
    from proof.thief import staged

    return staged(_accounts)


def _accounts(world: Any) -> None:
    from django.conf import settings

    from tandem.people.models import Belonging, Member, User

    settings.ACCOUNT_RATE_LIMITS = False  # they would end the measuring after five
    cleo = Member.objects.get(pk=world.people["cleo"][0])
    for number in range(ACCOUNTS):
        user = User.objects.create_user(f"known{number}@known.example")
        Belonging.objects.create(user=user, practice=cleo.practice, member_id=cleo.pk)


def _sends(form: Any, request: Any, **kwargs: Any) -> str:
    from django.core.mail import send_mail

    from tandem.people.queries import account
    from tandem.sign_ins.letters import new_password_path

    email: str = form.cleaned_data["email"]
    if user := account(email):
        send_mail("You have a message", new_password_path(user), None, [email])
    return email


if __name__ == "__main__":
    main()
