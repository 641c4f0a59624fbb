"""One made-up practice while it is written: its clock, its calendar, and hands to write rows with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

from tandem.care.rules import Calendar, Hours, add_working_days
from tandem.config.demo_data.chance import Chance, dashed
from tandem.config.demo_data.record import Record
from tandem.config.demo_data.writer import Writer, stamp_end
from tandem.consents import texts
from tandem.consents.rules import ConsentKind
from tandem.sealing.seal import seal

OPEN = Hours(time(8), time(20))
WEEK = dict.fromkeys(range(5), OPEN)


@dataclass
class Place:
    """A practice, the moment up to which its story is told, and what is written about it so far."""

    key: str
    number: int
    seed: int
    zone: str
    now: datetime
    chance: Chance
    writer: Writer
    record: Record = field(default_factory=Record)
    calendar: Calendar = field(default_factory=lambda: Calendar(WEEK))
    staff: dict[str, str] = field(default_factory=dict)  # ids of those who hold a desk, by role
    looks: list[tuple[object, ...]] = field(default_factory=list)  # as the record's digest covers them
    stamped: str = field(default_factory=stamp_end)
    _texts: dict[tuple[ConsentKind, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tell = self.record.tell  # asked for every event

    @property
    def today(self) -> date:
        """Return the day of which nothing has happened yet."""
        return self.now.date()

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return the UTC moment of a clock time of the practice."""
        return _instant(self.zone, day, hour, minute)

    def day(self, at: datetime) -> date:
        """Return the practice's day at a moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def due(self, at: datetime, days: int) -> str:
        """Return the day so many working days after a moment, as it is written."""
        return _working_day(self.day(at), days).isoformat()

    def row(self, label: str, *values: Any) -> str:
        """Write a row of the practice. Returns its id."""
        key = self.chance.new_id()
        self.kept(label, key, *values)
        return key

    def kept(self, label: str, key: str, *values: Any) -> None:
        """Write a row of the practice whose id is known already, because its sealed words are bound to it."""
        end = self.stamped
        written = [str(one)[:19] + end if one.__class__ is datetime else one for one in values]
        self.writer.add(label, key, self.key, *written)

    def text(self, kind: ConsentKind, language: str) -> str:
        """Return the row that keeps the words of a consent, written when they are first shown."""
        if (kind, language) not in self._texts:
            shown = texts.current(kind, language)
            said = (kind.value, shown.language, shown.version, shown.sha256, shown.words)
            self._texts[kind, language] = self.row("consents.ConsentText", *said)
        return self._texts[kind, language]


def sealed(label: str, column: str, key: str, text: str) -> str:
    """Return words as a row keeps them."""
    return seal(text, f"{_place(label, column)}:{dashed(key)}")


@lru_cache
def _place(label: str, column: str) -> str:
    field: Any = apps.get_model(label)._meta.get_field(column)
    return str(field.place("")).removesuffix(":")


@lru_cache(maxsize=10_000)
def _instant(zone: str, day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=1000)
def _working_day(day: date, days: int) -> date:
    return add_working_days(Calendar(WEEK), day, days)


DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
