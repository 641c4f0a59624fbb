"""The access table, asked of the program in short, on this run's database; and that each planted fault is noticed."""

import re
from collections import Counter
from itertools import islice

import pytest
from django.template.loader import render_to_string

from proof import cells, doors, expected, planted_doors
from tandem.people.models import Member
from tandem.permissions.rules import Refusal
from tests.architecture.test_strangers import OPEN
from tests.architecture.urls import addresses
from tests.cast import World

STATES = list(islice(cells.states(full=False), 0, None, 5))
ONE = ["ask, all shown"]


def test_the_table_has_a_line_for_every_address_that_is_not_open_to_all() -> None:
    named = {row.address.split("@")[0] for row in expected.rows("door")}

    assert named == {one.name for one in addresses()} - OPEN


def test_whoever_must_not_be_here_has_nothing_on_any_line_but_their_own_pages() -> None:
    lines = [*expected.rows("door"), *expected.rows("words")]
    outside = expected.PEOPLE[10:]

    assert {row.cells[who] for row in lines for who in outside} == {"-", ".", "n"}
    assert {row.cells["an"] for row in lines} == {"-"}


def test_in_process_every_cell_is_as_the_table_says(world: World) -> None:
    found = cells.asked(world, STATES)

    assert (found.leaks, found.denials) == ([], [])
    assert found.cells > 10_000
    assert 0.5 < found.refused / found.cells < 0.95


def test_over_http_every_cell_is_as_the_table_says(world: World) -> None:
    found, requests, wrong = doors.walked(world, doors.one_in(24), ONE)

    assert (found.leaks, found.denials, wrong) == ([], [], [])
    assert requests > 200


@pytest.mark.parametrize("fault", ["helpers"])
def test_a_planted_fault_is_noticed_in_process(world: World, fault: str) -> None:
    with planted_doors.FAULTS[fault]():
        found = cells.asked(world, STATES[:1])

    assert Counter(one.split(",")[0] for one in found.leaks).keys() == {"op", "ot", "ep", "et"}


@pytest.mark.parametrize("fault", planted_doors.FAULTS)
def test_a_planted_fault_is_noticed_over_http(world: World, fault: str) -> None:
    with planted_doors.FAULTS[fault]():
        found, _, _ = doors.walked(world, planted_doors.only(fault), ONE)

    assert found.leaks


def test_every_refusal_is_told_in_words_of_its_own_or_looks_like_a_page_that_is_not_there(
    world: World,
) -> None:
    told = {one for one in Refusal if one.may_be_known}
    client = Member(name="Cleo Example")
    pages = {
        one: render_to_string("care/refused.html", {"reason": one.value, "client": client}) for one in told
    }

    assert set(Refusal) - told == {Refusal.NOT_YOURS, Refusal.NOT_SHARED}
    assert len({re.findall("<h1>(.+)</h1>", page)[0] for page in pages.values()}) == len(told)
