"""The floor of bringing people in: the same three rows a person, by the bare driver: `raw_import.py FILE PRACTICE`."""

import csv
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import uuid_utils

AT_ONCE = 10_000
TABLES = {
    "people_member": (
        "id,practice_id,name,email,phone,safer,born_on,language,time_zone",
        lambda row: (
            row["key"], row["practice"], row["name"], row["email"], row["phone"], False, row["born_on"],
            row["language"], "UTC",
        ),
    ),
    "people_rolegrant": (
        "id,practice_id,member_id,role,started_at",
        lambda row: (_id(), row["practice"], row["key"], "client", row["at"]),
    ),
    "people_identifier": (
        "id,practice_id,member_id,system,value",
        lambda row: (_id(), row["practice"], row["key"], "floor", row["id"]),
    ),
}  # fmt: skip


def main() -> None:
    """Write the file's people, and print how many seconds it took."""
    begun = time.perf_counter()
    with open(sys.argv[1], newline="") as file:
        rows = _rows(file, sys.argv[2])
        (_postgresql if os.environ.get("BENCH_SUPERUSER_URL") else _sqlite)(rows)
    print(time.perf_counter() - begun)


def _rows(file: Iterable[str], practice: str) -> Iterator[list[dict[str, Any]]]:
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}+00"
    reader = ({**row, "key": _id(), "practice": practice, "at": at} for row in csv.DictReader(file))
    while some := list(islice(reader, AT_ONCE)):
        yield some


def _id() -> str:
    return UUID(int=uuid_utils.uuid7().int).hex


def _sqlite(parts: Iterator[list[dict[str, Any]]]) -> None:
    connection = sqlite3.connect(Path(os.environ["TANDEM_DATA"], "tandem.sqlite3"), timeout=20)
    connection.execute("PRAGMA foreign_keys = ON")
    for part in parts:
        for table, (columns, values) in TABLES.items():
            marks = ",".join("?" * (columns.count(",") + 1))
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", map(values, part))
        connection.commit()


def _postgresql(parts: Iterator[list[dict[str, Any]]]) -> None:
    with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"]) as connection:
        for part in parts:
            for table, (columns, values) in TABLES.items():
                with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in map(values, part):
                        copy.write_row(row)
            connection.commit()


if __name__ == "__main__":
    main()
