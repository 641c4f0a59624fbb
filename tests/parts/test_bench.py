"""The benchmark's file of results: merged cell by cell, growth over all of it, before and after."""

import json
from pathlib import Path
from typing import Any

from bench.compare import compare
from bench.results import merge, read
from bench.table import growth, page


def cell(clients: int, cpu: float, **changes: Any) -> dict[str, Any]:
    figures = {
        "cpu_ms": [cpu, cpu + 0.1, cpu - 0.1], "p95_ms": [9.0, 9.5, 10.0], "per_second": [100.0, 101.0, 99.0],
        "bytes": 2000, "others": 0.01,
    }  # fmt: skip
    about = {"operation": "Today", "engine": "sqlite", "clients": clients, "concurrent": 1, "bar": 3.6}
    where = {"commit": "abc1234", "date": "2026-11-25 10:00", "machine": "2 cores"}
    counted = {"statements": 5, "most_statements": 5}
    return {**figures, "floor": figures | {"cpu_ms": [1.0, 1.0, 1.0]}, **about, **where, **counted, **changes}


def test_sizes_measured_one_by_one_are_put_together_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "results.json"

    merge(path, "cells", [cell(1000, 4.0)])
    merge(path, "cells", [cell(100_000, 5.0)])
    merge(path, "cells", [cell(1000, 4.2)])

    assert [(one["clients"], one["cpu_ms"][0]) for one in read(path)["cells"]] == [
        (1000, 4.2),
        (100_000, 5.0),
    ]
    assert json.loads(path.read_text())["imports"] == []


def test_growth_is_over_the_smallest_size_whenever_it_was_measured() -> None:
    small, large, later = cell(1000, 4.0), cell(100_000, 5.0), cell(10_000, 6.0, commit="def")

    assert [growth(one, [small, large, later]) for one in (small, large, later)] == ["–", "1.25", "1.50†"]


def test_the_page_marks_a_disturbed_cell_and_names_its_source() -> None:
    said = page({"cells": [cell(1000, 4.0, others=0.4)], "imports": []})

    assert "4.00 (3.90–4.10)*" in said
    assert "2026-11-25, abc1234: 2 cores" in said


def test_what_lies_within_the_range_of_the_runs_is_no_difference() -> None:
    old = [cell(1000, 4.0), cell(10_000, 4.0)]
    new = [cell(1000, 4.05), cell(10_000, 2.0, statements=4), cell(100_000, 4.0)]

    lines = compare(old, new).splitlines()[2:]

    assert len(lines) == 2
    assert "= (1.01)" in lines[0]
    assert "| 0.50 |" in lines[1]
    assert "5 → 4" in lines[1]
