"""Count what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test.utils import CaptureQueriesContext

# What frames the questions, and costs no look into a table.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


@contextmanager
def statements(connection: Any) -> Iterator[list[str]]:
    """Hand out a list that holds, afterwards, every statement but those that only frame others."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked += [query["sql"] for query in captured if not query["sql"].startswith(FRAME)]
