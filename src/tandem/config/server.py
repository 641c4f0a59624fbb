"""The web server: one process with threads on SQLite, two on PostgreSQL; `lanes` says who works at once."""

import gc
import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from gunicorn.app.base import BaseApplication

from tandem.config.rules import PLACES, QUEUE, SPARE_THREADS
from tandem.db.sqlite.base import PATIENCE_SECONDS

log = logging.getLogger(__name__)

CHECKPOINT_EVERY_SECONDS = 5
CHECKPOINT_AGAIN_SECONDS = 1  # after one that somebody's reading or another process's writing stopped
CHECKPOINT_WAITS_FOR_WRITERS_SECONDS = 0.5  # of another process; our own wait for the same meanwhile
CHECKPOINT_PATIENCE_MS = 100  # our choice: nobody notices a pause of a tenth of a second


class Server(BaseApplication):
    """gunicorn, told what it needs without a file."""

    def __init__(self, bind: str, when_ready: Callable[[], None] | None = None) -> None:
        self.bind, self.when_ready = bind, when_ready
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's own."""
        options: dict[str, Any] = {
            "bind": self.bind,
            "workers": 2 if settings.DATABASE_URL else 1,
            "threads": PLACES + QUEUE + SPARE_THREADS,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "control_socket_disable": True,
            "post_worker_init": _begin,
            "accesslog": None,  # addresses name episodes; the record knows who looked
            "errorlog": "-",
            "loglevel": "warning",
        }
        if self.when_ready:
            options["when_ready"] = lambda _server: self.when_ready()
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from tandem.config.wsgi import application

        return application


def _begin(worker: Any) -> None:
    """Start the one thread that empties SQLite's log; no commit ever does it by the way."""
    gc.collect()
    gc.freeze()  # what was loaded to start with stays: looking through it again costs each request a little
    if connection.vendor == "sqlite":
        threading.Thread(target=_checkpoint_forever, name="checkpoint", daemon=True).start()


def _checkpoint_forever() -> None:
    while True:
        time.sleep(CHECKPOINT_EVERY_SECONDS if checkpoint() else CHECKPOINT_AGAIN_SECONDS)


def checkpoint() -> bool:
    """Move SQLite's log into the database file while no one writes. Returns whether it could.

    SQLite before 3.51.3 can damage a database when a checkpoint that a commit set off meets another
    commit; TRUNCATE holds the writer's lock, so here the two never meet (sqlite.org/wal.html).
    It waits with that lock held for whoever still reads: only briefly, or a backup would stop all writers.
    """
    try:
        with connection.cursor() as cursor, connection.turn():  # type: ignore[attr-defined]
            # while another process writes TRUNCATE would go on without the lock: first wait until none does
            begin = partial(cursor.execute, "BEGIN IMMEDIATE")
            connection.ask_often(begin, CHECKPOINT_WAITS_FOR_WRITERS_SECONDS)  # type: ignore[attr-defined]
            cursor.execute("ROLLBACK")
            cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_PATIENCE_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE_SECONDS}")
    except OperationalError as error:
        log.warning("checkpoint_failed", extra={"error": type(error).__name__})
        connection.close()
        return False
    return not busy
