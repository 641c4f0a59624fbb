"""The results as a file that a program reads: one cell for each operation, engine, size and number at once."""

import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from bench.measure import Cell
from bench.operations import Operation
from bench.places import REPO

RESULTS = REPO / "bench" / "results.json"
KEY = ("operation", "engine", "clients", "concurrent")
Found = dict[str, Any]  # a cell, as it is kept


def cell(work: Operation, engine: str, clients: int, concurrent: int, ours: Cell, bare: Cell) -> Found:
    """Return one cell with every raw figure: each list has one value a run."""
    return {
        "operation": work.name,
        "engine": engine,
        "clients": clients,
        "concurrent": concurrent,
        **asdict(ours),
        "floor": asdict(bare),
        "bar": work.bars[engine],
        "most_statements": work.most_statements,
    }


def surroundings() -> Found:
    """Return where and of what something is measured."""
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=REPO, capture_output=True, text=True
    )
    return {
        "commit": asked.stdout.strip(),
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "machine": f"{psutil.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1),
    }


def read(path: Path) -> Found:
    """Return what a file holds: `cells`, and `imports` (see `imports.py`)."""
    return dict(json.loads(path.read_text())) if path.exists() else {"cells": [], "imports": []}


def merge(path: Path, kind: str, new: list[Found], key: tuple[str, ...] = KEY) -> None:
    """Put new cells into a file; those of the same operation, engine and size are replaced, all others stay.

    So engines and sizes can be measured one by one.
    """
    kept = read(path)
    cells = {tuple(one[name] for name in key): one for one in [*kept[kind], *new]}
    kept[kind] = list(cells.values())
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
