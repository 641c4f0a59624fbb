"""What differs between the two databases, for tests that reach under the program."""

import os
from typing import Any

import psycopg
import pytest
from django.db import connection

from tandem.tenancy.current import current_practice_id
from tandem.tenancy.security import owned_models
from tests.databases import url_for

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="one file, one writer")


def raw(value: Any) -> Any:
    """Return an id as this engine keeps it."""
    return value if connection.vendor == "postgresql" else value.hex


def select(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return rows as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def tamper(sql: str, *values: Any) -> int:
    """Change rows behind the program's back, as somebody with the database's own password could.

    `practice_id = %s` is always the first condition. Returns how many rows changed.
    """
    practice_id = current_practice_id()
    if connection.vendor == "sqlite":
        return _tamper_sqlite(sql, raw(practice_id), *values)
    url = url_for(connection.settings_dict["NAME"], os.environ["TANDEM_OWNER_DATABASE_URL"])
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"SET tandem.practice = '{practice_id}'")
        return owner.execute(sql, (practice_id, *values)).rowcount


def _tamper_sqlite(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        for model in owned_models():
            for act in ("update", "delete"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{model._meta.db_table}_no_{act}"')
        cursor.execute(sql, values)
        return int(cursor.rowcount)
