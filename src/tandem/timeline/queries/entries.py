"""Entries of many tables as rows of one shape, so that one statement brings them in time order."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.db.models.lookups import Exact, LessThan

from tandem.timeline.rules import LETTERS, PAGE, What

SHAPE = ("letter", "id", "happened_at", "thing", "piece")


@dataclass(frozen=True)
class Asked:
    """What is filled in each time. Not every list needs all of it."""

    episode: UUID
    before_at: datetime
    before_letter: str
    before_id: UUID
    member: UUID
    client: UUID
    unread_since: datetime


ALWAYS = ("before_at", "before_letter", "before_id")


@dataclass(frozen=True)
class Source:
    """Where one kind of entry comes from, and which values beside `ALWAYS` it asks for."""

    what: What
    rows: Callable[[Asked], QuerySet[Any]]
    at: str  # the column with its time
    thing: str = "id"  # the column with the id of what its page is about
    needs: tuple[str, ...] = ("episode",)
    piece: Any = ()  # columns that the screen needs, by name, or by their own name

    def entries(self, asked: Asked) -> QuerySet[Any, Any]:
        """Return this kind's entries before the key that was asked for, as part of a union."""
        letter = LETTERS[self.what]
        same = Q(Exact(Value(letter), Value(asked.before_letter)), id__lt=asked.before_id)
        earlier = Q(LessThan(Value(letter), Value(asked.before_letter))) | same
        rows = self.rows(asked).annotate(
            letter=Value(letter), happened_at=F(self.at), thing=F(self.thing), piece=self._piece()
        )
        rows = rows.filter(Q(happened_at__lt=asked.before_at) | Q(earlier, happened_at=asked.before_at))
        return rows.order_by().values_list(*SHAPE)

    def _piece(self) -> Any:
        named = self.piece if isinstance(self.piece, dict) else {name: name for name in self.piece}
        return Cast(JSONObject(**named), TextField()) if named else Value("", output_field=TextField())


def together(sources: list[Source], given: dict[str, Any]) -> QuerySet[Any, Any]:
    """Return one page of what these sources hold, and one entry more, latest first."""
    asked = Asked(**{field.name: given.get(field.name) for field in fields(Asked)})  # type: ignore[arg-type]
    first, *others = [source.entries(asked) for source in sources]
    return first.union(*others, all=True).order_by("-happened_at", "-letter", "-id")[: PAGE + 1]


def needed(sources: list[Source]) -> set[str]:
    """Return which values these sources ask for."""
    return {*ALWAYS, *(name for source in sources for name in source.needs)}
