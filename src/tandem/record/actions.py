"""Write down what happened, and let what follows run once it is kept."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tandem.record import queries
from tandem.record.events import LooksChained
from tandem.record.models import ChainHead, Entry
from tandem.record.rules import Digest, Link, canonical, link_hash
from tandem.tenancy.current import current_practice_id, using_practice
from tandem.tenancy.insert import insert, update
from tandem.tenancy.keys import uuid7
from tandem.tenancy.prepared import Prepared

log = logging.getLogger(__name__)

LOOKS_SETTLE_AFTER = timedelta(seconds=30)  # longer than any request may take, so none arrives late


def happened(event: Any, *, by: UUID | None, at: datetime) -> None:
    """Add `event` to the chain in the caller's transaction; its followers run after the commit."""
    _append(event, by=by, at=at)
    transaction.on_commit(partial(_follow, event, current_practice_id(), at))


def _append(event: Any, *, by: UUID | None, at: datetime) -> None:
    head, at, key = _lock_head(), at.astimezone(UTC), uuid7()
    link = Link(
        id=str(key),
        sequence=head.sequence + 1,
        at=at.isoformat(),
        event=type(event).__name__,
        by=str(by or ""),
        details=canonical(asdict(event)),
        previous=head.hash,
    )
    head.sequence, head.hash = link.sequence, link_hash(link)
    entry = Entry(
        id=key, sequence=link.sequence, at=at, event=link.event, by=by, details=link.details,
        previous=link.previous, hash=head.hash,
    )  # fmt: skip
    insert(entry)
    update(head, "sequence", "hash")


def _lock_head() -> ChainHead:
    heads = _locked_heads()
    if not heads:
        ChainHead.objects.bulk_create([ChainHead()], ignore_conflicts=True)
        heads = _locked_heads()
    return heads[0]


@Prepared
def _locked_heads() -> QuerySet[ChainHead]:
    return ChainHead.objects.select_for_update()


def _follow(event: Any, practice_id: UUID, at: datetime) -> None:
    """Run each follower in its own transaction; one that fails is logged and the night's catch-up repeats it."""
    follows: dict[type, tuple[Callable[..., None], ...]] = import_string(settings.TANDEM_WHAT_FOLLOWS)
    for follower in follows[type(event)]:
        try:
            with using_practice(practice_id), transaction.atomic():
                follower(event, at=at)
        except Exception as error:
            log.error("follower_failed", extra={"follower": follower.__name__, "error": type(error).__name__})


@transaction.atomic
def chain_looks(*, at: datetime) -> None:
    """Tie every settled look into the chain with one hash. Writes nothing when there are none."""
    head = _lock_head()
    until = at - LOOKS_SETTLE_AFTER
    whole = Digest()
    for row in queries.looks_between(head.looks_until, until).iterator():
        whole.add(row)
    if not whole.count:
        return
    _append(LooksChained(head.looks_until, until, whole.count, whole.hex()), by=None, at=at)
    ChainHead.objects.update(looks_until=until)
