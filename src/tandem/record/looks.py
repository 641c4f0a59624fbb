"""Write down who looked, before the page leaves.

SQLite lets one write at a time, so there one thread gathers the looks of many requests and keeps
them in one commit. PostgreSQL takes a plain INSERT from each request.
"""

import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tandem.record.models import Look, Shown
from tandem.record.rules import list_id
from tandem.tenancy.current import current_practice_id, using_practice
from tandem.tenancy.insert import insert

PATIENCE_SECONDS = 20  # as long as SQLite itself waits for a lock


class NotWritten(RuntimeError):
    """The look could not be kept, so the page must not be shown."""


@dataclass
class _Waiting:
    look: Look
    about: frozenset[UUID]
    practice_id: UUID
    kept: threading.Event = field(default_factory=threading.Event)
    failed: bool = False


MOST_KNOWN = 10_000  # our choice: 16 bytes each, and some for the set
_known: set[UUID] = set()  # lists of which this process knows that they are written
_inbox: "queue.Queue[_Waiting]" = queue.Queue()
_start = threading.Lock()
_writer: threading.Thread | None = None


def looked(
    *, by: UUID, act: str, at: datetime, episode_id: UUID | None = None, refused: str = "", role: str = "",
    basis: str = "", about: Iterable[UUID] = (),
) -> None:  # fmt: skip
    """Keep one look; returns once it is safe on disk. Raises `NotWritten` when it cannot be.

    `about` are the episodes, or the clients without one, who stood on a list.
    """
    practice_id, who = current_practice_id(), frozenset(about)
    look = Look(
        practice_id=practice_id, by=by, act=act, at=at, episode_id=episode_id, refused=refused, role=role, basis=basis,
        shown=list_id(practice_id, who) if who else None,
    )  # fmt: skip
    if connection.vendor == "postgresql" or connection.in_atomic_block:
        _keep_list(look, who)
        insert(look)
        return
    _start_writer()
    waiting = _Waiting(look, who, practice_id)
    _inbox.put(waiting)
    if not waiting.kept.wait(PATIENCE_SECONDS) or waiting.failed:
        raise NotWritten


def _keep_list(look: Look, about: frozenset[UUID]) -> None:
    """Write who stands on a list, unless this process knows that it is written."""
    if look.shown is None or look.shown in _known:
        return
    Shown.objects.bulk_create(
        [Shown(shown=look.shown, about=one) for one in sorted(about)], ignore_conflicts=True
    )
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known.add(look.shown)


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
                    for waiting in batch:
                        if waiting.practice_id == practice_id:
                            _keep_list(waiting.look, waiting.about)
                    insert(*(w.look for w in batch if w.practice_id == practice_id))
    except Exception:
        _known.clear()
        for waiting in batch:
            waiting.failed = True
    finally:
        for waiting in batch:
            waiting.kept.set()
        if batch[0].failed:
            connection.close()
