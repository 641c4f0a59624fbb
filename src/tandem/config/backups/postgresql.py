"""PostgreSQL: every table as rows, practice by practice, from one snapshot; and back in one transaction.

Written by roles that the wall between practices binds. `pg_dump` would need one that passes it by.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tandem.config.backups.manifest import Manifest, NotWhole, Sum, Table, by_name
from tandem.config.moving import count_on, in_order
from tandem.record.models import ChainHead
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Owned, Practice

Taken = Callable[[bytes], object]


def copy_out(folder: Path, told: Manifest) -> None:
    """Copy every row as it is at one moment. Others go on writing."""
    with no_limits(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        describe(told, folder)


def describe(told: Manifest, folder: Path | None = None) -> None:
    """Write down what is in the database, and into `folder` its rows, a file for each table."""
    practices = practice_ids()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        told.migrations = by_name(cursor.fetchall())
    for practice in practices:
        with using_practice(practice):
            for number, ends in ChainHead.objects.values_list("sequence", "hash"):
                told.chains[str(practice)] = [number, ends]
    for model in in_order():
        table = model._meta.db_table
        with open(folder / table, "wb") if folder else nullcontext() as file:
            told.tables[table] = _table(model, practices, file.write if file else lambda row: None)


def practice_ids() -> list[UUID]:
    """Return every practice's id."""
    return list(Practice.objects.order_by("id").values_list("id", flat=True))


def _table(model: Any, practices: list[UUID], take: Taken) -> Table:
    whole = Sum()
    for practice in practices if issubclass(model, Owned) else [None]:
        with using_practice(practice) if practice else nullcontext():
            for row in _rows(model, practice):
                whole.add(row)
                take(row)
    return whole.table()


def _rows(model: Any, practice: UUID | None) -> Iterator[bytes]:
    """Yield a table's rows as PostgreSQL itself writes them, each a line."""
    where = f" WHERE practice_id = '{practice}'" if practice else ""
    sql = f'COPY (SELECT {_columns(model)} FROM "{model._meta.db_table}"{where}) TO STDOUT'  # noqa: S608  names of ours
    rest = b""
    with _driver() as cursor, cursor.copy(sql) as copy:
        for block in copy:
            *lines, rest = (rest + bytes(block)).split(b"\n")
            yield from (line + b"\n" for line in lines)
    assert not rest


def copy_in(folder: Path) -> None:
    """Write every row into the empty tables, in the caller's transaction. The wall stands meanwhile."""
    for model in in_order():
        with open(folder / model._meta.db_table, "rb") as file:
            _write(model, file)
    count_on()
    connection.check_constraints()  # now, not when the transaction ends: a rehearsal's never does


def _write(model: Any, file: Any) -> None:
    """Copy into a table of our own first: PostgreSQL refuses COPY into one with row-level security."""
    table, columns = model._meta.db_table, _columns(model)
    empty = f'SELECT {columns} FROM "{table}" LIMIT 0'  # noqa: S608  names of ours
    with _driver() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming ON COMMIT DROP AS {empty}")
        with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            while block := file.read(1 << 20):
                copy.write(block)
        insert = f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM incoming'  # noqa: S608
        if not issubclass(model, Owned):
            cursor.execute(insert)
        else:
            for practice in practice_ids():
                with using_practice(practice):
                    cursor.execute(f"{insert} WHERE practice_id = '{practice}'")
        cursor.execute("DROP TABLE incoming")


def refuse_rows() -> None:
    """Raise `NotWhole` when the database holds anything already."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in in_order():
            if issubclass(model, Owned) or model._meta.db_table not in there:
                continue  # without a practice there is nothing that it owns
            cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}" LIMIT 1')  # noqa: S608  a name of ours
            if cursor.fetchone():
                raise NotWhole(f"{model._meta.db_table} is not empty. A restore needs an empty database.")


@contextmanager
def no_limits() -> Iterator[None]:
    """Take as long as it takes; a page's limits hold again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET idle_in_transaction_session_timeout = 0")
    try:
        yield
    finally:
        connection.close()


def _columns(model: Any) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)


def _driver() -> Any:
    connection.ensure_connection()
    return connection.connection.cursor()
