"""A client's whole record, put together in one moment of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.care.rules import part2_notice
from tandem.my_record import looks, queries
from tandem.my_record.rows import Field, Of, Said, Section, Thing
from tandem.my_record.sections import SECTIONS
from tandem.my_record.words import NO, YES
from tandem.people.models import Member
from tandem.web.times import long_day, when

LONG_AGO = date.min  # as "today", it makes every date carry its year


@dataclass(frozen=True)
class Told:
    """One section as it is now."""

    name: str
    title: Promise
    things: list[Thing]

    @property
    def rows(self) -> list[tuple[str, Thing]]:
        """Return each thing with its time in words; empty for one without a time."""
        return [(in_full(thing.at) if thing.at else "", thing) for thing in self.things]


@dataclass(frozen=True)
class Record:
    """All that a client may read about themselves, at one moment."""

    client: Member
    practice: str
    at: datetime
    sections: list[Told]
    part2: bool  # whether 42 CFR part 2 protects it

    @property
    def notice(self) -> str:
        """Return what must go with it by law, wherever it goes; empty where nothing has to."""
        return part2_notice(self.part2)

    @property
    def full(self) -> list[Told]:
        """Return the sections with something in them."""
        return [section for section in self.sections if section.things]

    @property
    def empty(self) -> str:
        """Return what the others are called."""
        return ", ".join(str(section.title) for section in self.sections if not section.things)

    @property
    def things(self) -> int:
        """Return how many things it holds."""
        return sum(len(section.things) for section in self.sections)


def record_of(client: Member, at: datetime) -> Record:
    """Return the record of a client. Call it inside one snapshot of the database."""
    episodes = queries.episodes_of(client)
    of = Of(client, tuple(one.pk for one in episodes), at)
    rows = [(section, queries.rows(section, of)) for section in SECTIONS]
    names, moments = _names(rows), _moments(rows)
    told = [
        Told(section.name, section.title, [_thing(section, row, of, names, moments) for row in some])
        for section, some in rows
    ]
    told += [
        Told("who_looked", _("Who looked"), list(looks.looks(of))),
        Told("lists", _("Lists with your name"), list(looks.lists(of))),
    ]
    return Record(
        client,
        client.practice.name,
        at,
        told,
        any(one.part2 for one in episodes),
    )


def _names(rows: list[tuple[Section, list[Any]]]) -> dict[UUID, str]:
    """Return what everything that another row points to is called: people by name, things by their own words."""
    called = {row.pk: section.called(row) for section, some in rows if section.called for row in some}
    people = {
        getattr(row, field.attname)
        for section, some in rows
        for field in section.model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Member
        for row in some
    }
    return called | queries.names(people - {None})


def _moments(rows: list[tuple[Section, list[Any]]]) -> dict[UUID, datetime]:
    """Return when each meeting is, since others point to it by its time."""
    return {row.pk: row.starts_at for section, some in rows if section.name == "meetings" for row in some}


def _thing(
    section: Section, row: Any, of: Of, names: dict[UUID, str], moments: dict[UUID, datetime]
) -> Thing:  # fmt: skip
    hidden = section.hidden(row, of) if section.hidden else frozenset()
    values: dict[str, Any] = {}
    said: list[Said] = []
    for field in section.fields:
        if field.column in hidden:
            continue
        value = getattr(row, row._meta.get_field(field.column).attname)
        values[field.column] = _named(value, names)
        unnamed = value in (None, "") or (isinstance(value, UUID) and value not in names)
        if field.label and field.column != section.at and not unnamed:
            on = value if isinstance(value, date) else moments.get(value)
            said.append(Said(str(field.label), _in_words(field, value, names), on))
    return Thing(row.pk, getattr(row, section.at) if section.at else None, values, said)


def _named(value: Any, names: dict[UUID, str]) -> Any:
    """Return an id together with what it is called, where that is known; anything else as it is."""
    if isinstance(value, UUID) and value in names:
        return {"id": value, "name": names[value]}
    return value


def _in_words(field: Field, value: Any, names: dict[UUID, str]) -> str:
    if field.words is not None:
        codes = str(value).split() if field.many else [value]
        return " · ".join(str(field.words.get(code, code)) for code in codes)
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, datetime):
        return in_full(value)
    if isinstance(value, date):
        return long_day(value, LONG_AGO)
    return names.get(value, str(value)) if isinstance(value, UUID) else str(value)


def in_full(at: datetime) -> str:
    """Return a time with its year, since the record is kept for years."""
    return when(at, LONG_AGO)


def paragraphs(record: Record) -> Iterator[str]:
    """Yield every piece of text that a person reads in the record: for proofs that nothing is left out."""
    for section in record.sections:
        yield str(section.title)
        for thing in section.things:
            for one in thing.shown:
                yield from (one.label, one.words)
