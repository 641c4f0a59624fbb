"""The practice's calendar, on paper."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.care.rules import Calendar, Closed, Hours, add_working_days, closed, is_adult, is_working_day

NINE_TO_FIVE = {day: Hours(time(9), time(17)) for day in range(5)}
MONDAY, SATURDAY = date(2027, 3, 1), date(2027, 3, 6)
CALENDAR = Calendar(
    week=NINE_TO_FIVE,
    holidays={date(2027, 3, 3): "Day of Rest"},
    cover={0: [Hours(time(9), time(12)), Hours(time(13), time(17))]},
)


def at(day: date, clock: str) -> datetime:
    """Return a clock time on a day."""
    return datetime.combine(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("day", "starts", "ends", "needs_cover", "why"),
    [
        (MONDAY, "09:00", "10:00", False, None),
        (MONDAY, "16:00", "17:00", False, None),
        (MONDAY, "08:59", "10:00", False, Closed.OUT_OF_HOURS),
        (MONDAY, "16:30", "17:01", False, Closed.OUT_OF_HOURS),
        (MONDAY, "18:00", "19:00", False, Closed.OUT_OF_HOURS),
        (SATURDAY, "10:00", "11:00", False, Closed.NOT_A_WORKING_DAY),
        (date(2027, 3, 3), "10:00", "11:00", False, Closed.HOLIDAY),
        (date(2027, 3, 3), "03:00", "04:00", True, Closed.HOLIDAY),
        (MONDAY, "09:00", "12:00", True, None),
        (MONDAY, "11:30", "13:30", True, Closed.NO_COVER),  # two turns with a gap between them
        (MONDAY, "12:00", "13:00", True, Closed.NO_COVER),
        (date(2027, 3, 2), "10:00", "11:00", True, Closed.NO_COVER),
        (date(2027, 3, 2), "10:00", "11:00", False, None),
    ],
)
def test_a_meeting_is_held_only_when_the_practice_is_open_and_covered(
    day: date, starts: str, ends: str, needs_cover: bool, why: Closed | None
) -> None:
    assert closed(CALENDAR, at(day, starts), at(day, ends), needs_cover) is why


def test_a_meeting_over_midnight_is_out_of_hours() -> None:
    always = Calendar({day: Hours(time(0), time(23, 59)) for day in range(7)})
    late = closed(always, at(MONDAY, "23:30"), at(MONDAY + timedelta(days=1), "00:20"), needs_cover=False)

    assert late is Closed.OUT_OF_HOURS


def test_a_meeting_that_ends_before_it_starts_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="ends before"):
        closed(CALENDAR, at(MONDAY, "11:00"), at(MONDAY, "10:00"), needs_cover=False)


@given(st.times(), st.times(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_asking_for_cover_never_opens_a_closed_hour(start: time, end: time, day: date) -> None:
    if end >= start:
        plain = closed(CALENDAR, datetime.combine(day, start), datetime.combine(day, end), False)
        covered = closed(CALENDAR, datetime.combine(day, start), datetime.combine(day, end), True)
        assert covered == plain or plain is None


@pytest.mark.parametrize(
    ("born", "today", "adult"),
    [
        (date(2000, 5, 10), date(2018, 5, 9), False),
        (date(2000, 5, 10), date(2018, 5, 10), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2027, 1, 1), date(2026, 1, 1), False),
    ],
)
def test_an_adult_has_had_eighteen_birthdays(born: date, today: date, adult: bool) -> None:
    assert is_adult(born, today) is adult


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, date(2027, 3, 2)),
        (date(2027, 3, 2), 1, date(2027, 3, 4)),  # the holiday between does not count
        (SATURDAY, 0, date(2027, 3, 8)),
        (SATURDAY, 1, date(2027, 3, 8)),
        (date(2027, 3, 5), 1, date(2027, 3, 8)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: date, count: int, then: date) -> None:
    assert add_working_days(CALENDAR, day, count) == then


weeks = st.sets(st.integers(0, 6), min_size=1)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(weeks, st.sets(days, max_size=5), days, st.integers(0, 30))
def test_the_day_found_is_open_and_exactly_as_far_as_asked(
    open_days: set[int], holidays: set[date], day: date, count: int
) -> None:
    calendar = Calendar(
        {one: Hours(time(9), time(17)) for one in open_days}, dict.fromkeys(holidays, "Closed")
    )

    then = add_working_days(calendar, day, count)

    between = [day + timedelta(days=n) for n in range(1, (then - day).days + 1)]
    assert is_working_day(calendar, then)
    if count:
        assert sum(is_working_day(calendar, one) for one in between) == count
    else:
        assert not any(is_working_day(calendar, day + timedelta(days=n)) for n in range((then - day).days))


@pytest.mark.parametrize(("week", "count"), [({}, 1), (NINE_TO_FIVE, -1)])
def test_no_day_is_found_in_an_empty_week_or_before_today(week: dict[int, Hours], count: int) -> None:
    with pytest.raises(ValueError, match="cannot add"):
        add_working_days(Calendar(week), MONDAY, count)
