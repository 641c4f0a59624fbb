"""Steps, days and who answers now, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.beginnings.rules import Ready, Step, Tonight, Turn, due, is_asked, ready_steps, steps, tonight
from tandem.care.rules import Calendar, Hours

WEEK = {day: Hours(time(9), time(17)) for day in range(5)}
DAY = Turn("Ada", time(7), time(14))
LATE = Turn("Bo", time(14), time(21))
NIGHT = Turn("Cy", time(20), time(23, 59))


@pytest.mark.parametrize(
    ("roles", "number"), [({"therapist", "peer"}, 5), ({"therapist"}, 4), ({"peer"}, 4), (set(), 4)]
)
def test_sharing_is_asked_only_where_two_could_share(roles: set[str], number: int) -> None:
    assert len(steps(roles)) == number
    assert steps(roles)[0] is Step.FACES
    assert steps(roles)[-1] is Step.CARD


def test_each_helper_has_their_own_steps_and_whoever_is_both_has_each_once() -> None:
    assert Ready.TOPICS in ready_steps({"therapist"})
    assert Ready.ASKED not in ready_steps({"therapist"})
    assert Ready.TONIGHT in ready_steps({"peer"})
    both = ready_steps({"therapist", "peer"})
    assert len(both) == len(set(both)) == len(Ready)
    assert ready_steps({"lead"}) == []


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        (date(2026, 6, 3), date(2026, 6, 4)),  # a Wednesday
        (date(2026, 6, 5), date(2026, 6, 8)),  # a Friday
        (date(2026, 6, 7), date(2026, 6, 8)),  # a Sunday
        (date(2026, 6, 10), date(2026, 6, 12)),  # before a holiday
    ],
)
def test_one_working_day(told: date, answered: date) -> None:
    calendar = Calendar(WEEK, {date(2026, 6, 11): "Day off"})

    assert due(told, calendar) == answered


def test_a_practice_that_is_never_open_promises_no_day() -> None:
    assert due(date(2026, 6, 3), Calendar({})) is None


def test_today_asks_for_two_weeks_or_until_it_is_done() -> None:
    began = datetime(2026, 6, 1, tzinfo=UTC)

    assert is_asked(began, None, began + timedelta(days=13))
    assert not is_asked(began, None, began + timedelta(days=14))
    assert not is_asked(began, began, began)


@pytest.mark.parametrize(
    ("turns", "now", "expected"),
    [
        ([DAY, LATE], time(8), Tonight([DAY], [LATE], time(21))),
        ([DAY, LATE, NIGHT], time(20, 30), Tonight([LATE, NIGHT], [], None)),
        ([DAY, NIGHT], time(8), Tonight([DAY], [NIGHT], time(14))),
        ([LATE], time(8), Tonight([], [LATE], time(8))),
        ([DAY], time(14), Tonight([], [], time(14))),
        ([], time(22), Tonight([], [], time(22))),
    ],
)
def test_who_answers_until_midnight(turns: list[Turn], now: time, expected: Tonight) -> None:
    assert tonight(turns, now) == expected


@given(
    st.lists(st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1]), max_size=6), st.times()
)
def test_nobody_is_promised_at_an_hour_that_no_turn_holds(pairs: list[tuple[time, time]], now: time) -> None:
    turns = [Turn("x", opens, closes) for opens, closes in pairs]
    gap = tonight(turns, now).nobody_from

    if gap is not None:
        assert gap >= now
        assert not any(turn.opens <= gap < turn.closes for turn in turns)
