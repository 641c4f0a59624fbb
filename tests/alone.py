"""Every statement of a practice's work carries the practice, so that one machine of several can answer it.

`conftest.py` lets all tests run under it. Statements that a test writes itself are not judged, only what
comes from the program.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

import tandem
from tandem.people.models import User
from tandem.tenancy import current
from tandem.tenancy.models import Practice
from tandem.tenancy.security import owned_models
from tests.tools.shapes import shape

SOURCE = str(Path(tandem.__file__).parent)
OWNED = frozenset(model._meta.db_table for model in owned_models())
EVERYWHERE = {User._meta.db_table, Practice._meta.db_table}  # copied to every machine


@contextmanager
def heeded(tests_too: bool = False) -> Iterator[list[str]]:
    """Hand out a list that holds, afterwards, each statement that no single machine could answer."""
    found: list[str] = []

    def heed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        for values in params if many else [params]:
            fault = wrong(sql, values or (), current._current.get())
            if fault and (tests_too or _is_ours()):
                found.append(f"{fault}: {sql}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(heed):
        yield found


def wrong(sql: str, params: Any, practice: UUID | None) -> str:
    """Return why several machines would have to answer this, or nothing."""
    if (
        not isinstance(sql, str)
        or '"' not in sql
        or sql.startswith(("CREATE", "ALTER", "DROP", "GRANT", "REVOKE"))
    ):
        return ""
    read = shape(sql, OWNED)
    if not read.tables & OWNED:
        return ""
    if read.loose:
        return f"not held to a practice: {', '.join(sorted(read.loose))}"
    if beside := read.tables - OWNED - EVERYWHERE:
        return f"asked together with {', '.join(sorted(beside))}"
    given = [params[n] for n in read.values]
    each = [one for value in given for one in (value if isinstance(value, list | tuple) else [value])]
    named = practice.hex if practice else None
    return "" if all(_hex(one) == named for one in each) else "for another practice"


def refuse_exclude_over_many(query: Any, filter_expr: Any, *args: Any) -> Any:
    """Stand in for what Django does with `exclude()` over a relation to many: a subquery without the practice."""
    raise AssertionError(f"exclude() over several rows ({filter_expr}): write filter(~Exists(...))")


def _hex(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _is_ours() -> bool:
    """Return whether the program asks, and not the test."""
    frame: Any = sys._getframe(1)
    while frame:
        name = frame.f_code.co_filename
        if name.startswith(SOURCE) and "/tenancy/" not in name and "/tests/" not in name:
            return True
        frame = frame.f_back
    return False
