"""Which keys are in use, and every text sealed anew with the first of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from tandem.sealing.fields import Sealed, SealedTextField
from tandem.sealing.keys import KeyTrouble, NoSuchKey, load_ring
from tandem.sealing.seal import seal, unseal
from tandem.tenancy.security import changeable

AT_ONCE = 100  # our choice: rows in one transaction, so that it takes some milliseconds


@dataclass
class Tally:
    """What came of sealing anew."""

    done: int = 0
    unopened: int = 0


def sealed_columns() -> list[SealedTextField]:
    """Return every column that holds sealed texts."""
    models = apps.get_models()
    return [
        f for model in models for f in model._meta.local_concrete_fields if isinstance(f, SealedTextField)
    ]


def keys_used() -> Counter[str]:
    """Return how many texts of the current practice each key has sealed."""
    used: Counter[str] = Counter()
    for field in sealed_columns():
        counted = _by_key(field).order_by().values_list("by_key").annotate(Count("pk"))
        used.update(dict(counted.exclude(by_key="")))
    return used


def refuse_other_keys() -> None:
    """Open the newest text of every column. Raises `KeyTrouble` when one does not open with the keys at hand."""
    load_ring()
    for field in sealed_columns():
        newest = _by_key(field).exclude(by_key="").order_by("-pk").values_list("pk", field.name).first()
        if newest:
            unseal(newest[1], field.place(newest[0]))


def seal_anew(tally: Tally) -> Iterator[None]:
    """Seal every text of the current practice with the first key of the ring; yield after each transaction.

    A text that somebody changes meanwhile is left as they wrote it. It may be stopped at any point and begun
    again: what is done is not done twice. Texts that do not open are left alone, and counted.
    """
    for field in sealed_columns():
        yield from _column_anew(field, next(iter(load_ring())), tally)


def _column_anew(field: SealedTextField, key: str, tally: Tally) -> Iterator[None]:
    after = None
    while True:
        with transaction.atomic():
            rows = _others(field, key, after)
            if not rows:
                return
            with changeable(connection, field.model):
                for row_id, kept in rows:
                    _text_anew(field, row_id, kept, tally)
        after = rows[-1][0]
        yield


def _text_anew(field: Any, row_id: Any, kept: Sealed, tally: Tally) -> None:
    place = field.place(row_id)
    try:
        new = Sealed(seal(unseal(kept, place), place))
    except NoSuchKey:
        raise
    except KeyTrouble:
        tally.unopened += 1
        return
    same = field.model.objects.filter(pk=row_id, **{field.name: kept})
    tally.done += same.update(**{field.name: new})


def _others(field: SealedTextField, key: str, after: Any) -> list[tuple[Any, Sealed]]:
    """Return the next texts that another key sealed."""
    rows = _by_key(field).exclude(by_key__in=[key, ""])
    if after:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", field.name)[:AT_ONCE])


def _by_key(field: SealedTextField) -> QuerySet[Any]:
    """Return the rows, each with the name of the key that sealed its text: what stands after `v1.`."""
    rows: Any = field.model
    return rows.objects.annotate(by_key=Substr(field.name, 4, 8))
