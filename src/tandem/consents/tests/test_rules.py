"""How a consent stands, who may explain it, and when it may be asked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.consents.rules import (
    INTRODUCTION,
    TERMS,
    ConsentKind,
    Phase,
    State,
    asked_next,
    ends_on,
    is_offered,
    may_explain,
    state,
    to_talk_about,
)
from tandem.permissions.rules import Role

TODAY = date(2027, 3, 1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One dated word."""

    on: bool
    at: datetime
    ends_on: date | None = None


def rows(words: str) -> list[Row]:
    """Return a row an hour: y yes, n taken back, o a yes whose last day was yesterday, l one that ends today."""
    last = {"o": TODAY - timedelta(days=1), "l": TODAY}
    return [
        Row(word != "n", NOON - timedelta(hours=len(words) - place), last.get(word))
        for place, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", State.NONE),
        ("y", State.GIVEN),
        ("yn", State.TAKEN_BACK),
        ("yny", State.GIVEN),
        ("o", State.ENDED),
        ("l", State.GIVEN),
        ("oy", State.GIVEN),
        ("yo", State.ENDED),
        ("on", State.TAKEN_BACK),
        ("n", State.TAKEN_BACK),
    ],
)
def test_the_latest_row_stands(words: str, expected: State) -> None:
    assert state(rows(words), TODAY) is expected
    assert state(rows(words)[::-1], TODAY) is expected  # in whatever order they come


def test_of_two_words_of_one_moment_the_second_stands() -> None:
    yes, no = Row(True, NOON), Row(False, NOON)

    assert state([yes, no], TODAY) is State.TAKEN_BACK
    assert state([no, yes], TODAY) is State.GIVEN


def test_a_yes_that_led_on_does_not_end_by_itself_but_can_be_taken_back() -> None:
    assert state(rows("o"), TODAY, followed=True) is State.GIVEN
    assert state(rows("on"), TODAY, followed=True) is State.TAKEN_BACK


words = st.builds(
    Row,
    on=st.booleans(),
    at=st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    ends_on=st.none() | st.dates(date(2027, 1, 1), date(2028, 1, 1)),
)
days = st.dates(date(2027, 1, 1), date(2028, 1, 1))


@given(st.lists(words), days)
def test_nothing_said_and_only_that_is_none(said: list[Row], today: date) -> None:
    assert (state(said, today) is State.NONE) is (said == [])


@given(st.lists(words, min_size=1), days)
def test_only_the_latest_word_counts(said: list[Row], today: date) -> None:
    latest = max(reversed(said), key=lambda row: row.at)  # of one moment, the last in order
    assert state(said, today) is state([latest], today)


@given(st.lists(words), days)
def test_whatever_was_said_before_a_taking_back_undoes_it(said: list[Row], today: date) -> None:
    back = Row(False, datetime(2028, 1, 1, tzinfo=UTC))
    assert state([*said, back], today) is State.TAKEN_BACK


@given(st.lists(words), days, st.integers(0, 400))
def test_waiting_never_opens_anything(said: list[Row], today: date, more: int) -> None:
    if state(said, today) is not State.GIVEN:
        assert state(said, today + timedelta(days=more)) is not State.GIVEN


@given(st.sampled_from(ConsentKind), days)
def test_a_yes_holds_on_its_last_day_and_not_on_the_next(kind: ConsentKind, today: date) -> None:
    last = ends_on(kind, today)
    given_ = [Row(True, NOON, last)]

    if last is None:
        assert state(given_, date.max) is State.GIVEN
    else:
        assert state(given_, last) is State.GIVEN
        assert state(given_, last + timedelta(days=1)) is State.ENDED


# Written out by hand: days it lasts (0: until taken back), who explains it (t, p, l), when it is on offer
# (c care, e ending, a after), whether an introduction asks it.
TABLE = {
    "meet_peer": (30, "t", "ce", False),
    "joint_care": (0, "tp", "ce", True),
    "limits": (0, "tp", "ce", True),
    "sud_part2": (365, "t", "ce", False),
    "channel": (365, "tp", "ce", False),
    "accompany": (90, "tp", "ce", False),
    "story_received": (0, "p", "ce", False),
    "feedback_use": (365, "l", "cea", False),
    "publicity": (365, "l", "a", False),
    "aftercare_contact": (365, "tp", "ea", False),
    "crisis_plan_share": (0, "tp", "ce", False),
    "quality_data": (0, "l", "cea", False),
}
LETTER = {"t": Role.THERAPIST, "p": Role.PEER, "l": Role.LEAD}
MOMENT = {"c": Phase.CARE, "e": Phase.ENDING, "a": Phase.ENDED}


def test_the_table_holds_every_kind() -> None:
    assert set(TABLE) == {kind.value for kind in ConsentKind} == {kind.value for kind in TERMS}


@pytest.mark.parametrize("kind", ConsentKind)
def test_each_kind_is_as_the_table_says(kind: ConsentKind) -> None:
    lasts, explained, offered, introduced = TABLE[kind.value]

    assert ends_on(kind, TODAY) == (TODAY + timedelta(days=lasts) if lasts else None)
    assert {role for role in Role if may_explain(kind, {role})} == {LETTER[one] for one in explained}
    assert {phase for phase in Phase if is_offered(kind, phase)} == {MOMENT[one] for one in offered}
    assert (kind in INTRODUCTION) is introduced


def test_nobody_explains_without_a_role() -> None:
    assert not any(may_explain(kind, ()) for kind in ConsentKind)


BOTH = {Role.THERAPIST, Role.PEER}


@pytest.mark.parametrize(
    ("team", "states", "expected"),
    [
        (BOTH, {}, ["joint_care", "limits"]),
        ({Role.THERAPIST}, {}, ["limits"]),
        (BOTH, {ConsentKind.LIMITS: State.GIVEN}, ["joint_care"]),
        (BOTH, {ConsentKind.JOINT_CARE: State.TAKEN_BACK}, ["limits"]),
        (BOTH, {ConsentKind.JOINT_CARE: State.ENDED, ConsentKind.LIMITS: State.GIVEN}, ["joint_care"]),
        (BOTH, dict.fromkeys(INTRODUCTION, State.GIVEN), []),
    ],
)
def test_what_is_left_to_talk_about(
    team: set[Role], states: dict[ConsentKind, State], expected: list[str]
) -> None:
    assert to_talk_about(team, states) == expected


def test_an_introduction_asks_one_after_the_other_and_ends() -> None:
    joint, limits = ConsentKind.JOINT_CARE, ConsentKind.LIMITS

    assert asked_next(joint, INTRODUCTION) is limits
    assert asked_next(limits, INTRODUCTION) is None
    assert asked_next(joint, [limits]) is None
