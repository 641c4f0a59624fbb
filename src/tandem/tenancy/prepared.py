"""Questions that are asked on every page: their SQL is made once, and each time only the values are filled in."""

import threading
from collections import namedtuple
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet

from tandem.tenancy.current import current_practice_id, using_practice

Value = UUID | datetime
NEVER = datetime(2999, 12, 31, tzinfo=UTC)


class Prepared:
    """A query of the current practice that `build` states with the object layer.

    `build(**values)` is called with stand-ins and returns a `values_list`; the practice is one of the
    values, so it is never remembered. Whatever can't be filled in safely is refused when the SQL is made.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.made = threading.local()  # a compiler belongs to its thread's connection

    def __call__(self, **values: Value) -> list[Any]:
        """Return the rows as named tuples. Raises `NoPractice` when no practice has been named."""
        asked = {**values, "practice": current_practice_id()}
        statement = getattr(self.made, connection.vendor, None)
        if statement is None:
            statement = _Statement(self.build, values)
            setattr(self.made, connection.vendor, statement)
        return statement.rows(asked)


class _Statement:
    """The SQL, where each value goes, and how rows come back."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> None:
        stand_ins = {name: _stand_in(value, turn) for turn, (name, value) in enumerate(values.items())}
        practice = uuid4()
        with using_practice(practice):
            query = build(**stand_ins)
            self.compiler = query.query.get_compiler(connection=connection)
            self.sql, self.params = self.compiler.as_sql()
        self.names = _names(self.sql, self.params, {**stand_ins, "practice": practice})
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.row = namedtuple("Row", query._fields)._make  # type: ignore[attr-defined]

    def rows(self, values: dict[str, Value]) -> list[Any]:
        """Ask with these values."""
        given = {name: _adapted(value) for name, value in values.items()}
        params = [given[name] if name else kept for name, kept in zip(self.names, self.params, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return [self.row(row) for row in self.compiler.apply_converters(found, self.converters)]


def _stand_in(value: Value, turn: int) -> Value:
    return uuid4() if isinstance(value, UUID) else NEVER - timedelta(days=turn, seconds=turn)


def _names(sql: str, params: tuple[Any, ...], stand_ins: dict[str, Value]) -> list[str | None]:
    """Return, for each parameter, which value it is, or None for a constant."""
    adapted = {name: _adapted(value) for name, value in stand_ins.items()}
    names = [next((name for name, value in adapted.items() if value == param), None) for param in params]
    constants = "\n".join([sql, *(str(param) for name, param in zip(names, params, strict=True) if not name)])
    for name, value in stand_ins.items():
        if name not in names or str(value) in constants or str(adapted[name]) in constants:
            raise ValueError(f"{name} can't be filled in")
    return names


def _adapted(value: Value) -> Any:
    """Return a value as this database is given it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value if connection.features.has_native_uuid_field else value.hex
