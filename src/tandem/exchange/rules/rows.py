"""What a file brings: people, and what happened before Tandem. Both can be kept as JSON for a while."""

import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

Pair = tuple[str, str]  # an identifier: which system, and what that system calls the person

ADULT = 18  # years; adults only in this version (`docs/reference/import.md`)


@dataclass(frozen=True)
class Person:
    """Somebody in a file. `number` is their line or entry; `client` is False for a practitioner."""

    number: int
    name: str
    identifiers: tuple[Pair, ...]
    client: bool = True
    born_on: date | None = None
    died_on: date | None = None
    email: str = ""
    phone: str = ""
    language: str = ""
    doubtful: bool = False  # somebody else has the same name and birth date


@dataclass(frozen=True)
class History:
    """Something from before, of the person with the identifier `of`."""

    of: Pair
    kind: str
    words: str
    source_system: str
    source_id: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Problem:
    """One thing that must be put right. It never quotes what the file says about a person.

    Either `line` (of a CSV file) or `entry` (of a bundle) is set, or neither when the whole file is meant.
    """

    code: str
    line: int = 0
    entry: int = 0
    resource: str = ""
    field: str = ""
    detail: str = ""


def packed(row: Person | History) -> dict[str, Any]:
    """Return a row as what JSON can hold; `unpacked` turns it back."""
    values = asdict(row)
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def unpacked(values: dict[str, Any]) -> Person | History:
    """Return the row that `packed` was given."""
    if "of" in values:
        times = {key: _back(datetime, values[key]) for key in ("starts_at", "ends_at")}
        return History(**{**values, **times, "of": tuple(values["of"])})
    days = {key: _back(date, values[key]) for key in ("born_on", "died_on")}
    pairs = tuple((system, value) for system, value in values["identifiers"])
    return Person(**{**values, **days, "identifiers": pairs})


def _back(kind: Any, text: str | None) -> Any:
    return kind.fromisoformat(text) if text else None


def age_on(born_on: date, day: date) -> int:
    """Return somebody's age in whole years on `day`; who is born on 29 February turns older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def likeness(name: str, born_on: date | None) -> int:
    """Return a number that is the same for the same name and birth date, whatever accents and capitals.

    It holds within one run of the program only.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return hash((" ".join(plain.casefold().split()), born_on))
