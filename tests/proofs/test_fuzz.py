"""The proof of hostile requests, in short, on this run's database; and that it notices what it has to."""

import random

import pytest

from proof.fuzz import Fuzzer, planted
from tests.cast import World
from tests.language.furnished import furnish


def fuzzed(world: World, count: int, seed: int) -> Fuzzer:
    """Send so many requests to a practice in full swing."""
    one = Fuzzer(world, furnish(world), random.Random(seed))
    one.run(count)
    return one


def test_whatever_is_sent_nothing_fails_and_nothing_leads_away(world: World) -> None:
    one = fuzzed(world, 800, seed=3)

    assert one.faults == []
    assert one.forms > 60
    assert {200, 302, 404, 405, 422} <= set(one.statuses)


@pytest.mark.parametrize(("fault", "noticed"), [("nul", "500 ValueError"), ("safe", "shows ")])
def test_it_notices_what_is_planted(world: World, fault: str, noticed: str) -> None:
    with planted(fault):
        one = fuzzed(world, 300, seed=3)

    assert noticed in "\n".join(one.faults)
