"""A column that every database sorts alike."""

from typing import Any

from django.db import models


class Plain(models.CharField):
    """Plain words, sorted by code point and not as a language would: only so does an index find a beginning.

    SQLite sorts so by itself; PostgreSQL is told.
    """

    def db_type(self, connection: Any) -> str | None:
        found = super().db_type(connection)
        return f'{found} COLLATE "C"' if connection.vendor == "postgresql" else found
