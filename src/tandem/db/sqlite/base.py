"""Django's SQLite, but this process's writers take turns before they ask SQLite for its one lock.

SQLite lets whoever waits sleep for up to a tenth of a second between two tries, so that of sixteen
writers some wait for a second while others pass them by. Here the next one is woken at once.
Other processes (the worker, an import) meet SQLite's own lock; whoever waits for it asks a thousand times a second,
so that processes which hand the turn to each other at once do not shut a third one out.

What every statement does is done once: placeholders are rewritten once for each text, and a time read from a
column comes as UTC at once.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PATIENCE_SECONDS = 20  # as long as SQLite itself waits for a lock
_turn = threading.Lock()


def _utc(stored: bytes) -> datetime:
    """Return a time as Django's settings here mean it; it is stored without its zone, which is UTC."""
    at = datetime.fromisoformat(stored.decode())
    return at if at.tzinfo else at.replace(tzinfo=UTC)


sqlite3.register_converter("datetime", _utc)


@lru_cache(maxsize=512)
def _with_question_marks(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that rewrites the placeholders of each statement once."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None:
            return _with_question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the turn from BEGIN IMMEDIATE until COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_turn = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn without a transaction, for what must meet no writer. Nothing may be written inside."""
        _wait_for_turn()
        try:
            yield
        finally:
            _turn.release()

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        _wait_for_turn()
        self.has_turn = True
        try:
            self.ask_often(super()._start_transaction_under_autocommit, PATIENCE_SECONDS)  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def ask_often(self, begin: Callable[[], object], patience: float) -> None:
        """Begin as soon as no other process writes. Raises `OperationalError` after `patience` seconds."""
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 1")
        try:
            while not _began(begin, until):
                pass  # SQLite has slept for a millisecond
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE_SECONDS}")

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            _turn.release()


def _began(begin: Callable[[], object], until: float) -> bool:
    try:
        begin()
    except OperationalError as error:
        if "locked" not in str(error) or time.monotonic() > until:
            raise
        return False
    return True


def _wait_for_turn() -> None:
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise OperationalError("database is locked")
