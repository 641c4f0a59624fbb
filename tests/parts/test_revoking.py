"""What a client takes back is refused from the next request on, even to somebody who never stops reading."""

import pytest

from tests.cast import World
from tests.parts.races import WAYS, Race, race_over_a_check, race_over_sharing, remembering

pytestmark = pytest.mark.usefixtures("rounds")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often the client takes back: few by default, as many as `--rounds` says."""
    Race.rounds = request.config.getoption("--rounds")
    return Race.rounds


@pytest.mark.parametrize("way", WAYS)
def test_nobody_reads_what_was_taken_back(real_world: World, way: str) -> None:
    race = WAYS[way](real_world)

    assert race.reads > race.rounds
    assert race.late == 0


@pytest.mark.parametrize("race", [race_over_a_check, race_over_sharing], ids=["a check", "sharing"])
def test_a_permission_that_is_remembered_is_caught(real_world: World, race: object) -> None:
    with remembering():
        assert race(real_world).late > 0  # type: ignore[operator]
