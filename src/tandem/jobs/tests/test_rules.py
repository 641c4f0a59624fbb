"""How long a failed job rests."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.jobs.rules import MOST_ATTEMPTS, rest


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (7, 64), (8, 120), (50, 120)]
)
def test_a_failed_job_rests_twice_as_long_each_time(attempts: int, minutes: int) -> None:
    assert rest(attempts) == timedelta(minutes=minutes)


@given(st.integers(1, 30))
def test_a_rest_never_gets_shorter(attempts: int) -> None:
    assert timedelta(0) < rest(attempts) <= rest(attempts + 1) <= timedelta(hours=2)


@pytest.mark.parametrize("attempts", [0, -1])
def test_a_job_that_was_never_tried_does_not_rest(attempts: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        rest(attempts)


def test_a_mail_server_may_be_away_for_an_afternoon() -> None:
    whole = sum((rest(n) for n in range(1, MOST_ATTEMPTS)), timedelta(0))

    assert timedelta(hours=2) <= whole <= timedelta(hours=5)
