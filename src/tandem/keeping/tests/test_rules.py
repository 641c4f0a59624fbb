"""For how long things are kept, and by when a request is answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.keeping.rules import (
    LEAST_YEARS,
    MOST_YEARS,
    TERMS,
    USUAL_YEARS,
    Asked,
    Kept,
    answer_by,
    keep_until,
    kept_since,
    may_confirm,
    may_go,
    overdue,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
YEARS = st.integers(LEAST_YEARS, MOST_YEARS)


@pytest.mark.parametrize(
    ("last", "years", "until"),
    [
        (date(2020, 5, 4), 7, date(2027, 5, 4)),
        (date(2024, 2, 29), 7, date(2031, 3, 1)),  # no such day in 2031
        (date(2024, 2, 29), 8, date(2032, 2, 29)),
        (date(2019, 12, 31), 5, date(2024, 12, 31)),
    ],
)
def test_a_record_is_kept_for_so_many_years(last: date, years: int, until: date) -> None:
    assert keep_until(last, years) == until


@pytest.mark.parametrize("years", [LEAST_YEARS - 1, MOST_YEARS + 1])
def test_other_numbers_of_years_are_refused(years: int) -> None:
    with pytest.raises(ValueError, match="years"):
        keep_until(date(2020, 1, 1), years)


@given(DAYS, YEARS)
def test_a_record_may_go_on_the_day_after_and_never_on_the_last(last: date, years: int) -> None:
    until = keep_until(last, years)

    def asked(on: date) -> bool:
        return may_go(last_contact=last, years=years, open_=False, held=False, on=on)

    assert (asked(until), asked(until + timedelta(days=1))) == (False, True)


@given(DAYS, YEARS, DAYS, st.booleans(), st.booleans())
def test_nothing_goes_while_care_is_open_or_a_hold_lasts(
    last: date, years: int, on: date, open_: bool, held: bool
) -> None:
    goes = may_go(last_contact=last, years=years, open_=open_, held=held, on=on)

    assert not goes or not (open_ or held)


@pytest.mark.parametrize(("asked", "days"), [(Asked.COPY, 30), (Asked.DELETE, 30), (Asked.CORRECT, 60)])
def test_a_request_is_answered_within_so_many_days(asked: Asked, days: int) -> None:
    assert answer_by(asked, date(2026, 1, 1)) == date(2026, 1, 1) + timedelta(days=days)


def test_every_kind_has_a_term_with_its_source() -> None:
    assert set(TERMS) == set(Kept)
    assert all(term.source for term in TERMS.values())
    assert TERMS[Kept.RECORD].days == USUAL_YEARS * 365
    assert not TERMS[Kept.RECORD].by_itself


@pytest.mark.parametrize("kind", [kind for kind, term in TERMS.items() if term.days is None])
def test_what_is_kept_on_has_no_day_before_which_it_is_over(kind: Kept) -> None:
    with pytest.raises(ValueError, match="kept"):
        kept_since(kind, datetime.now(UTC))


def test_drafts_are_over_after_thirty_days() -> None:
    at = datetime(2026, 3, 31, tzinfo=UTC)

    assert kept_since(Kept.DRAFTS, at) == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(("first", "second", "may"), [(None, 1, False), (1, 1, False), (1, 2, True)])
def test_nobody_is_both_of_the_two_who_confirm(first: object, second: object, may: bool) -> None:
    assert may_confirm(first, second) is may


def test_days_that_are_past_are_counted() -> None:
    assert overdue([date(2026, 1, 1), date(2026, 1, 2)], date(2026, 1, 2)) == 1
