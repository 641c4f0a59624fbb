"""Django's SQLite, but this process's writers take turns before they ask SQLite for its one lock.

SQLite lets whoever waits sleep for up to a tenth of a second between two tries, so that of sixteen
writers some wait for a second while others pass them by. Here the next one is woken at once.
Other processes (the worker) still meet SQLite's own lock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PATIENCE_SECONDS = 20  # as long as SQLite itself waits for a lock
_turn = threading.Lock()


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

    def _start_transaction_under_autocommit(self) -> None:
        _wait_for_turn()
        self.has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

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


def _wait_for_turn() -> None:
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise OperationalError("database is locked")
