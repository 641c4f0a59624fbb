"""What a preset opens, against the table of the trust page written out by hand, and what is true of any choice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.permissions.sharing import (
    NOTHING_CHOSEN,
    PRESETS,
    Crossing,
    Preset,
    Sharing,
    Start,
    Switch,
    towards,
)

BEGAN = datetime(2027, 1, 1, tzinfo=UTC)
# Trust page, 4.2: separate, ask, open. SW6 by the line above its table.
TABLE: dict[Switch, tuple[object, object, object]] = {
    Switch.PEER_NOTES: (False, False, False),
    Switch.SUMMARIES: (False, False, True),
    Switch.CHECKS: ("nothing", "word", "word"),
    Switch.SCORES: (False, False, True),
    Switch.QUALITY: (False, False, False),
    Switch.TIMES: (False, False, True),
}
# Product page, "Presets": what crosses as a kind.
CROSSES: dict[Crossing, tuple[bool, bool, bool]] = {
    Crossing.GOALS: (False, True, True),
    Crossing.OWN_SIDE: (False, True, True),
    Crossing.ONE_LINE: (False, True, True),
    Crossing.EARLY_REVIEW: (False, True, True),
    Crossing.TOPICS: (False, True, True),
    Crossing.TIMES: (False, False, True),
}
COLUMNS = (Preset.SEPARATE, Preset.ASK, Preset.OPEN)
sharings = st.builds(
    Sharing, st.sampled_from(Preset), st.booleans(), st.booleans(), st.sampled_from(Start), st.booleans(),
    st.booleans(), st.booleans(),
)  # fmt: skip
moments = st.integers(0, 500).map(lambda days: BEGAN + timedelta(days=days))


@pytest.mark.parametrize("preset", COLUMNS)
def test_each_preset_sets_the_six_switches_as_the_table_says(preset: Preset) -> None:
    column = COLUMNS.index(preset)
    assert {name: getattr(PRESETS[preset], name.value) for name in Switch} == {
        name: row[column] for name, row in TABLE.items()
    }


@pytest.mark.parametrize("preset", COLUMNS)
def test_each_preset_lets_cross_what_the_table_says(preset: Preset) -> None:
    column = COLUMNS.index(preset)
    assert {one: PRESETS[preset].lets(one) for one in Crossing} == {
        one: row[column] for one, row in CROSSES.items()
    }


def test_whoever_has_chosen_nothing_is_asked_each_time() -> None:
    assert PRESETS[Preset.ASK] == NOTHING_CHOSEN
    assert towards(None, chosen_at=None, joined_at=BEGAN, began_at=BEGAN) == NOTHING_CHOSEN


@given(st.none() | sharings, moments, moments)
def test_who_came_after_the_choice_shares_in_nothing(
    chosen: Sharing | None, chosen_at: datetime, joined_at: datetime
) -> None:
    said_at = chosen_at if chosen else None
    got = towards(chosen, chosen_at=said_at, joined_at=joined_at, began_at=BEGAN)
    if joined_at > (said_at or BEGAN):
        assert not any(got.lets(one) for one in Crossing)
        assert got == PRESETS[Preset.SEPARATE]
    else:
        assert got == (chosen or NOTHING_CHOSEN)


@given(sharings)
def test_kept_separate_nothing_crosses_but_the_times_somebody_switched_on(sharing: Sharing) -> None:
    apart = sharing.changed(preset=Preset.SEPARATE)
    assert {one for one in Crossing if apart.lets(one)} == ({Crossing.TIMES} if sharing.times else set())
