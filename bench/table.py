"""The table, from a file of results: `python -m bench.table bench/results.json > bench/RESULTS.md`."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import OTHERS_DISTURB, middle
from bench.results import RESULTS, Found, read

HEAD = (
    "operation", "engine", "clients", "at once", "CPU ms (min–max)", "bar", "floor CPU ms", "ratio", "growth",
    "p95 ms", "req/s", "floor req/s", "SQL", "bytes", "others",
)  # fmt: skip
IMPORT_HEAD = (
    "engine", "rows", "checked rows/s", "written rows/s", "floor rows/s", "worker’s peak MB", "server’s peak MB",
    "Today p95 ms: before", "while checking", "while writing", "check submitted p95 ms: before", "while checking",
    "while writing",
)  # fmt: skip
NOTES = """Each figure is a median with the least and the most. “Growth” is CPU ms over that at the smallest size; †
says that the two were measured at different commits. “Others” is the share of the machine that other work took
(Tandem / floor); a star marks a cell where it was more than 10 %. Absolute times hold for that machine alone; ratios
carry over."""


def main() -> None:
    """Print the table of the file that is named, or of `results.json`."""
    print(page(read(Path(sys.argv[1]) if len(sys.argv) > 1 else RESULTS)), end="")


def page(found: Found) -> str:
    """Return results as a page: where they are from, the table, and the one of bringing people in."""
    parts = ["# Measured", _sources([*found["cells"], *found["imports"]]), NOTES, show(found["cells"])]
    if found["imports"]:
        parts += ["## Bringing people in", imports(found["imports"])]
    return "\n\n".join(parts) + "\n"


def _sources(cells: Iterable[Found]) -> str:
    told = sorted({f"- {one['date'][:10]}, {one['commit']}: {one['machine']}" for one in cells})
    return "\n".join(told)


def show(cells: list[Found]) -> str:
    """Return cells as one Markdown table."""
    return _table(HEAD, cells, lambda one: _cells(one, cells))


def imports(cells: list[Found]) -> str:
    """Return how fast people come in, and what others notice of it."""
    return _table(IMPORT_HEAD, cells, _import_cells)


def _table(head: tuple[str, ...], cells: list[Found], row: Callable[[Found], list[str]]) -> str:
    return "\n".join([_line(head), _line(["---"] * len(head)), *(_line(row(one)) for one in cells)])


def _cells(one: Found, cells: list[Found]) -> list[str]:
    floor = one["floor"]
    return [
        one["operation"],
        one["engine"],
        f"{one['clients']:,}",
        str(one["concurrent"]),
        middle(one["cpu_ms"]) + _star(one),
        f"{one['bar']}",
        middle(floor["cpu_ms"]) + _star(floor),
        f"{median(one['cpu_ms']) / median(floor['cpu_ms']):.1f}",
        growth(one, cells),
        f"{median(one['p95_ms']):.1f}",
        f"{median(one['per_second']):.0f}",
        f"{median(floor['per_second']):.0f}",
        f"{one['statements']} of {one['most_statements']}",
        f"{one['bytes']:,}",
        f"{one['others']:.0%} / {floor['others']:.0%}",
    ]


def _star(measured: Found) -> str:
    return "*" if measured["others"] > OTHERS_DISTURB else ""


def growth(one: Found, cells: list[Found]) -> str:
    """Return CPU here over CPU at the smallest size in the file, whenever that was measured."""
    names = ("operation", "engine", "concurrent")
    same = [other for other in cells if all(other[name] == one[name] for name in names)]
    smallest = min(same, key=lambda other: int(other["clients"]))
    if smallest["clients"] == one["clients"]:
        return "–"
    apart = "" if smallest["commit"] == one["commit"] else "†"
    return f"{median(one['cpu_ms']) / median(smallest['cpu_ms']):.2f}{apart}"


def _import_cells(one: Found) -> list[str]:
    times = [
        one[when][what]
        for what in ("today_p95_ms", "submit_p95_ms")
        for when in ("before", "checking", "writing")
    ]
    return [
        one["engine"],
        f"{one['rows']:,}",
        *(f"{one[name]:,.0f}" for name in ("checked_per_second", "written_per_second", "floor_per_second")),
        *(f"{one[name]:.0f}" for name in ("worker_mb", "server_mb")),
        *(f"{value:.0f}" for value in times),
    ]


def _line(cells: Iterable[Any]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
