"""What may stand in one field of a person. Each function returns the clean value or raises `Bad`."""

import re
import unicodedata
from datetime import date, datetime

from tandem.exchange.rules.rows import ADULT, age_on

MOST_LETTERS = 200  # as long as the column that keeps it
OLDEST = 130  # years: nobody on record has lived longer than 122
LANGUAGES = ("en", "es")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV injection": cells that spreadsheets run
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")  # Unicode's bidirectional controls
_EMAIL = re.compile(r"[^\s@<>\",;:\\]+@[^\s@<>\",;:\\.]+(\.[^\s@<>\",;:\\.]+)+")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()./ext-]{2,38}")


class Bad(ValueError):
    """A field can't be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text(raw: str, most: int = MOST_LETTERS) -> str:
    """Return one line of text with single spaces. Raises `Bad` for formulas, odd characters and great length."""
    if raw.lstrip(" ").startswith(_FORMULA):
        raise Bad("formula")
    return words(raw, most)


def words(raw: str, most: int) -> str:
    """Return text with single spaces, at most `most` characters. Raises `Bad` for characters no text has."""
    clean = " ".join(unicodedata.normalize("NFC", raw).split())
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in clean) or _TURNS_TEXT.search(clean):
        raise Bad("control")
    if len(clean) > most:
        raise Bad("too_long")
    return clean


def required(raw: str, most: int = MOST_LETTERS) -> str:
    """Return text that must not be empty."""
    clean = text(raw, most)
    if not clean:
        raise Bad("missing")
    return clean


def email(raw: str) -> str:
    """Return an e-mail address, or an empty string for none. At most 254 letters (RFC 5321, 4.5.3.1.3)."""
    clean = text(raw, 254)
    if clean and not _EMAIL.fullmatch(clean):
        raise Bad("bad_email")
    return clean


def phone(raw: str) -> str:
    """Return a phone number, or an empty string for none. It may begin with a plus, unlike other cells."""
    clean = words(raw, 40)  # as long as the column that keeps it
    if clean and not _PHONE.fullmatch(clean):
        raise Bad("bad_phone")
    return clean


def language(raw: str) -> str:
    """Return `en` or `es`, or an empty string when nothing is said."""
    clean = text(raw).lower()
    if clean and clean not in LANGUAGES:
        raise Bad("bad_language")
    return clean


def day(raw: str) -> date:
    """Return a date written as 1990-05-31 or 5/31/1990."""
    clean = required(raw, 10)  # the longest of the two ways
    for way in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(clean, way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Bad("bad_date")


def adult(born_on: date, today: date, died_on: date | None = None) -> date:
    """Return the birth date of an adult. Raises `Bad` for a future, impossible or too recent one."""
    if born_on > today:
        raise Bad("future_birth")
    if age_on(born_on, today) > OLDEST and died_on is None:
        raise Bad("bad_date")
    if age_on(born_on, min(today, died_on or today)) < ADULT:
        raise Bad("under_18")
    return born_on
