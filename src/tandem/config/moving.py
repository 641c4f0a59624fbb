"""Move everything from a SQLite file to the database that is set: copied, counted and compared, or not at all."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from tandem.config import env
from tandem.db.sqlite.base import DatabaseWrapper
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Owned, Practice

MADE_BY_MIGRATE = {"auth", "contenttypes"}  # the same everywhere, and nothing of ours points to them
AT_ONCE = 2000  # our choice: rows in memory
Row = tuple[Any, ...]


class NotMoved(Exception):
    """Nothing was moved, and why."""


def move(path: Path) -> Iterator[tuple[str, int, str]]:
    """Copy every table in one transaction; yield table, number of rows and the start of their checksum.

    Raises `NotMoved` when the two do not have the same tables, the target is not empty, or what was
    written does not read back the same. Sealed words are copied as they are, unopened.
    """
    source = DatabaseWrapper({**connections.settings["default"], **env.database("", path)}, "source")
    try:
        with source.cursor() as cursor, transaction.atomic():
            cursor.execute("BEGIN DEFERRED")  # one moment of the source
            _refuse_other_tables(cursor)
            practices = [row[0] for row in _rows(source, Practice, None)]
            _refuse_rows(practices)
            for model in in_order():
                yield model._meta.db_table, *_moved(source, model, practices)
            count_on()
    finally:
        source.close()


def _moved(source: Any, model: Any, practices: list[UUID]) -> tuple[int, str]:
    """Copy one table and compare: practice by practice where it is owned, since the wall shows one at a time."""
    number, sum_here, sum_there = 0, 0, 0
    for practice in practices if issubclass(model, Owned) else [None]:
        with using_practice(practice) if practice else nullcontext():
            for rows in _parcels(_rows(source, model, practice)):
                _write(model, rows)
                number, sum_here = number + len(rows), sum_here + _sum(rows)
            sum_there += _sum(_rows(connection, model, practice))
    if sum_here != sum_there:
        raise NotMoved(f"{model._meta.db_table} does not read back the same.")
    return number, f"{sum_here % 2**256:064x}"[:12]


def _rows(there: Any, model: Any, practice: UUID | None) -> Iterator[Row]:
    """Read a table without its objects; values as Python knows them, texts as they are kept."""
    fields = model._meta.local_concrete_fields
    quote = there.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"SELECT {columns} FROM {quote(model._meta.db_table)}"  # noqa: S608  names of ours
    values = []
    if practice:
        sql += f" WHERE {quote('practice_id')} = %s"
        values = [practice if there.features.has_native_uuid_field else practice.hex]
    with there.cursor() as cursor:
        cursor.execute(sql, values)
        while some := cursor.fetchmany(AT_ONCE):
            yield from (_known(there, fields, row) for row in some)


def _known(there: Any, fields: Any, row: Any) -> Row:
    known = []
    for field, value in zip(fields, row, strict=True):
        column = field.get_col(field.model._meta.db_table)
        for convert in there.ops.get_db_converters(column) if value is not None else ():
            value = convert(value, column, there)
        if field.get_internal_type() == "JSONField" and value is not None:
            value = json.dumps(json.loads(value) if isinstance(value, str) else value, sort_keys=True)
        known.append(value)
    return tuple(known)


def _write(model: Any, rows: list[Row]) -> None:
    quote = connection.ops.quote_name
    fields = model._meta.local_concrete_fields
    columns, places = ", ".join(quote(one.column) for one in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  names of ours
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _sum(rows: Any) -> int:
    """Return a sum that is the same in whatever order the rows come, and differs when one does."""
    return sum(int.from_bytes(hashlib.sha256(repr(row).encode()).digest()) for row in rows)


def _parcels(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def in_order() -> list[Any]:
    """Return every table's model, those that others point to first."""
    left = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in MADE_BY_MIGRATE]
    done: list[Any] = []
    while left:
        free = [m for m in left if not _points_to(m) & (set(left) - {m})]
        done += free
        left = [m for m in left if m not in free]
    return done


def _points_to(model: Any) -> set[Any]:
    return {field.related_model for field in model._meta.local_fields if field.is_relation}


def _refuse_other_tables(cursor: Any) -> None:
    asked = "SELECT app, name FROM django_migrations"
    cursor.execute(asked)
    there = set(cursor.fetchall())
    with connection.cursor() as here:
        here.execute(asked)
        if set(here.fetchall()) != there:
            raise NotMoved("The two databases are not migrated alike. Run `tandem migrate` on both.")


def _refuse_rows(practices: list[UUID]) -> None:
    for model in in_order():
        for practice in practices if issubclass(model, Owned) else [None]:
            with using_practice(practice) if practice else nullcontext():
                if next(_rows(connection, model, practice), None):
                    raise NotMoved(f"{model._meta.db_table} is not empty.")


def count_on() -> None:
    """Let tables that number their rows go on after the last."""
    models = [model for model in in_order() if not issubclass(model, Owned)]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
