"""Who a point reaches, when it should be answered, and where it stands."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tandem.care.rules import Calendar, Hours, is_working_day
from tandem.relays.rules import (
    ANSWER_WITHIN,
    ASK_AGAIN,
    ASKS_FOR,
    EXPIRES,
    OPEN_TO_HELPERS,
    STANDS_FOR,
    Asking,
    State,
    Topic,
    Way,
    asking,
    due,
    is_late,
    meetings_left,
    offered,
    reached_by,
    state,
    still_asks,
    the_other,
)

THEO, PRIYA, TESS, PIA = ("theo", "therapist"), ("priya", "peer"), ("tess", "therapist"), ("pia", "peer")
SENT = datetime(2026, 11, 20, 15, tzinfo=UTC)  # a Friday
HOURS = Hours(time(9), time(17))
OFFICE = Calendar(dict.fromkeys(range(5), HOURS))


# --- Whom it reaches ---


def test_saying_it_oneself_comes_first_and_not_yet_last() -> None:
    assert list(Way) == [Way.MYSELF, Way.TOGETHER, Way.FOR_ME, Way.NOT_YET]


@pytest.mark.parametrize(
    ("team", "to", "other"),
    [
        ([THEO, PRIYA], "theo", "priya"),
        ([THEO, PRIYA], "priya", "theo"),
        ([THEO], "theo", None),
        ([THEO, TESS], "theo", None),
        ([THEO, TESS, PRIYA], "theo", "priya"),
        ([THEO, TESS, PRIYA], "priya", None),  # it would not be said which of the two reads it
        ([THEO, PRIYA, PIA], "theo", None),
        ([THEO, PRIYA], "sam", None),
        ([], "theo", None),
    ],
)
def test_the_other_is_the_one_helper_in_the_other_role(
    team: list[tuple[str, str]], to: str, other: str | None
) -> None:
    assert the_other(team, to) == other


@pytest.mark.parametrize(
    ("team", "ways"),
    [
        ([THEO, PRIYA], tuple(Way)),
        ([THEO, TESS, PRIYA], tuple(Way)),
        ([THEO], (Way.MYSELF, Way.NOT_YET)),
        ([THEO, TESS], (Way.MYSELF, Way.NOT_YET)),
        ([], (Way.NOT_YET,)),
    ],
)
def test_a_way_is_offered_where_there_is_somebody_for_it(
    team: list[tuple[str, str]], ways: tuple[Way, ...]
) -> None:
    assert offered(team) == ways


@pytest.mark.parametrize(
    ("way", "reached"),
    [(Way.MYSELF, []), (Way.TOGETHER, ["to", "other"]), (Way.FOR_ME, ["to", "other"]), (Way.NOT_YET, [])],
)
def test_each_way_reaches_whom_it_says(way: Way, reached: list[str]) -> None:
    assert reached_by(way, "to", "other") == reached


@pytest.mark.parametrize("way", [Way.TOGETHER, Way.FOR_ME])
def test_a_way_that_takes_two_refuses_one(way: Way) -> None:
    with pytest.raises(ValueError, match="nobody else"):
        reached_by(way, "to", None)


people = st.sampled_from(["a", "b", "c", "d"])
teams = st.dictionaries(people, st.sampled_from(["therapist", "peer"])).map(lambda found: list(found.items()))


@given(teams, people)
def test_nobody_is_reached_who_is_not_on_the_team(team: list[tuple[str, str]], to: str) -> None:
    other = the_other(team, to)

    assert other is None or (other in dict(team) and other != to and dict(team)[other] != dict(team)[to])


@given(teams)
def test_what_is_offered_can_be_chosen_for_somebody(team: list[tuple[str, str]]) -> None:
    possible = any(the_other(team, person) for person in dict(team))

    assert (Way.FOR_ME in offered(team)) == (Way.TOGETHER in offered(team)) == possible
    assert offered(team)[-1] is Way.NOT_YET


# --- Until when ---


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        (date(2026, 11, 16), date(2026, 11, 18)),  # Monday to Wednesday
        (date(2026, 11, 19), date(2026, 11, 23)),  # Thursday to Monday
        (date(2026, 11, 20), date(2026, 11, 24)),  # Friday to Tuesday
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday to Tuesday
        (date(2026, 11, 25), date(2026, 11, 30)),  # over Thanksgiving, when it is a holiday
    ],
)
def test_two_working_days_to_answer(sent_on: date, due_on: date) -> None:
    calendar = Calendar(OFFICE.week, {date(2026, 11, 26): "Thanksgiving"})

    assert due(sent_on, calendar) == due_on


def test_a_practice_without_working_days_has_no_day_to_answer() -> None:
    assert due(date(2026, 11, 20), Calendar({})) is None
    assert not is_late(None, date(2030, 1, 1))


def test_it_is_late_only_after_the_day_to_answer() -> None:
    assert not is_late(date(2026, 11, 24), date(2026, 11, 24))
    assert is_late(date(2026, 11, 24), date(2026, 11, 25))


days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
weeks = st.sets(st.integers(0, 6), min_size=1).map(lambda found: dict.fromkeys(found, HOURS))


@given(days, weeks, st.sets(st.integers(0, 20)))
def test_between_sending_and_the_day_to_answer_lie_exactly_two_working_days(
    sent_on: date, week: dict[int, Hours], closed: set[int]
) -> None:
    calendar = Calendar(week, {sent_on + timedelta(days=number): "Closed" for number in closed})
    by = due(sent_on, calendar)

    assert by is not None
    between = [sent_on + timedelta(days=n) for n in range(1, (by - sent_on).days + 1)]
    assert sum(is_working_day(calendar, day) for day in between) == ANSWER_WITHIN
    assert is_working_day(calendar, by)


# --- Where it stands ---

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("own", "read", "closed", "taken", "after", "stands"),
    [
        (False, False, False, False, HOUR, State.SENT),
        (False, False, False, False, EXPIRES - HOUR, State.SENT),
        (False, False, False, False, EXPIRES, State.EXPIRED),
        (False, True, False, False, HOUR, State.READ),
        (False, True, False, False, EXPIRES * 9, State.READ),
        (False, True, True, False, EXPIRES * 9, State.CLOSED),
        (False, True, True, True, HOUR, State.WITHDRAWN),
        (False, False, False, True, EXPIRES, State.WITHDRAWN),
        (True, False, False, False, EXPIRES * 9, State.TO_SAY),
        (True, True, False, False, HOUR, State.SAID),
        (True, False, False, True, HOUR, State.WITHDRAWN),
    ],
)
def test_where_a_relay_stands(
    own: bool, read: bool, closed: bool, taken: bool, after: timedelta, stands: State
) -> None:
    assert stand(own, read, closed, taken, SENT + after) is stands


def stand(own: bool, read: bool, closed: bool, taken: bool, at: datetime) -> State:
    """Ask where a relay stands of which some things have happened."""
    then = SENT + HOUR
    return state(
        own=own, sent_at=SENT, read_at=then if read else None, outcome_at=then if closed else None,
        withdrawn_at=then if taken else None, at=at,
    )  # fmt: skip


flags = st.tuples(st.booleans(), st.booleans(), st.booleans())
after = st.timedeltas(timedelta(0), timedelta(days=90))


@given(st.booleans(), flags, after)
def test_what_was_taken_back_is_open_to_nobody(
    own: bool, happened: tuple[bool, bool, bool], later: timedelta
) -> None:
    read, closed, _taken = happened

    assert stand(own, read, closed, True, SENT + later) not in OPEN_TO_HELPERS


@given(flags, after)
def test_what_the_client_says_themselves_is_open_to_nobody(
    happened: tuple[bool, bool, bool], later: timedelta
) -> None:
    assert stand(True, *happened, SENT + later) not in OPEN_TO_HELPERS


@given(flags, after, after)
def test_time_alone_never_opens_what_was_shut(
    happened: tuple[bool, bool, bool], sooner: timedelta, later: timedelta
) -> None:
    assume(sooner <= later)
    if stand(False, *happened, SENT + sooner) not in OPEN_TO_HELPERS:
        assert stand(False, *happened, SENT + later) not in OPEN_TO_HELPERS


# --- What a peer may explain without asking again ---


def test_there_are_four_topics_and_no_other() -> None:
    assert [topic.value for topic in Topic] == ["words", "pace", "homework", "barriers"]


@pytest.mark.parametrize(("kept", "left"), [(0, 4), (1, 3), (3, 1), (4, 0), (5, 0)])
def test_a_topic_is_open_for_four_kept_meetings(kept: int, left: int) -> None:
    assert meetings_left(on=True, said_at=SENT, joined_at=[SENT], kept=kept) == left
    assert meetings_left(on=False, said_at=SENT, joined_at=[SENT], kept=kept) == 0


def test_a_helper_who_came_later_ends_it() -> None:
    joined = [SENT - timedelta(days=1), SENT + timedelta(seconds=1)]
    assert meetings_left(on=True, said_at=SENT, joined_at=joined, kept=0) == 0


@given(st.booleans(), st.integers(0, 50), st.lists(st.timedeltas(timedelta(-9), timedelta(9))))
def test_a_topic_is_never_open_longer_than_said(on: bool, kept: int, joined: list[timedelta]) -> None:
    left = meetings_left(on=on, said_at=SENT, joined_at=[SENT + gap for gap in joined], kept=kept)
    later = meetings_left(on=on, said_at=SENT, joined_at=[SENT + gap for gap in joined], kept=kept + 1)
    assert 0 <= later <= left <= STANDS_FOR


# --- Looking back together, earlier ---

BOTH = {"therapist", "peer"}
NOTHING: dict[str, Any] = {
    "roles": BOTH,
    "unanswered_since": None,
    "mine": False,
    "asker_stays": True,
    "said_no_at": None,
}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, Asking.POSSIBLE),
        ({"roles": {"therapist"}}, Asking.ALONE),
        ({"unanswered_since": SENT, "mine": True}, Asking.WAITS),
        ({"unanswered_since": SENT}, Asking.NOT_NOW),
        ({"unanswered_since": SENT, "asker_stays": False}, Asking.POSSIBLE),
        ({"unanswered_since": SENT - ASKS_FOR + timedelta(seconds=1), "mine": True}, Asking.WAITS),
        ({"unanswered_since": SENT - ASKS_FOR, "mine": True}, Asking.NOT_NOW),
        ({"unanswered_since": SENT - ASKS_FOR}, Asking.NOT_NOW),
        (
            {"unanswered_since": SENT - ASKS_FOR - ASK_AGAIN + timedelta(seconds=1), "mine": True},
            Asking.NOT_NOW,
        ),
        ({"unanswered_since": SENT - ASKS_FOR - ASK_AGAIN, "mine": True}, Asking.POSSIBLE),
        ({"said_no_at": SENT}, Asking.NOT_NOW),
        ({"said_no_at": SENT, "mine": True}, Asking.NOT_NOW),
        ({"said_no_at": SENT - ASK_AGAIN + timedelta(seconds=1)}, Asking.NOT_NOW),
        ({"said_no_at": SENT - ASK_AGAIN}, Asking.POSSIBLE),
    ],
)
def test_who_may_ask_to_look_back(known: dict[str, Any], expected: Asking) -> None:
    assert asking(**NOTHING | known, at=SENT) is expected


@pytest.mark.parametrize(("days", "asks"), [(0, True), (13, True), (14, False), (15, False)])
def test_a_request_without_an_answer_asks_for_two_weeks(days: int, asks: bool) -> None:
    assert still_asks(SENT - timedelta(days=days), SENT) is asks


@given(st.timedeltas(timedelta(0), timedelta(60)), st.booleans())
def test_no_answer_is_told_like_a_no_at_the_end_of_its_time(since: timedelta, mine: bool) -> None:
    silent = asking(**NOTHING | {"unanswered_since": SENT, "mine": mine}, at=SENT + ASKS_FOR + since)
    said_no = asking(**NOTHING | {"said_no_at": SENT + ASKS_FOR, "mine": mine}, at=SENT + ASKS_FOR + since)
    assert silent is said_no
