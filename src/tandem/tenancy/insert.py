"""Rows that are written on every page or at every step: their SQL is made once. And rows that go for good."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError, connection, models
from django.db.models.sql import InsertQuery
from django.db.transaction import mark_for_rollback_on_error

from tandem.tenancy.models import Owned


def insert(*rows: models.Model) -> None:
    """Write new rows of one table, each as its own `save` would. No signals are sent; nobody here listens to any."""
    if not rows:
        return
    columns = rows[0]._meta.concrete_fields
    values = [
        [column.get_db_prep_save(column.pre_save(row, True), connection) for column in columns]
        for row in rows
    ]
    sql = _statement(type(rows[0]), connection.vendor)
    with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(row: models.Model, *names: str) -> None:
    """Write these columns of a row that is there, as `save(update_fields=names)` would."""
    table: Any = row._meta
    columns = [table.get_field(name) for name in names]
    values = [column.get_db_prep_save(column.pre_save(row, False), connection) for column in columns]
    keys = [key.get_db_prep_save(getattr(row, key.attname), connection) for key in _keys(type(row))]
    with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(_change(type(row), names), [*values, *keys])
        if not cursor.rowcount:
            raise DatabaseError(f"{row} is not there")


def remove(rows: models.QuerySet) -> int:
    """Remove rows in one statement that names their practice; return how many went.

    `rows.delete()` would name only their ids where other tables point to theirs. The database itself
    refuses, at the latest when the transaction ends, while something still points to one of them.
    """
    return rows._raw_delete(rows.db) or 0


@cache
def _change(model: type[models.Model], names: tuple[str, ...]) -> str:
    table: Any = model._meta
    quote = connection.ops.quote_name
    changed = ", ".join(f"{quote(table.get_field(name).column)} = %s" for name in names)
    found = " AND ".join(f"{quote(key.column)} = %s" for key in _keys(model))
    return f"UPDATE {quote(table.db_table)} SET {changed} WHERE {found}"  # noqa: S608  names of ours


def _keys(model: type[models.Model]) -> list[Any]:
    """Return what a row is found by: an owned one by its practice too, so that one machine of several is asked."""
    table: Any = model._meta
    return [table.pk, table.get_field("practice")] if issubclass(model, Owned) else [table.pk]


@cache
def _statement(model: type[models.Model], vendor: str) -> str:
    """Return the INSERT for one row of a table, as the object layer writes it."""
    columns = model._meta.concrete_fields
    nothing: Any = SimpleNamespace(**{column.attname: None for column in columns})
    query = InsertQuery(model)
    query.insert_values(columns, [nothing], raw=True)
    ((sql, _values),) = query.get_compiler(connection=connection).as_sql()
    return str(sql)
