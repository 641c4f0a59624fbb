"""The keys of all practices: do they fit, which are in use, and new ones for old."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.record.actions import happened
from tandem.sealing import rotation
from tandem.sealing.events import KeysRotated
from tandem.sealing.keys import load_ring
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice

LOOKED_AT = 10  # our choice: practices whose newest words are opened before a start; it takes a moment
REST_SECONDS = 0.02  # our choice: between two transactions, so that everybody else's writing comes first


def practice_ids() -> list[UUID]:
    """Return every practice's id, the newest first."""
    return list(Practice.objects.order_by("-created_at", "-id").values_list("id", flat=True))


def refuse_other_keys() -> None:
    """Open the newest words of some practices. Raises `KeyTrouble` in plain words when that can't be done.

    A database that is away, or has no tables yet, is no matter of keys.
    """
    load_ring()
    with suppress(DatabaseError):
        for practice_id in practice_ids()[:LOOKED_AT]:
            with using_practice(practice_id):
                rotation.refuse_other_keys()


def keys_used() -> Counter[str]:
    """Return how many texts each key has sealed, in all practices."""
    used: Counter[str] = Counter()
    for practice_id in practice_ids():
        with using_practice(practice_id):
            used += rotation.keys_used()
    return used


def seal_anew(tally: rotation.Tally) -> Iterator[None]:
    """Seal every practice's texts with the first key, and tell its record; yield after each transaction."""
    key = next(iter(load_ring()))
    for practice_id in practice_ids():
        with using_practice(practice_id):
            before = tally.done
            yield from rotation.seal_anew(tally)
            if tally.done > before:
                with transaction.atomic():
                    happened(KeysRotated(key, tally.done - before), by=None, at=timezone.now())
