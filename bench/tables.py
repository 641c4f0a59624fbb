"""Write many rows fast, past the object layer: executemany on SQLite, COPY on PostgreSQL."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import models

from bench.rows import COLUMNS, Row


class Writer:
    """Collects rows and writes them a table at a time. Every constraint of the database holds."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.heads = {label: _head(apps.get_model(label), names.split()) for label, names in COLUMNS.items()}
        if settings.DATABASE_URL:
            self.connection: Any = psycopg.connect(os.environ["BENCH_SUPERUSER_URL"])
        else:
            self.connection = sqlite3.connect(settings.DATABASES["default"]["NAME"])
            self.connection.execute("PRAGMA foreign_keys = ON")
            self.connection.execute("PRAGMA cache_size = -400000")

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows; they are written by `flush`."""
        for label, values in rows:
            self.waiting[label].append(values)

    def flush(self) -> None:
        """Write what waits, in the order in which tables rest on each other."""
        for label, (table, columns, constants) in self.heads.items():
            rows = [values + constants for values in self.waiting.pop(label, [])]
            if settings.DATABASE_URL:
                with (
                    self.connection.cursor() as cursor,
                    cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
                ):
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ",".join("?" * (columns.count(",") + 1))
                self.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def finish(self) -> None:
        """Commit; on PostgreSQL do at once what its own housekeeping does within the hour."""
        self.flush()
        self.connection.commit()
        if settings.DATABASE_URL:
            self.connection.autocommit = True
            self.connection.execute("VACUUM ANALYZE")
            self.connection.execute("CHECKPOINT")
        else:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()


def stamp(at: datetime) -> str:
    """Return a UTC moment as the database at hand is given it."""
    return f"{at:%Y-%m-%d %H:%M:%S}" + ("+00" if settings.DATABASE_URL else "")


def _head(model: type[models.Model], names: list[str]) -> tuple[str, str, tuple[Any, ...]]:
    """Return table, columns, and the values of columns that are always the same because they are not null."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unset = [name for name, field in fields.items() if name not in names and not field.null]
    constants = tuple(fields[name].get_default() for name in unset)
    columns = ",".join(f'"{fields[name].column}"' for name in [*names, *unset])
    return f'"{model._meta.db_table}"', columns, constants
