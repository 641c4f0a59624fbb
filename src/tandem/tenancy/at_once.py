"""Several prepared questions in one statement: a page waits once for the database where it would wait twice."""

from itertools import groupby
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.tenancy.current import current_practice_id
from tandem.tenancy.prepared import Prepared, Statement, Value

ALL = 1_000_000  # SQLite leaves out the order of a part that has no limit


class Asked(NamedTuple):
    """A question with the values to ask it for."""

    question: Prepared[Any]
    values: dict[str, Value]


def ask(question: Prepared[Any], **values: Value) -> Asked:
    """Return a question to be asked with others."""
    return Asked(question, values)


def at_once(*asked: Asked) -> list[list[Any]]:
    """Return the rows of each question, in its own order; all must have named rows.

    Raises `NoPractice` when no practice has been named.
    """
    here = connections[DEFAULT_DB_ALIAS]
    made: dict[Any, _Joined] = vars(here).setdefault("asked_at_once", {})  # a connection's own
    key = tuple(one.question for one in asked)
    if key not in made:
        made[key] = _Joined([Statement(one.question, one.values, here) for one in asked], here)
    practice = current_practice_id()
    return made[key].rows([{**one.values, "practice": practice} for one in asked])


class _Joined:
    """Each part's rows carry its number, then nothing in the columns of the parts before and after."""

    def __init__(self, parts: list[Statement], here: BaseDatabaseWrapper) -> None:
        self.parts, self.connection = parts, here
        columns = [_columns(part, here) for part in parts]
        self.starts = [1 + sum(map(len, columns[:turn])) for turn in range(len(parts))]
        self.sql = " UNION ALL ".join(_part(turn, part, columns) for turn, part in enumerate(parts))

    def rows(self, values: list[dict[str, Value]]) -> list[list[Any]]:
        """Ask with the values of each part."""
        pairs = zip(self.parts, values, strict=True)
        filled = tuple(value for part, given in pairs for value in part.fill(given))
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = {turn: list(some) for turn, some in groupby(cursor.fetchall(), key=lambda row: row[0])}
        return [
            part.named_rows([row[start:] for row in found.get(turn, [])])
            for turn, (part, start) in enumerate(zip(self.parts, self.starts, strict=True))
        ]


def _columns(part: Statement, here: BaseDatabaseWrapper) -> list[str]:
    """Return a typed nothing for each column: PostgreSQL wants to know of what kind."""
    kinds = [column.output_field.cast_db_type(here) for column, *_ in part.select]
    return [f"CAST(NULL AS {kind})" if here.vendor == "postgresql" else "NULL" for kind in kinds]


def _part(turn: int, part: Statement, columns: list[list[str]]) -> str:
    before = [nothing for some in columns[:turn] for nothing in some]
    after = [nothing for some in columns[turn + 1 :] for nothing in some]
    limited = part.sql if part.limited else f"{part.sql} LIMIT {ALL}"
    shown = ", ".join([str(turn), *before, "part.*", *after])
    return f"SELECT {shown} FROM ({limited}) part"  # noqa: S608  made of compiled queries, values apart
