"""Write many rows fast, past the object layer: `executemany` on SQLite, COPY on PostgreSQL. Constraints hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from tandem.config.server import checkpoint

Row = tuple[str, tuple[Any, ...]]  # a model's label and its values, in the order of the writer's columns


class Writer:
    """Collects rows and writes them a table at a time, in one transaction each time.

    `columns` names, by model's label, the columns that rows bring; all others are null or have their default.
    Inside `using_practice`, row-level security lets through that practice's rows and no others.
    """

    def __init__(self, columns: dict[str, str]) -> None:
        self.written = 0
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._heads = {label: _head(apps.get_model(label), names.split()) for label, names in columns.items()}

    def add(self, label: str, *values: Any) -> None:
        """Take one row; it is written by `flush`."""
        self._waiting[label].append(values)

    def take(self, rows: Iterable[Row]) -> None:
        """Take many rows."""
        for label, values in rows:
            self._waiting[label].append(values)

    @property
    def waiting(self) -> int:
        """Return how many rows wait to be written."""
        return sum(map(len, self._waiting.values()))

    def flush(self) -> None:
        """Write what waits, in the order in which the columns name the tables, or nothing."""
        write = _copy if connection.vendor == "postgresql" else _insert
        with transaction.atomic():
            for label, head in self._heads.items():
                if rows := self._waiting.pop(label, None):
                    write(head, rows)
                    self.written += len(rows)
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            checkpoint()  # which happens by itself only where a server runs


Head = tuple[str, str, tuple[Any, ...]]  # table, columns, and the values that are the same in each row


def _head(model: type[models.Model], names: list[str]) -> Head:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unset = [
        name for name, field in fields.items() if name not in names and not field.null and not _counts(field)
    ]
    constants = tuple(fields[name].get_default() for name in unset)
    columns = ",".join(f'"{fields[name].column}"' for name in [*names, *unset])
    return f'"{model._meta.db_table}"', columns, constants


def _counts(field: Any) -> bool:
    """Return whether the database numbers this column by itself."""
    return isinstance(field, models.AutoField)


def _insert(head: Head, rows: list[tuple[Any, ...]]) -> None:
    table, columns, constants = head
    marks = ",".join("?" * (columns.count(",") + 1))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  names of ours
    connection.connection.executemany(sql, (row + constants for row in rows) if constants else rows)


def _copy(head: Head, rows: list[tuple[Any, ...]]) -> None:
    """Copy into a table of our own first: PostgreSQL refuses COPY into one with row-level security."""
    table, columns, constants = head
    with connection.connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")  # noqa: S608
        with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row + constants)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")  # noqa: S608
        cursor.execute("DROP TABLE incoming")


def settle() -> None:
    """Let the database do at once what its own housekeeping does later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def stamp(at: datetime) -> str:
    """Return a UTC moment, whole seconds, as the database at hand is given it."""
    return str(at)[:19] + stamp_end()


def stamp_end() -> str:
    """Return what ends such a moment."""
    return "+00" if connection.vendor == "postgresql" else ""


@contextmanager
def for_bulk() -> Iterator[None]:
    """Let one connection write much: PostgreSQL's limits on a page's statements don't hold here."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
        yield
        return
    connection.connection.execute("PRAGMA cache_size = -256000")  # 256 MB, while it lasts
    yield
    connection.connection.execute("PRAGMA cache_size = -20000")
