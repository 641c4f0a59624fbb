"""One kind of thing in a client's record: where its rows come from, and what each column is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from tandem.people.models import Member

Words = Mapping[Any, Any]  # a code and what it means, in the reader's language


@dataclass(frozen=True)
class Of:
    """Whose record it is: the client, all their episodes, and the moment at which it is read."""

    client: Member
    episodes: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True)
class Field:
    """One column; without a label it is for programs alone. `words` say what a code means, `many` of them in one."""

    column: str
    label: Promise | None = None
    words: Words | None = None
    many: bool = False


@dataclass(frozen=True)
class Section:
    """All rows of one table that are this client's to read.

    `name` stands in the file for programs, `title` on the page. `at` is the column with each row's time. `called`
    is how other rows name one of these. `hidden` says which columns of a row are not open to the client now.
    """

    name: str
    title: Promise
    model: type[Model]
    rows: Callable[[Of], QuerySet[Any]]
    at: str
    fields: tuple[Field, ...]
    called: Callable[[Any], str] | None = None
    hidden: Callable[[Any, Of], frozenset[str]] | None = None


class Said(NamedTuple):
    """A label with its words; with the time or day, where the words are one."""

    label: str
    words: str
    at: date | None = None


@dataclass(frozen=True)
class Thing:
    """One row: for programs its columns as they are, for people each label with its words."""

    id: UUID
    at: datetime | None
    values: dict[str, Any]
    shown: list[Said]
