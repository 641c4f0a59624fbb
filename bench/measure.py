"""Measure one operation: warm up, then several runs at each number of concurrent requests."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any

from bench import machine
from bench.operations import Operation, Request
from bench.places import REPO

OTHERS_DISTURB = 0.10  # our choice: a tenth of the machine spent on other work marks a cell


@dataclass(frozen=True)
class Size:
    """How much is sent: requests to warm up with, and in each run at 1 and at 16 concurrent."""

    warm: int
    runs: int
    each: dict[int, int]


FULL = Size(warm=64, runs=3, each={1: 150, 16: 400})
QUICK = Size(warm=32, runs=3, each={1: 30, 16: 64})


@dataclass(frozen=True)
class Cell:
    """What one operation cost at one number of concurrent requests; each figure has one value a run."""

    cpu_ms: list[float]
    p95_ms: list[float]
    per_second: list[float]
    bytes: int
    others: float  # the busiest run's share of the machine that others used

    @property
    def contended(self) -> bool:
        """Return whether other work disturbed this."""
        return self.others > OTHERS_DISTURB


def measure(
    work: Operation, requests: Iterator[Request], port: int, pids: list[int], size: Size
) -> dict[int, Cell]:
    """Return a cell for each number of concurrent requests. `requests` are those of the server at this port."""
    _load(list(islice(requests, size.warm)), work, port, 16)
    cells = {}
    for concurrent, count in size.each.items():
        runs = [_run(list(islice(requests, count)), work, port, pids, concurrent) for _ in range(size.runs)]
        cells[concurrent] = Cell(
            cpu_ms=[run["cpu_ms"] for run in runs],
            p95_ms=[run["p95_ms"] for run in runs],
            per_second=[run["per_second"] for run in runs],
            bytes=runs[0]["bytes"],
            others=max(run["others"] for run in runs),
        )
    return cells


def _run(
    requests: list[Request], work: Operation, port: int, pids: list[int], concurrent: int
) -> dict[str, Any]:
    before = machine.read(pids)
    answer = _load(requests, work, port, concurrent)
    spent = machine.between(before, machine.read(pids))
    latencies = sorted(answer["latencies"])
    return {
        "cpu_ms": 1000 * spent.cpu_seconds / len(requests),
        "p95_ms": 1000 * latencies[int(0.95 * (len(latencies) - 1))],
        "per_second": len(requests) / answer["seconds"],
        "bytes": answer["bytes"],
        "others": spent.others,
    }


def _load(requests: list[Request], work: Operation, port: int, concurrent: int) -> dict[str, Any]:
    """Send from another process, so that sending does not count as serving."""
    right = {"good": work.good, "status": work.status}
    job = {"port": port, "requests": requests, "concurrent": concurrent, **right}
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(job),
        cwd=REPO,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise SystemExit("The load client failed; see above.")
    return dict(json.loads(done.stdout))


def middle(values: list[float]) -> str:
    """Return the median with the least and the most."""
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"
