"""The practice calendar: working days, opening hours, who covers an hour. Emergencies, and looks out of pattern."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True)
class Hours:
    """From one clock time to another on the same day, in the practice's zone."""

    opens: time
    closes: time

    def hold(self, start: time, end: time) -> bool:
        """Return whether the whole time from `start` to `end` lies inside."""
        return self.opens <= start <= end <= self.closes


@dataclass(frozen=True)
class Calendar:
    """A practice's week by weekday (0 is Monday), its holidays by date, and its cover by weekday."""

    week: Mapping[int, Hours]
    holidays: Mapping[date, str] = field(default_factory=dict)
    cover: Mapping[int, Iterable[Hours]] = field(default_factory=dict)


class Closed(StrEnum):
    """Why a meeting can't be held at a time."""

    HOLIDAY = "holiday"
    NOT_A_WORKING_DAY = "not_a_working_day"
    OUT_OF_HOURS = "out_of_hours"
    NO_COVER = "no_cover"


def closed(calendar: Calendar, starts: datetime, ends: datetime, needs_cover: bool) -> Closed | None:
    """Return why nothing can be booked from `starts` to `ends` (practice clock time), or None.

    A peer meeting needs a named clinician who answers during all of it. Raises ValueError when it
    ends before it starts.
    """
    if ends < starts:
        raise ValueError(f"ends before it starts: {starts} - {ends}")
    if starts.date() in calendar.holidays:
        return Closed.HOLIDAY
    hours = calendar.week.get(starts.weekday())
    if hours is None:
        return Closed.NOT_A_WORKING_DAY
    if ends.date() != starts.date() or not hours.hold(starts.time(), ends.time()):
        return Closed.OUT_OF_HOURS
    cover = calendar.cover.get(starts.weekday(), ())
    if needs_cover and not any(turn.hold(starts.time(), ends.time()) for turn in cover):
        return Closed.NO_COVER
    return None


def is_adult(born_on: date, today: date) -> bool:
    """Return whether somebody born on `born_on` is at least 18 years old `today`.

    Who is born on 29 February comes of age on 1 March. Source: this version is for adults only.
    """
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday) >= 18


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Return whether the practice is open on `day`."""
    return day.weekday() in calendar.week and day not in calendar.holidays


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
    """Return the day `count` working days after `day`; 0 is `day` itself or the next working day.

    Raises ValueError for a negative count or a week without any working day.
    """
    if count < 0 or not calendar.week:
        raise ValueError(f"cannot add {count} working days to a week of {len(calendar.week)}")
    while count or not is_working_day(calendar, day):
        day += timedelta(days=1)
        count -= is_working_day(calendar, day) and count > 0
    return day


# --- Emergencies ---

LASTS = timedelta(minutes=60)  # trust page, 4.6
REVIEWED_WITHIN = timedelta(hours=72)  # trust page, 4.6


class Reason(StrEnum):
    """Why somebody opens a client's page although they do not help them."""

    DANGER = "danger"  # somebody's life or health
    ASKED = "asked"  # the client asks for help, and nobody of the team can be reached
    HANDOVER = "handover"  # an ambulance, a hospital or a crisis service needs what is known
    OTHER = "other"


class Finding(StrEnum):
    """What whoever reviews an emergency finds."""

    RIGHT = "right"
    TALK = "talk"  # right or not, it is talked about
    WRONG = "wrong"


def is_late(opened_at: datetime, at: datetime) -> bool:
    """Return whether an emergency should have been reviewed by now."""
    return at - opened_at > REVIEWED_WITHIN


# --- Records that 42 CFR part 2 protects ---

# The short form of the notice, word for word: 42 CFR 2.32(a)(2), as of 2024.
PART2_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


class Stays(StrEnum):
    """Why a protected record may not leave."""

    NO_NOTICE = "no_notice"  # 42 CFR 2.32(a): each disclosure carries the notice
    NO_CONSENT = (
        "no_consent"  # 42 CFR 2.31, 2.32(b): a consent, and its copy or its scope with what is disclosed
    )


def part2_notice(part2: bool) -> str:
    """Return the notice that a record must carry wherever it goes, or nothing."""
    return PART2_NOTICE if part2 else ""


def part2_refusal(*, part2: bool, text: str, to_client: bool, scope: str = "") -> Stays | None:
    """Return why a record must not leave, or None when it may.

    `text` is all that leaves, as it will be read; the notice must stand in it, whoever gets it. `scope` is the copy of
    the client's consent that goes with it, or what it covers; the client needs none for their own (42 CFR 2.23).
    """
    if not part2:
        return None
    if PART2_NOTICE not in " ".join(text.split()):
        return Stays.NO_NOTICE
    if not to_client and not scope.strip():
        return Stays.NO_CONSENT
    return None


# --- Looks out of pattern ---

MANY = 15  # our choice: more people than a helper meets in two days
WITHIN = timedelta(hours=1)
REFUSALS = 5  # our choice: one mistyped address or old bookmark is refused once or twice
USUAL_DAYS = 28  # our choice: four weeks hold each weekday four times
KNOWN_DAYS = 10  # our choice: with fewer days of use nothing is usual yet


class Sign(StrEnum):
    """What was unusual about somebody's looks of one day."""

    NOT_HELPED = "not_helped"  # read somebody whom they did not help then: once is enough
    MANY = "many"  # many people within an hour
    HOUR = "hour"  # at an hour of the day at which they never read
    REFUSED = "refused"  # tried again and again what is not theirs


@dataclass(frozen=True)
class Read:
    """One look at a client's page: when, by the reader's own clock; whose; and whether they helped them then."""

    at: datetime
    about: UUID
    helped: bool
    refused: bool = False


def signs(reads: Iterable[Read], usual: Collection[datetime]) -> list[Sign]:
    """Return what is unusual about one person's reads of a day.

    `usual` are the hours, with their days, in which they read in the weeks before.
    """
    read = sorted(reads, key=lambda one: one.at)
    seen = [one for one in read if not one.refused]
    found = {
        Sign.NOT_HELPED: any(not one.helped for one in seen),
        Sign.MANY: _most_within_an_hour(seen) > MANY,
        Sign.HOUR: _at_a_new_hour(seen, usual),
        Sign.REFUSED: sum(one.refused for one in read) >= REFUSALS,
    }
    return [sign for sign, is_there in found.items() if is_there]


def _most_within_an_hour(seen: list[Read]) -> int:
    """Return how many different people were read in the fullest hour."""
    return max(
        (len({one.about for one in seen if first.at <= one.at < first.at + WITHIN}) for first in seen),
        default=0,
    )


def _at_a_new_hour(seen: list[Read], usual: Collection[datetime]) -> bool:
    """Return whether one read was at an hour that is not usual, nor next to one that is."""
    if len({hour.date() for hour in usual}) < KNOWN_DAYS:
        return False
    near = {(hour.hour + step) % 24 for hour in usual for step in (-1, 0, 1)}  # hours of a day
    return any(one.at.hour not in near for one in seen)
