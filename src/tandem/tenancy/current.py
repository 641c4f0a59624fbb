"""Which practice we are working for: told once, asked everywhere, never guessed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection

_current: ContextVar[UUID | None] = ContextVar("practice", default=None)


class NoPractice(RuntimeError):
    """A practice's rows were asked for before anyone said which practice."""


def current_practice_id() -> UUID:
    """Return the current practice's id. Raises `NoPractice` when none has been named."""
    practice_id = _current.get()
    if practice_id is None:
        raise NoPractice
    return practice_id


@contextmanager
def using_practice(practice_id: UUID) -> Iterator[None]:
    """Work for one practice; on PostgreSQL the database is told too, and refuses all other rows."""
    before = _current.get()
    _tell_database(practice_id)
    token = _current.set(practice_id)
    try:
        yield
    finally:
        _current.reset(token)
        _tell_database(before)


def _tell_database(practice_id: UUID | None) -> None:
    if connection.vendor != "postgresql":
        return
    if hasattr(connection, "work_for"):  # several machines
        connection.work_for(practice_id)
        return
    if connection.in_atomic_block and connection.needs_rollback:
        return  # a failed transaction takes no more commands, and its end resets nothing we set before it
    with connection.cursor() as cursor:
        cursor.execute(f"SET tandem.practice = '{practice_id or ''}'")
