"""Questions that are asked on every page: their SQL is made once, and each time only the values are filled in."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import NamedValuesListIterable
from django.db.models.utils import create_namedtuple_class

from tandem.tenancy.current import current_practice_id, using_practice

Row = TypeVar("Row")
Value = UUID | datetime | str
NEVER = datetime(2999, 12, 31, tzinfo=UTC)


class Prepared(Generic[Row]):
    """A query of the current practice that `build` states with the object layer.

    `build(**values)` is called with stand-ins; the practice is one of the values, so it is never
    remembered. Whatever can't be filled in safely is refused when the SQL is made. Rows that no
    practice owns are asked for with `owned=False`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *, owned: bool = True) -> None:
        self.build, self.owned = build, owned

    def __call__(self, **values: Value) -> list[Row]:
        """Return what `build(**values)` would give. Raises `NoPractice` when no practice has been named."""
        asked = {**values, "practice": current_practice_id()} if self.owned else values
        here = connections[DEFAULT_DB_ALIAS]
        made: dict[Prepared[Any], Statement] = vars(here).setdefault("prepared", {})  # a connection's own
        if self not in made:
            made[self] = Statement(self, values, here)
        return made[self].rows(asked)


class Statement:
    """The SQL, and where each value goes; the query's own compiler still makes rows or objects of what comes back."""

    def __init__(self, asked: Prepared[Any], values: dict[str, Value], here: BaseDatabaseWrapper) -> None:
        self.connection = here
        stand_ins = {name: _stand_in(value, turn) for turn, (name, value) in enumerate(values.items())}
        practice = uuid4()
        with using_practice(practice) if asked.owned else nullcontext():
            self.asked: Any = asked.build(**stand_ins)
            query: Any = self.asked.query
            compiler = query.get_compiler(connection=here)
            sql, self.params = compiler.as_sql()
        named = {**stand_ins, "practice": practice} if asked.owned else stand_ins
        self.names = _names(sql, self.params, named, here)
        self.filled: tuple[Any, ...] = ()
        self.select = compiler.select or ()
        self.limited = query.high_mark is not None
        converters = compiler.get_converters([column for column, *_ in self.select])
        self.sql = sql
        self.named = _Named(self.asked, compiler, converters) if _is_named(self.asked) else None
        compiler.as_sql = lambda *args, **kwargs: (sql, self.filled)
        compiler.get_converters = lambda *args, **kwargs: converters
        query.get_compiler = lambda *args, **kwargs: compiler

    def fill(self, values: dict[str, Value]) -> tuple[Any, ...]:
        """Return the parameters of the SQL for these values."""
        given = {name: _adapted(value, self.connection) for name, value in values.items()}
        return tuple(
            given[name] if name else kept for name, kept in zip(self.names, self.params, strict=True)
        )

    def rows(self, values: dict[str, Value]) -> list[Any]:
        """Ask with these values."""
        self.filled = self.fill(values)
        if self.named is None:
            return list(self.asked._iterable_class(self.asked))
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled)
            return self.named.made_of(cursor.fetchall())

    def named_rows(self, found: list[Any]) -> list[Any]:
        """Make named rows of what the database gave for this SQL."""
        if self.named is None:
            raise ValueError("only named rows can be asked for with others")
        return self.named.made_of(found)


def _is_named(asked: Any) -> bool:
    return asked._iterable_class is NamedValuesListIterable


class _Named:
    """Makes named rows of what the database gives, as `values_list(named=True)` does, with nothing looked up again."""

    def __init__(self, asked: Any, compiler: Any, converters: dict[int, Any]) -> None:
        names = asked._fields
        self.width = len(names)
        self.row = create_namedtuple_class(*names)._make
        self.steps = [
            (place, convert, expression, compiler.connection)
            for place, (converts, expression) in converters.items()
            for convert in converts
        ]

    def made_of(self, found: list[Any]) -> list[Any]:
        rows = [list(row[: self.width]) for row in found]
        for place, convert, expression, here in self.steps:
            for row in rows:
                row[place] = convert(row[place], expression, here)
        return [self.row(row) for row in rows]


def _stand_in(value: Value, turn: int) -> Value:
    if isinstance(value, datetime):
        return NEVER - timedelta(days=turn, seconds=turn)
    return uuid4() if isinstance(value, UUID) else uuid4().hex


def _names(
    sql: str, params: tuple[Any, ...], stand_ins: dict[str, Value], here: BaseDatabaseWrapper
) -> list[str | None]:
    """Return, for each parameter, which value it is, or None for a constant."""
    adapted = {name: _adapted(value, here) for name, value in stand_ins.items()}
    names = [next((name for name, value in adapted.items() if value == param), None) for param in params]
    constants = "\n".join([sql, *(str(param) for name, param in zip(names, params, strict=True) if not name)])
    for name, value in stand_ins.items():
        if name not in names or str(value) in constants or str(adapted[name]) in constants:
            raise ValueError(f"{name} can't be filled in")
    return names


def _adapted(value: Value, here: BaseDatabaseWrapper) -> Any:
    """Return a value as this database is given it."""
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    if isinstance(value, str):
        return value
    return value if here.features.has_native_uuid_field else value.hex
