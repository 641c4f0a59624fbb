"""The proof of hostile requests, in short, on this run's database; and that it notices what it has to."""

import random
from unittest.mock import patch

import pytest
from django.template import Template
from django.test.utils import _TestState

from proof.fuzz import Fuzzer, planted
from tests.cast import World
from tests.language.furnished import furnish


def fuzzed(world: World, count: int, seed: int) -> Fuzzer:
    """Send so many requests to a practice in full swing."""
    one = Fuzzer(world, furnish(world), random.Random(seed))
    plain = (
        _TestState.saved_data.template_render
    )  # the tests' own copies each template's context for each page
    with patch.object(Template, "_render", plain):
        one.run(count)
    return one


def test_whatever_is_sent_nothing_fails_and_nothing_leads_away(world: World) -> None:
    one = fuzzed(world, 400, seed=3)

    assert one.faults == []
    assert one.forms > 20
    assert {200, 302, 404, 405, 422} <= set(one.statuses)


@pytest.mark.parametrize(
    ("fault", "count", "noticed"), [("nul", 120, "500 ValueError"), ("safe", 300, "shows ")]
)
def test_it_notices_what_is_planted(world: World, fault: str, count: int, noticed: str) -> None:
    with planted(fault):
        one = fuzzed(world, count, seed=3)

    assert noticed in "\n".join(one.faults)
