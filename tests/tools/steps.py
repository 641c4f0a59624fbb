"""Steps of a test run: each is a command, timed, with one line of what came of it."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

REPO = Path(__file__).resolve().parents[2]
BOTH_STREAMS: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}  # in the order things were said
ALONE: Any = {**BOTH_STREAMS, "start_new_session": True}  # Ctrl-C reaches us only, and we pass it on
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
CLOSING = re.compile(r"^=*\s*((?:\d+ [a-z]+|no tests ran)\b.* in \d[\d.]*s\b.*?)\s*=*$", re.MULTILINE)
RUNNING: list[subprocess.Popen[bytes]] = []
COUNT = re.compile(r"(\d+) (passed|failed|error|skipped|xfailed|xpassed)")


@dataclass(frozen=True)
class Step:
    """A command to run, with what its surroundings say."""

    name: str
    command: list[str]
    env: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of a step."""

    name: str
    seconds: float
    passed: bool
    line: str
    counts: Counter[str] = field(default_factory=Counter)


def check_all(steps: list[Step]) -> list[Outcome]:
    """Run checks two at a time; print what they say only when they fail."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(_check, steps))


def suite(step: Step) -> Outcome:
    """Run pytest, showing its output as it comes, and read its closing line."""
    print(f"\n--- {step.name} ---", flush=True)
    return _run(step, sys.stdout.buffer)


def suite_beside(step: Step) -> tuple[Outcome, bytes]:
    """Run pytest beside another suite. Returns what came of it and what it said, to be shown in its turn."""
    said = io.BytesIO()
    return _run(step, said), said.getvalue()


def end_all() -> None:
    """Tell every suite to stop: pytest ends its servers and browsers first."""
    for process in RUNNING:
        process.send_signal(signal.SIGINT)


def _run(step: Step, shown: IO[bytes]) -> Outcome:
    began = time.monotonic()
    with subprocess.Popen(step.command, cwd=REPO, env=step.env, **ALONE) as process:
        RUNNING.append(process)
        output = _shown_as_it_comes(process, shown)
    RUNNING.remove(process)
    seconds, code = time.monotonic() - began, process.returncode
    closing = CLOSING.findall(COLOURS.sub("", output))
    line = closing[-1] if closing else f"no closing line from pytest, exit code {code}"
    counts = Counter({word: int(number) for number, word in COUNT.findall(line)})
    return Outcome(step.name, seconds, code == 0, line, counts)


def table(outcomes: list[Outcome], seconds: float) -> str:
    """Return one row for each step, with its seconds, and a row for the whole run."""
    rows = [(outcome.name, outcome.seconds, outcome.line) for outcome in outcomes]
    rows.append(("the whole run", seconds, "ok" if all(outcome.passed for outcome in outcomes) else "FAILED"))
    width = max(len(name) for name, *_ in rows)
    head = f"{'step'.ljust(width)}  seconds  result"
    return "\n".join([head, *(f"{name.ljust(width)}  {took:7.1f}  {line}" for name, took, line in rows)])


def closing_line(outcomes: list[Outcome]) -> str:
    """Return the tests' sums over all suites, as the last line of a run."""
    sums = sum((outcome.counts for outcome in outcomes), Counter[str]())
    passed, failed = sums["passed"] + sums["xpassed"], sums["failed"] + sums["error"]
    skipped = sums["skipped"] + sums["xfailed"]
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def _check(step: Step) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(step.command, cwd=REPO, env=step.env, text=True, **BOTH_STREAMS)
    seconds, passed = time.monotonic() - began, done.returncode == 0
    if not passed:
        print(f"\n--- {step.name} ---\n{done.stdout.rstrip()}", flush=True)
    return Outcome(step.name, seconds, passed, "ok" if passed else "FAILED")


def _shown_as_it_comes(process: subprocess.Popen[bytes], shown: IO[bytes]) -> str:
    assert process.stdout
    pieces = []
    while piece := os.read(process.stdout.fileno(), 65536):
        shown.write(piece)
        shown.flush()
        pieces.append(piece)
    return b"".join(pieces).decode(errors="replace")
