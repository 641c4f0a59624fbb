"""The proof that hidden and absent are the same to a stranger, in short; and that it notices what it has to."""

import pytest

from proof.absent import compare, planted
from tests.cast import World


def test_what_is_hidden_and_what_is_absent_are_told_apart_by_nothing(real_world: World) -> None:
    told, faults = compare(real_world, 60)

    assert faults == [], told


@pytest.mark.parametrize(("fault", "noticed"), [("slow", "ms apart"), ("longer", "other bytes")])
def test_it_notices_what_is_planted(real_world: World, fault: str, noticed: str) -> None:
    with planted(fault):
        _told, faults = compare(real_world, 20)

    assert [noticed in found for found in faults] == [True]
