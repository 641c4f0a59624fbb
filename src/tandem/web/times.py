"""How a date or a time is written for a reader: in their language, by their clock."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

DAY = {"es": "{weekday} {day} de {month}"}
DAY_OF_YEAR = {"es": "{weekday} {day} de {month} de {year}"}
NEAR_DAYS = 6  # our choice: within six days a weekday's name is enough


def clock(at: datetime) -> str:
    """Return a time of day: "10:00 am" in English, "10:00" in Spanish."""
    return clock_here(timezone.localtime(at), get_language())


def clock_here(at: datetime, language: str | None) -> str:
    """Return the same of a time that is in the reader's zone already: for pages that show many."""
    if _base(language) == "es":
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def long_day(on: date, today: date) -> str:
    """Return weekday, day and month, with the year where it is not this one."""
    return _long_day(on, on.year == today.year, get_language())


@lru_cache(maxsize=1000)  # many pages name the same days
def _long_day(on: date, this_year: bool, language: str | None) -> str:
    patterns = DAY if this_year else DAY_OF_YEAR
    usual = "{weekday} {day} {month}" if patterns is DAY else "{weekday} {day} {month} {year}"
    pattern = patterns.get(_base(language), usual)
    return pattern.format(weekday=WEEKDAYS[on.weekday()], day=on.day, month=MONTHS[on.month], year=on.year)


def day(on: date, today: date) -> str:
    """Return the weekday's name when it can mean only one day, else the whole date."""
    if abs((on - today).days) <= NEAR_DAYS:
        return str(WEEKDAYS[on.weekday()])
    return long_day(on, today)


def day_of(at: date | datetime) -> str:
    """Return the same of a moment, in the reader's zone."""
    on = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return day(on, timezone.localdate())


def shown(at: date, words: str) -> SafeString:
    """Return words for a day or a time as a page shows them, readable to programs as well."""
    return SafeString(f'<time datetime="{at.isoformat()}">{escape(words)}</time>')


def when(at: datetime, today: date | None = None) -> str:
    """Return weekday, date and time; zone and language are looked up once, since pages show many."""
    zone, language = timezone.get_current_timezone(), get_language()
    here, today = at.astimezone(zone), today or timezone.now().astimezone(zone)
    return f"{_long_day(here.date(), here.year == today.year, language)}, {clock_here(here, language)}"


def _base(language: str | None) -> str:
    return (language or "en").split("-")[0]
