"""What counts as worth a talk, and what an answer may be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.session_checks.rules import Answers, Off, Word, since, word


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Answers(), Word.ALL_WELL),
        (Answers(heard=10, off="no"), Word.ALL_WELL),
        (Answers(heard=4), Word.ALL_WELL),
        (Answers(heard=3), Word.WORTH_A_TALK),
        (Answers(heard=0), Word.WORTH_A_TALK),
        (Answers(heard=10, off="small"), Word.WORTH_A_TALK),
        (Answers(heard=10, off="yes"), Word.WORTH_A_TALK),
        (Answers(heard=10, off="no", line="One more thing."), Word.WORTH_A_TALK),
        (Answers(heard=10, off="no", line="   "), Word.ALL_WELL),
    ],
)
def test_a_word_is_worth_a_talk_when_anything_is_off(answers: Answers, said: Word) -> None:
    assert word(answers) is said


@pytest.mark.parametrize("heard", [-1, 11, 100])
def test_a_number_off_the_scale_is_refused(heard: int) -> None:
    with pytest.raises(ValueError, match="heard is 0 to 10"):
        Answers(heard=heard)


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown choice"):
        Answers(off="maybe")


@pytest.mark.parametrize(
    ("answers", "empty"),
    [(Answers(), True), (Answers(heard=0), False), (Answers(off="no"), False), (Answers(line="Hm."), False)],
)
def test_a_check_is_empty_only_when_everything_was_skipped(answers: Answers, empty: bool) -> None:
    assert answers.empty is empty


some_answers = st.builds(
    Answers,
    heard=st.none() | st.integers(0, 10),
    off=st.sampled_from(["", *Off]),
    line=st.text(max_size=20),
)


@given(some_answers)
def test_a_word_is_one_of_two_whatever_was_said(answers: Answers) -> None:
    assert word(answers) in set(Word)


@given(some_answers, st.integers(0, 10))
def test_a_lower_number_never_makes_it_better(answers: Answers, lower: int) -> None:
    if answers.heard is not None and lower <= answers.heard and word(answers) is Word.WORTH_A_TALK:
        assert word(Answers(lower, answers.off, answers.line)) is Word.WORTH_A_TALK


def test_a_meeting_can_be_answered_for_two_weeks() -> None:
    at = datetime(2027, 3, 15, tzinfo=UTC)

    assert since(at) == at - timedelta(days=14)
