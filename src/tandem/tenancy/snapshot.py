"""One moment for a whole page: permission and content are read from the same snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def reading() -> Iterator[None]:
    """Read everything inside from one snapshot of the database; inside a transaction, from that one.

    Nothing may be written inside: PostgreSQL refuses it, and a nested `atomic` fails on SQLite.
    """
    if connection.in_atomic_block:
        yield
        return
    assert connection.features.supports_json_field  # asked once, and by a transaction of its own on SQLite
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")
