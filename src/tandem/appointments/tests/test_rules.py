"""What a wall-clock time means, and what can be said about a meeting."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.appointments.rules import (
    Fate,
    MeetingKind,
    NoSuchTime,
    OutcomeKind,
    allowed_outcomes,
    ends,
    fate,
    instant,
)

NEW_YORK = "America/New_York"
ZONES = [NEW_YORK, "America/Los_Angeles", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe", "UTC"]


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2027-01-15T10:00", "2027-01-15T15:00+00:00"),
        ("2027-07-15T10:00", "2027-07-15T14:00+00:00"),
        ("2027-03-14T01:59", "2027-03-14T06:59+00:00"),  # the night the clocks go forward
        ("2027-03-14T03:00", "2027-03-14T07:00+00:00"),
        ("2027-11-07T00:59", "2027-11-07T04:59+00:00"),  # the night they go back
        ("2027-11-07T01:30", "2027-11-07T05:30+00:00"),  # comes twice: the first is meant
        ("2027-11-07T02:00", "2027-11-07T07:00+00:00"),
    ],
)
def test_a_wall_time_in_new_york_is_one_moment(wall: str, moment: str) -> None:
    assert instant(datetime.fromisoformat(wall), NEW_YORK) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("wall", ["2027-03-14T02:00", "2027-03-14T02:30", "2027-03-14T02:59"])
def test_nobody_meets_in_the_hour_that_is_left_out(wall: str) -> None:
    with pytest.raises(NoSuchTime):
        instant(datetime.fromisoformat(wall), NEW_YORK)


def test_a_wall_time_that_carries_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no zone"):
        instant(datetime(2027, 1, 1, tzinfo=UTC), NEW_YORK)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.sampled_from(ZONES))
def test_a_moment_shows_the_agreed_time_on_the_practices_clock(wall: datetime, zone: str) -> None:
    try:
        moment = instant(wall, zone)
    except NoSuchTime:
        return
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall
    assert moment.utcoffset() == timedelta(0)


START = datetime(2027, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "allowed"),
    [
        (timedelta(seconds=-1), (OutcomeKind.CANCELLED,)),
        (timedelta(0), tuple(OutcomeKind)),
        (timedelta(days=400), tuple(OutcomeKind)),
    ],
)
def test_before_it_starts_a_meeting_can_only_be_cancelled(
    after: timedelta, allowed: tuple[OutcomeKind, ...]
) -> None:
    assert allowed_outcomes(START, START + after) == allowed


@given(st.integers(-1000, 1000))
def test_a_meeting_always_ends_after_it_starts(minutes: int) -> None:
    try:
        assert ends(START, minutes) > START
    except ValueError:
        assert not 5 <= minutes <= 240


@pytest.mark.parametrize("minutes", [-50, 0, 4, 241])
def test_a_meeting_of_no_length_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="lasts 5 to 240"):
        ends(START, minutes)


def test_a_meeting_over_the_change_of_clocks_keeps_its_length() -> None:
    starts = instant(datetime(2027, 3, 14, 1, 30), NEW_YORK)

    assert ends(starts, 60).astimezone(ZoneInfo(NEW_YORK)).hour == 3


@pytest.mark.parametrize(
    ("kind", "without", "other_helps", "covered", "becomes"),
    [
        (MeetingKind.PEER, "peer", True, True, Fate.CALLED_OFF),
        (MeetingKind.THERAPY, "therapist", True, True, Fate.CALLED_OFF),
        (MeetingKind.JOINT, "peer", True, False, Fate.WITH_THERAPIST),
        (MeetingKind.JOINT, "peer", False, True, Fate.CALLED_OFF),
        (MeetingKind.JOINT, "therapist", True, True, Fate.WITH_PEER),
        (MeetingKind.JOINT, "therapist", True, False, Fate.CALLED_OFF),  # no clinician answers then
        (MeetingKind.JOINT, "therapist", False, True, Fate.CALLED_OFF),
    ],
)
def test_of_three_two_still_meet_where_they_may(
    kind: MeetingKind, without: str, other_helps: bool, covered: bool, becomes: Fate
) -> None:
    assert fate(kind=kind, without=without, other_helps=other_helps, covered=covered) is becomes
