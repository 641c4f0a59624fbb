"""After which meetings a check is asked for, which questions it holds, and when a helper's card opens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.session_checks.rules.answers import Item
from tandem.session_checks.rules.asking import BEGINNING, TURNS, Rhythm, asked, items
from tandem.session_checks.rules.seal import SEALED_FOR, is_open, opens_at

BEGAN = datetime(2027, 3, 1, 9, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda after: BEGAN + after)


@pytest.mark.parametrize(
    ("days", "earlier", "asks"),
    [
        (0, 0, (Item.HEARD,)),
        (13, 3, (Item.HEARD,)),
        (14, 0, (Item.HEARD, Item.HONEST, Item.GOALS)),
        (21, 1, (Item.HEARD, Item.WAY, Item.HOPE)),
        (28, 2, (Item.HEARD, Item.ROOM, Item.HONEST)),
        (70, 5, (Item.HEARD, Item.HONEST, Item.GOALS)),
    ],
)
def test_two_questions_at_first_then_they_take_turns(days: int, earlier: int, asks: tuple[Item, ...]) -> None:
    assert items(episode_began=BEGAN, met_at=BEGAN + timedelta(days=days), earlier=earlier) == asks


@given(moments, st.integers(0, 500))
def test_a_check_never_has_more_than_four_questions(met_at: datetime, earlier: int) -> None:
    asks = items(episode_began=BEGAN, met_at=met_at, earlier=earlier)
    assert len(asks) + 1 <= 4  # and whether anything was off
    assert len(set(asks)) == len(asks)
    assert (len(asks) + 1 == 2) == (met_at < BEGAN + BEGINNING)


@given(st.integers(0, 500))
def test_any_three_checks_in_a_row_ask_everything(earlier: int) -> None:
    later = BEGAN + timedelta(days=20)
    said = {item for n in range(3) for item in items(episode_began=BEGAN, met_at=later, earlier=earlier + n)}
    assert said == set(Item)
    assert len(TURNS) == 5


@pytest.mark.parametrize(
    ("with_therapist", "rhythm", "nths"),
    [
        (True, Rhythm.EACH, [1, 2, 3, 4, 5, 6, 7, 8]),
        (True, Rhythm.SECOND, [1, 2, 3, 4, 5, 7]),
        (True, Rhythm.NEVER, [1, 2, 3, 4]),
        (False, Rhythm.EACH, [1, 3, 5, 7]),
        (False, Rhythm.SECOND, [1, 3, 5, 7]),
        (False, Rhythm.NEVER, []),
    ],
)
def test_which_meetings_ask(with_therapist: bool, rhythm: Rhythm, nths: list[int]) -> None:
    asks = [nth for nth in range(1, 9) if asked(with_therapist=with_therapist, nth=nth, rhythm=rhythm)]
    assert asks == nths


def test_a_card_opens_with_the_answer_or_after_two_days() -> None:
    soon = BEGAN + timedelta(hours=3)
    assert opens_at(met_until=BEGAN, answered_at=None) == BEGAN + timedelta(hours=48)
    assert opens_at(met_until=BEGAN, answered_at=soon) == soon
    assert opens_at(met_until=BEGAN, answered_at=BEGAN + timedelta(days=9)) == BEGAN + SEALED_FOR


@given(moments, st.none() | moments, moments)
def test_a_card_once_open_stays_open(met_until: datetime, answered_at: datetime | None, at: datetime) -> None:
    if is_open(met_until=met_until, answered_at=answered_at, at=at):
        assert is_open(met_until=met_until, answered_at=answered_at, at=at + timedelta(days=1))
    else:
        assert at < met_until + SEALED_FOR
