"""PostgreSQL's own wall: row-level security, a web role that owns nothing, rows nobody may change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.tenancy.models import Owned

_MINE = "practice_id = nullif(current_setting('tandem.practice', true), '')::uuid"


def secure(connection: BaseDatabaseWrapper, web_role: str | None) -> None:
    """Bring every table's protection up to date. Run by the owner after each migration; safe to repeat.

    On SQLite only the append-only triggers apply.
    """
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "postgresql" and web_role:
            _grant(cursor, web_role)
        for model in owned_models():
            if model._meta.db_table not in tables:
                continue  # a part that was taken back has none
            if connection.vendor == "postgresql":
                _row_level_security(cursor, model._meta.db_table)
            if getattr(model, "append_only", False):
                _append_only(cursor, connection.vendor, model._meta.db_table, web_role)


def owned_models() -> list[Any]:
    """Return every model whose rows belong to a practice."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def _grant(cursor: Any, role: str) -> None:
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"')
    cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
    cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}"')


def _row_level_security(cursor: Any, table: str) -> None:
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS own ON "{table}"')
    cursor.execute(f'CREATE POLICY own ON "{table}" USING ({_MINE}) WITH CHECK ({_MINE})')


def _append_only(cursor: Any, vendor: str, table: str, role: str | None) -> None:
    if vendor == "postgresql":
        if role:
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{role}"')
        return
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_no_{act.lower()}"
        cursor.execute(
            f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )


@contextmanager
def changeable(connection: BaseDatabaseWrapper, model: Any) -> Iterator[None]:
    """Let rows of an append-only table be changed, by the owner and inside the caller's transaction alone.

    Nobody else can change one meanwhile: on SQLite the transaction holds the one writer's lock and ends with the
    guard in place again, or is undone with it; on PostgreSQL the owner has the right, and the web role has not.
    """
    guarded = getattr(model, "append_only", False) and connection.vendor == "sqlite"
    if not guarded:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{model._meta.db_table}_no_update"')
        yield
        _append_only(cursor, connection.vendor, model._meta.db_table, None)


@contextmanager
def removable(connection: BaseDatabaseWrapper, models: Iterable[Any]) -> Iterator[None]:
    """Let rows of append-only tables be removed, by the owner and inside the caller's transaction alone.

    SQLite also overwrites what it removes. Its log, PostgreSQL's dead rows and backups hold it for a while longer.
    """
    guarded = [model for model in models if getattr(model, "append_only", False)]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        for model in guarded:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{model._meta.db_table}_no_delete"')
        yield
        for model in guarded:
            _append_only(cursor, connection.vendor, model._meta.db_table, None)
