"""The walls between practices, tried in short on this run's database; and that each planted fault is noticed."""

import pytest

from proof.climbers import FAULTS, climbed
from tests.cast import World
from tests.parts.engines import on_sqlite

FEW = 600


def test_nothing_comes_through(real_world: World) -> None:
    found = climbed(real_world, FEW)

    assert found.hits == []
    assert sum(found.tried.values()) == FEW
    assert found.tried["links in SQL, refused for the link"] > 100


@pytest.mark.parametrize(
    ("fault", "noticed"),
    [
        ("unscoped", "xl get change-team"),
        pytest.param(
            "loose", "the database took a link", marks=on_sqlite
        ),  # the other engine’s keys are its owner’s
    ],
)
def test_a_planted_fault_is_noticed(real_world: World, fault: str, noticed: str) -> None:
    only = (lambda one: one.name == "change-team") if fault == "unscoped" else None
    found = climbed(real_world, FEW // 6, fault=FAULTS[fault], only=only)

    assert any(noticed in one for one in found.hits)
