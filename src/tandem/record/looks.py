"""Write down who looked, before the page leaves.

SQLite lets one write at a time, so there one thread gathers the looks of many requests and keeps
them in one commit. PostgreSQL takes a plain INSERT from each request.
"""

import queue
import threading
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tandem.record.models import Look
from tandem.tenancy.current import current_practice_id, using_practice
from tandem.tenancy.insert import insert

PATIENCE_SECONDS = 20  # as long as SQLite itself waits for a lock


class NotWritten(RuntimeError):
    """The look could not be kept, so the page must not be shown."""


@dataclass
class _Waiting:
    look: Look
    practice_id: UUID
    kept: threading.Event = field(default_factory=threading.Event)
    failed: bool = False


_inbox: "queue.Queue[_Waiting]" = queue.Queue()
_start = threading.Lock()
_writer: threading.Thread | None = None


def looked(*, by: UUID, act: str, at: datetime, episode_id: UUID | None = None, refused: str = "") -> None:
    """Keep one look; returns once it is safe on disk. Raises `NotWritten` when it cannot be."""
    look = Look(
        practice_id=current_practice_id(), by=by, act=act, at=at, episode_id=episode_id, refused=refused
    )
    if connection.vendor == "postgresql" or connection.in_atomic_block:
        insert(look)
        return
    _start_writer()
    waiting = _Waiting(look, current_practice_id())
    _inbox.put(waiting)
    if not waiting.kept.wait(PATIENCE_SECONDS) or waiting.failed:
        raise NotWritten


def _start_writer() -> None:
    global _writer
    with _start:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_forever, name="looks", daemon=True)
            _writer.start()


def _write_forever() -> None:
    while True:
        batch = [_inbox.get()]
        while len(batch) < 500 and not _inbox.empty():
            batch.append(_inbox.get_nowait())
        _keep(batch)


def _keep(batch: list[_Waiting]) -> None:
    try:
        with transaction.atomic():
            for practice_id in {waiting.practice_id for waiting in batch}:
                with using_practice(practice_id):
                    insert(*(w.look for w in batch if w.practice_id == practice_id))
    except Exception:
        for waiting in batch:
            waiting.failed = True
    finally:
        for waiting in batch:
            waiting.kept.set()
        if batch[0].failed:
            connection.close()
