"""Measure Tandem: `python -m bench.run` writes results.json and RESULTS.md. It never judges times; people do."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import servers
from bench.measure import FULL, QUICK, Cell, Size, measure
from bench.operations import operations
from bench.places import REPO, Place, place
from bench.results import RESULTS, Found, cell, merge, read, surroundings
from bench.table import page, show

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Measure what the flags name."""
    asked = _flags()
    size = QUICK if asked.quick else FULL
    for engine in asked.engines.split(","):
        for clients in map(int, asked.clients.split(",")):
            _say(f"{engine}, {clients:,} clients")
            with place(engine, asked.folder) as here:
                _keep(_measure_place(here, clients, size), asked)


def _keep(measured: Iterator[Found], asked: argparse.Namespace) -> None:
    """Put one place's cells into the file of results, or only show them after a quick run."""
    around = surroundings()
    cells = [{**one, **around} for one in measured]
    if asked.quick and not asked.results:
        print("A quick run: too short to compare by.", show(cells), sep="\n\n", flush=True)
        return
    path = Path(asked.results or RESULTS)
    merge(path, "cells", cells)
    path.with_name("RESULTS.md" if path == RESULTS else f"{path.stem}.md").write_text(page(read(path)))


def _measure_place(here: Place, clients: int, size: Size) -> Iterator[Found]:
    """Seed, count statements, then measure Tandem and, on the same rows, the floor."""
    plan_file = here.folder / "plan.json"
    here.run("bench.seed", plan_file, clients)
    plan = json.loads(plan_file.read_text())
    statements = _statements(here)
    works = operations(plan)
    for work in works:
        next(work.tandem), next(work.tandem)  # the count has answered these two
    with servers.tandem(here) as (port, pid):
        ours = [measure(work, work.tandem, port, _pids(here, pid), size) for work in works]
    with servers.bare(here) as (port, pid):
        floor = [measure(work, work.bare, port, _pids(here, pid), size) for work in works]
    for work, cells, bare in zip(works, ours, floor, strict=True):
        _tell(work.name, cells, bare)
        for concurrent, ours_ in cells.items():
            found = cell(work, here.engine, clients, concurrent, ours_, bare[concurrent])
            yield {**found, "statements": statements[work.name]}


def _statements(here: Place) -> dict[str, int]:
    command = [sys.executable, "-m", "bench.statements", str(here.folder / "plan.json")]
    done = subprocess.run(command, env=here.env, cwd=REPO, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _pids(here: Place, server: int) -> list[int]:
    return [server, here.database_pid] if here.database_pid else [server]


def _tell(name: str, ours: dict[int, Cell], floor: dict[int, Cell]) -> None:
    for concurrent in ours:
        us, bare = (sorted(cells[concurrent].cpu_ms)[1] for cells in (ours, floor))
        _say(f"  {name}, {concurrent} at once: {us:.2f} ms, floor {bare:.2f} ms")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--clients", default="1000,10000,100000", help="sizes, separated by commas")
    parser.add_argument("--engines", default=",".join(ENGINES), help="sqlite, postgresql or both")
    parser.add_argument("--quick", action="store_true", help="a few requests each: does it all still work?")
    parser.add_argument("--results", help="the file that cells are put into; default bench/results.json")
    parser.add_argument(
        "--folder", help="where SQLite's file lies meanwhile; not in memory, or syncing costs nothing"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
