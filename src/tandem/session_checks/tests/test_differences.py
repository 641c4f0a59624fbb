"""What counts as a reason for a talk, with examples worked by hand from the measures page."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.session_checks.rules.answers import Answers
from tandem.session_checks.rules.differences import (
    USUAL_GAP,
    Known,
    Reason,
    Seen,
    core_means,
    falling,
    fell,
    guessed_higher,
    off_chart,
    other_step,
    reasons,
    usual_gap,
)


def all_five(*numbers: int) -> Answers:
    honest, heard, goals, way, hope = numbers
    return Answers(honest=honest, heard=heard, goals=goals, way=way, hope=hope)


EIGHTS, EMPTY = all_five(8, 8, 8, 8, 8), Answers()


def means(*numbers: float) -> list[Fraction | None]:
    return [Fraction(str(number)) for number in numbers]


def test_the_core_mean_takes_the_latest_answer_of_three_checks() -> None:
    first = Answers(heard=8, honest=8, goals=8)
    second = Answers(heard=6, way=8, hope=8)
    third = Answers(heard=4, room=0, honest=7)
    # first: 3 of 5 answered; second: 8, 6, 8, 8, 8; third: honest 7, heard 4, goals 8, way 8, hope 8
    assert core_means([first, second, third]) == [None, Fraction(38, 5), Fraction(35, 5)]


def test_one_of_five_may_be_missing_and_two_may_not() -> None:
    assert core_means([Answers(honest=1, heard=2, goals=3, way=5)]) == [Fraction(11, 4)]
    assert core_means([Answers(honest=1, heard=2, goals=3, room=9)]) == [None]


@pytest.mark.parametrize(
    ("points", "falls"),
    [
        ((8, 8, 8, 6.3), True),  # 8 − 1.7 = 6.3
        ((8, 8, 8, 6.4), False),
        ((9, 2, 8, 6.3), True),  # the median of 9, 2, 8 is 8
        ((2, 9, 8, 8, 6.3), True),  # only the last three count
        ((8, 8, 6), False),  # too few before it
    ],
)
def test_r2_a_fall_below_the_median_of_the_last_three(points: tuple[float, ...], falls: bool) -> None:
    assert fell(means(*points)) is falls


@pytest.mark.parametrize(
    ("points", "off"),
    [
        ((8, 8, 7, 8, 7, 3), True),  # mean 41/6 = 6.833; moves 0, 1, 1, 1, 4: mean 1.4; 6.833 − 3.724 = 3.109
        ((8, 8, 7, 8, 7, 4), False),  # mean 7; moves 0, 1, 1, 1, 3: mean 1.2; 7 − 3.192 = 3.808
        ((8, 8, 8, 8, 8, 8), False),
        ((8, 8, 7, 8, 0), False),  # five points are no chart
    ],
)
def test_r3_a_point_below_the_chart(points: tuple[float, ...], off: bool) -> None:
    assert off_chart(means(*points)) is off


@pytest.mark.parametrize(
    ("points", "falls"),
    [((8, 7, 6), True), ((8, 7, 6.1), False), ((9, 8, 8, 7), False), ((7, 6), False), ((5, 9, 8, 7), True)],
)
def test_r4_two_falls_in_a_row(points: tuple[float, ...], falls: bool) -> None:
    assert falling(means(*points)) is falls


@pytest.mark.parametrize(
    ("guess", "heard", "gap"),
    [
        (7, 5, True),  # 7 − 5 + 0.8 = 2.8
        (6, 5, False),  # 1.8
        (10, 4, True),
        (10, 10, False),
        (0, 9, False),  # the helper guessed too low: never shown
        (None, 0, False),
        (10, None, False),
    ],
)
def test_r5_a_helper_who_guessed_higher(guess: int | None, heard: int | None, gap: bool) -> None:
    assert guessed_higher(Seen(guess=guess), heard) is gap


def test_r5_never_shows_a_gap_where_the_client_is_not_lower() -> None:
    wary = Fraction(-4)  # where helpers usually guess four too low, an equal guess is "higher than usual"
    assert not guessed_higher(Seen(guess=8), 8, wary)
    assert guessed_higher(Seen(guess=9), 8, wary)


def test_the_usual_gap_is_the_practices_own_from_thirty_pairs_on() -> None:
    assert usual_gap([-2] * 29) == USUAL_GAP == Fraction(-4, 5)
    assert usual_gap([-2] * 15 + [-1] * 15) == Fraction(-3, 2)


@pytest.mark.parametrize(
    ("agreed", "takeaway", "other"),
    [
        ("", "", False),
        ("Ring the library", "", True),
        ("", "Ring my sister", True),
        ("Ring the library about the course", "I ask at the library", False),
        ("Breathe out slowly", "Go for a walk", True),
    ],
)
def test_the_next_step_differs_when_it_shares_no_word(agreed: str, takeaway: str, other: bool) -> None:
    assert other_step(agreed, takeaway) is other


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (Known([Answers(heard=10, off="no")]), ()),
        (Known([Answers(heard=4, off="small")]), ()),
        (Known([Answers(heard=3)]), (Reason.LOW,)),
        (Known([Answers(heard=9, room=5)]), (Reason.HARD_TO_SAY,)),
        (Known([Answers(heard=9, room=6)]), ()),
        (Known([Answers(off="yes", line="The end was quick.")]), (Reason.LINE, Reason.OFF)),
        (Known([Answers(heard=4, off="no")], Seen(guess=10)), (Reason.GUESSED_HIGHER,)),
        (Known([EIGHTS] * 3 + [EMPTY]), ()),
        (Known([EIGHTS] * 3 + [EMPTY] * 2), (Reason.SKIPPED,)),
        (Known([EIGHTS] * 2 + [EMPTY] * 2), ()),
        (Known([EIGHTS] * 3 + [EMPTY] * 3), ()),  # said once, not again
        (Known([EIGHTS], Seen(goal="b"), "a", True), (Reason.OTHER_GOAL,)),
        (Known([EIGHTS], Seen(goal="b"), "a", False), ()),
        (Known([EIGHTS], Seen(goal="a"), "a", True), ()),
        (Known([EIGHTS], Seen(step="Sleep diary")), (Reason.OTHER_STEP,)),
        (Known([EIGHTS] * 3 + [all_five(6, 6, 6, 6, 6)]), (Reason.FELL,)),
    ],
)
def test_reasons_for_a_talk(known: Known, found: tuple[Reason, ...]) -> None:
    assert reasons(known) == found


number = st.none() | st.integers(0, 10)
some = st.builds(
    Answers, heard=number, honest=number, goals=number, way=number, hope=number, room=number,
    off=st.sampled_from(["", "no", "small", "yes"]), line=st.sampled_from(["", "Hm."]),
)  # fmt: skip
histories = st.lists(some, min_size=1, max_size=12)


@given(histories, st.none() | st.builds(Seen, guess=number))
def test_there_is_always_an_answer_and_it_is_the_same_again(
    history: list[Answers], seen: Seen | None
) -> None:
    assert reasons(Known(history, seen)) == reasons(Known(history, seen))


@given(st.integers(1, 12), number)
def test_straight_tens_are_never_answered_with_doubt(times: int, guess: int | None) -> None:
    tens = Answers(heard=10, honest=10, goals=10, way=10, hope=10, room=10, off="no")
    assert reasons(Known([tens] * times, Seen(guess=guess))) == ()


@given(histories, number)
def test_what_a_helper_guessed_alone_can_add_one_reason_at_most(
    history: list[Answers], guess: int | None
) -> None:
    with_it, without = reasons(Known(history, Seen(guess=guess))), reasons(Known(history))
    assert set(with_it) - set(without) <= {Reason.GUESSED_HIGHER, Reason.OTHER_STEP}
    assert set(without) <= set(with_it)
