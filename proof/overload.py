"""Three times as much is asked as can be served: what was acknowledged is kept, and what goes first still goes.

python -m proof.overload                         both databases, a minute each; then killed in the middle
python -m proof.overload --plant early           the server says "saved" before it is: this must be noticed
python -m proof.overload --plant one-lane        no lane is kept free: this must be noticed
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench import servers
from bench.places import Place, place
from proof import practice
from proof.crowd import Answer, Ask, Crowd, forever, of_kind, quantile

AT_ONCE = 16  # how capacity is measured
TIMES = 3  # our choice: a rush, as after a closed day
SHARES = {"check": 0.15, "sign-in": 0.05}  # of what is asked; the rest are pages
FIRST_P95_MS = 1000  # our choice: longer, and people press the button again
REFUSAL_MEDIAN_MS = 50  # our choice: "at once", on a machine that sends the load as well
FIRST_REFUSED = 0.01  # our choice: of what goes first, next to none is refused while pages are
RECOVERY_SECONDS = 5


@dataclass
class Day:
    """What was asked in one run, and what has to be true of it."""

    place: Place
    asks: dict[str, list[Ask]]
    plant: str
    judge_times: bool
    due: deque[Ask] = field(default_factory=deque)
    answers: list[Answer] = field(default_factory=list)
    told: list[Answer] = field(default_factory=list)  # of checks, in all scenes
    capacity: float = 0

    def __post_init__(self) -> None:
        self.due.extend(self.asks["check"])
        self.pages, self.sign_ins = forever(self.asks["page"]), forever(self.asks["sign-in"])

    def next(self) -> Ask:
        """Return the next request: a check that nobody has sent, the sign-in page, or a page."""
        chance = random.random()
        if chance < SHARES["check"] and self.due:
            return self.due.popleft()
        return next(self.sign_ins if chance < sum(SHARES.values()) else self.pages)

    def hear(self, answer: Answer) -> None:
        """Note an answer. A check that was refused is sent again later, as a person would."""
        self.answers.append(answer)
        if answer.ask.kind == "check":
            self.told.append(answer)
            if answer.status == 503:
                self.due.append(answer.ask)

    def command(self) -> list[str]:
        """Return how the server is started, with its planted fault if there is one."""
        start = [sys.executable, "-m", "proof.planted", self.plant] if self.plant else [practice.TANDEM]
        return [*start, "serve", "--bind", "fd://{fd}"]


def main() -> None:
    """Run both scenes on each engine; exit with 1 when a promise did not hold."""
    asked = _flags()
    broken: list[str] = []
    for engine in asked.engines.split(","):
        with place(engine, asked.folder) as here:
            day = Day(here, practice.asks(practice.seeded(here, asked.clients)), asked.plant, not asked.short)
            for scene in (_too_many,) if asked.short else (_too_many, _killed):
                print(f"{engine}, {scene.__doc__}", flush=True)
                broken += [f"{engine}: {fault}" for fault in scene(day, asked.seconds)]
    print("", *(f"NOT KEPT  {fault}" for fault in broken), *(() if broken else ["All kept."]), sep="\n")
    raise SystemExit(bool(broken))


def _too_many(day: Day, seconds: float) -> Iterator[str]:
    """three times what can be served"""
    with servers.serving(day.place, day.command()) as (port, _pid):
        asyncio.run(_measure_capacity(day, port, seconds / 6))
        asyncio.run(_rush(day, port, seconds))
        rush, ended = day.answers, time.monotonic()
        day.answers = []
        after = asyncio.run(_afterwards(day, port))
    day.answers = rush
    _tell(day)
    yield from _promises(day)
    back = [one for one in after if one.status == 200]
    print(f"  afterwards: {len(back)} of {len(after)} served, p95 {quantile(back, 0.95):.0f} ms")
    if len(back) < len(after) or after[0].began + after[0].seconds - ended > RECOVERY_SECONDS:
        yield "it did not recover at once"
    yield from _kept(day)


def _killed(day: Day, seconds: float) -> Iterator[str]:
    """killed in the middle"""
    day.answers = []
    with servers.serving(day.place, day.command()) as (port, pid):
        asyncio.run(_rush(day, port, seconds / 3, lambda: os.killpg(pid, signal.SIGKILL)))
    with servers.serving(day.place, day.command()):
        pass  # it starts again
    served = [one for one in day.answers if one.status == 200]
    print(f"  {len(served)} served until it was killed")
    yield from _kept(day)
    if ill := practice.doctor(day.place):
        yield f"the doctor found something:\n{ill}"


async def _measure_capacity(day: Day, port: int, seconds: float) -> None:
    crowd = Crowd(port, day.hear)
    await crowd.so_many(day.next, AT_ONCE, seconds / 3)  # warm
    before = len(crowd.answers)
    await crowd.so_many(day.next, AT_ONCE, seconds)
    day.capacity = (len(crowd.answers) - before) / seconds
    print(
        f"  capacity {day.capacity:.0f} requests a second, p95 {quantile(crowd.answers[before:], 0.95):.0f} ms"
    )
    await crowd.leave()
    day.answers = []


async def _rush(day: Day, port: int, seconds: float, in_the_middle: Callable[[], None] | None = None) -> None:
    crowd = Crowd(port, day.hear)
    if in_the_middle:
        asyncio.get_running_loop().call_later(seconds / 2, in_the_middle)
    await crowd.at_rate(day.next, TIMES * day.capacity, seconds)
    await crowd.leave()


async def _afterwards(day: Day, port: int) -> list[Answer]:
    """Return what two people are answered, once the rush is over."""
    crowd = Crowd(port, day.hear)
    await crowd.so_many(day.next, 2, 1)
    await crowd.leave()
    return crowd.answers


def _tell(day: Day) -> None:
    print(f"  {len(day.answers)} asked")
    for kind in day.asks:
        good, refused = of_kind(day.answers, kind, 200), of_kind(day.answers, kind, 503)
        print(
            f"  {kind:8} {len(good):6} served, p50 {quantile(good, 0.5):.0f} p95 {quantile(good, 0.95):.0f}"
            f" max {quantile(good, 1):.0f} ms; {len(refused):6} refused ({_refused(day, kind):.1%}),"
            f" median {quantile(refused, 0.5):.0f} p95 {quantile(refused, 0.95):.0f} ms"
        )


def _promises(day: Day) -> Iterator[str]:
    strange = Counter((one.ask.kind, one.status) for one in day.answers if one.status not in {200, 503})
    if strange:
        yield f"neither served nor refused: {dict(strange)}"
    refused = [one for one in day.answers if one.status == 503]
    if not refused:
        yield "nothing was refused: this was no rush"
    elif day.judge_times and quantile(refused, 0.5) > REFUSAL_MEDIAN_MS:
        yield f"a refusal took {quantile(refused, 0.5):.0f} ms"
    for kind in ("check", "sign-in"):
        took = quantile(of_kind(day.answers, kind, 200), 0.95)
        if day.judge_times and took > FIRST_P95_MS:
            yield f"{kind}: p95 is {took:.0f} ms"
        at_most = FIRST_REFUSED if day.judge_times else _refused(day, "page") / 2
        if _refused(day, kind) > at_most:
            yield f"{kind}: {_refused(day, kind):.1%} were refused"


def _refused(day: Day, kind: str) -> float:
    return len(of_kind(day.answers, kind, 503)) / max(1, len(of_kind(day.answers, kind)))


def _kept(day: Day) -> Iterator[str]:
    """Compare what people were told with what the database holds."""
    there = practice.kept(day.place)
    told = {one.ask.key for one in day.told if one.status == 200}
    unsure = {one.ask.key for one in day.told if one.status not in {200, 503}}
    refused = {one.ask.key for one in day.told if one.status == 503}
    lost, twice = told - there.keys(), [key for key, count in there.items() if count > 1]
    unasked = (refused - told - unsure) & there.keys()
    print(f"  {len(told)} told saved: {len(lost)} lost, {len(twice)} twice; {len(unasked)} refused and there")
    if lost:
        yield f"{len(lost)} checks were acknowledged and are not there"
    if twice:
        yield f"{len(twice)} checks are there more than once"
    if unasked:
        yield f"{len(unasked)} checks were refused and are there"


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.overload", description=__doc__.splitlines()[0])
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--plant", default="", choices=["", "early", "one-lane"])
    parser.add_argument(
        "--short", action="store_true", help="for the tests: one scene, and no time is judged"
    )
    parser.add_argument("--folder", help="where SQLite’s file lies meanwhile; not in memory")
    return parser.parse_args()


if __name__ == "__main__":
    main()
