"""Rows that are inserted plainly are what `save` would write; on SQLite writers take turns, and give them back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.record.models import Entry
from tandem.sealing.fields import Sealed
from tandem.tenancy.insert import insert, update
from tests.cast import World
from tests.counting import statements
from tests.parts.engines import on_sqlite
from tests.together import together


def a_goal(world: World, wording: str) -> Goal:
    return Goal(episode_id=world.episode_id, wording=wording, proposed_at=timezone.now())


def test_an_inserted_row_is_the_saved_one_sealed_words_too(world: World) -> None:
    one, two = a_goal(world, "Sleep & rest"), a_goal(world, "")
    with statements(connection) as asked:
        insert(one)
    assert len(asked) == 1
    insert(two, a_goal(world, "Walk"))

    assert isinstance(Goal.objects.values_list("wording", flat=True).get(pk=one.pk), Sealed)
    assert Goal.objects.get(pk=one.pk).wording == "Sleep & rest"
    kept, given = Goal.objects.get(pk=two.pk), vars(two)
    assert {name: getattr(kept, name) for name in given if name != "_state"} == {
        name: getattr(two, name) for name in given if name != "_state"
    }
    assert not one._state.adding


def test_nothing_to_insert_asks_nothing(world: World) -> None:
    with statements(connection) as asked:
        insert()
    assert not asked


def test_a_row_that_is_refused_spoils_its_transaction_only(world: World) -> None:
    goal = a_goal(world, "Sleep")
    insert(goal)
    with pytest.raises(DatabaseError), transaction.atomic():
        insert(a_goal(world, "Walk"), goal)
    assert Goal.objects.count() == 1


def test_a_change_writes_the_named_columns_only(world: World) -> None:
    goal, other = a_goal(world, "Sleep"), a_goal(world, "Walk")
    insert(goal, other)
    goal.wording, goal.proposed_at = "Rest", goal.proposed_at - timedelta(days=1)
    update(goal, "wording")

    kept = Goal.objects.get(pk=goal.pk)
    assert (kept.wording, kept.proposed_at) == ("Rest", goal.proposed_at + timedelta(days=1))
    assert Goal.objects.get(pk=other.pk).wording == "Walk"
    with pytest.raises(DatabaseError), transaction.atomic():
        update(a_goal(world, "Swim"), "wording")


@on_sqlite
def test_many_writers_are_all_served(real_world: World) -> None:
    def write() -> None:
        for _ in range(5):
            with transaction.atomic():
                insert(a_goal(real_world, "Sleep"))

    assert together(real_world.practice_id, *[write] * 8) == [None] * 8
    assert Goal.objects.count() == 40


@on_sqlite
def test_a_turn_is_given_back_however_it_ends(real_world: World) -> None:
    def fail() -> None:
        with transaction.atomic():
            insert(a_goal(real_world, "Sleep"))
            raise RuntimeError

    def vanish() -> None:
        with transaction.atomic():
            Member.objects.select_for_update().first()
            connection.close()

    def write() -> int:
        with transaction.atomic():
            return Entry.objects.count()

    for ending in (fail, vanish):
        together(real_world.practice_id, ending)
        assert isinstance(together(real_world.practice_id, write)[0], int)
