"""The chain of what happened: whole after many acts, and broken wherever somebody touched it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tandem.care.actions import join_team, leave_team
from tandem.care.events import CalendarChanged
from tandem.goals.actions import close_goal, propose_goal
from tandem.permissions.rules import Role
from tandem.record.actions import _follow, chain_looks, happened
from tandem.record.models import ChainHead, Entry, Look
from tandem.record.queries import broken_at
from tandem.record.rules import Link, link_hash
from tandem.tenancy.current import using_practice
from tests.cast import World
from tests.parts.engines import tamper
from tests.parts.meetings import a_check, a_kept_meeting, an_episode
from tests.together import together

HOUR = timedelta(hours=1)


def live(world: World) -> None:
    """Let a good deal happen."""
    at, episode, cleo, theo, tess = (
        timezone.now(), an_episode(world), *(world.actor(name).member for name in ("cleo", "theo", "tess")),
    )  # fmt: skip
    for number in range(3):
        goal = propose_goal(episode=episode, wording=f"Goal {number}", by=cleo, at=at)
        close_goal(goal=goal, by=cleo, at=at)
        a_check(a_kept_meeting(world, hours_ago=3 + number), to=[theo])
    join_team(episode=episode, member=tess, role=Role.THERAPIST, by=theo.pk, at=at)
    leave_team(episode=episode, member=tess, by=theo.pk, at=at)


def test_the_chain_holds_after_much_has_happened(real_world: World) -> None:
    live(real_world)

    assert Entry.objects.count() > 40
    assert broken_at() is None
    with using_practice(real_world.other_practice_id):
        assert broken_at() is None


def test_the_chain_counts_on_without_gaps(world: World) -> None:
    live(world)
    numbers = list(Entry.objects.order_by("sequence").values_list("sequence", flat=True))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_record_holds_no_word_that_somebody_wrote(world: World) -> None:
    live(world)
    everything = " ".join(Entry.objects.values_list("details", flat=True))

    assert not [word for word in ("Goal 1", "thread", "Cleo", "Theo", "@") if word in everything]


def test_a_request_that_fails_leaves_no_entry(real_world: World) -> None:
    before, cleo = Entry.objects.count(), real_world.actor("cleo").member
    with transaction.atomic():
        propose_goal(episode=an_episode(real_world), wording="Gone", by=cleo, at=timezone.now())
        transaction.set_rollback(True)

    assert Entry.objects.count() == before
    assert broken_at() is None


def test_many_at_once_still_make_one_chain(real_world: World) -> None:
    episode, cleo, at = an_episode(real_world), real_world.actor("cleo").member, timezone.now()

    def add() -> None:
        for _ in range(4):
            propose_goal(episode=episode, wording="Sleep", by=cleo, at=at)

    before = Entry.objects.count()
    assert together(real_world.practice_id, *[add] * 4) == [None] * 4
    assert Entry.objects.count() == before + 16
    assert broken_at() is None


# Faults that somebody planted behind the program's back ----------------------------------------------

PLANTED = [
    ("UPDATE record_entry SET details = '{}' WHERE practice_id = %s AND sequence = 4", 4),
    ("UPDATE record_entry SET event = 'GoalClosed' WHERE practice_id = %s AND sequence = 1", 1),
    ("UPDATE record_entry SET at = '2020-01-01 00:00:00+00:00' WHERE practice_id = %s AND sequence = 3", 3),
    ("DELETE FROM record_entry WHERE practice_id = %s AND sequence = 5", 5),
    ("DELETE FROM record_entry WHERE practice_id = %s AND sequence = 1", 1),
    ("DELETE FROM record_entry WHERE practice_id = %s", 1),
    ("UPDATE record_chainhead SET sequence = sequence - 1 WHERE practice_id = %s", -1),
    ("DELETE FROM record_chainhead WHERE practice_id = %s", -1),
]


@pytest.mark.parametrize(("sql", "where"), PLANTED)
def test_an_entry_that_was_touched_is_found(real_world: World, sql: str, where: int) -> None:
    live(real_world)
    end = Entry.objects.count() + 1
    tamper(sql)

    assert broken_at() == (where if where > 0 else end)


def test_an_entry_that_names_somebody_else_is_found(real_world: World) -> None:
    live(real_world)
    entry = Entry.objects.exclude(by=None).order_by("sequence")[3]
    tamper('UPDATE record_entry SET "by" = NULL WHERE practice_id = %s AND sequence = %s', entry.sequence)

    assert broken_at() == entry.sequence


def test_an_end_that_was_cut_off_is_found(real_world: World) -> None:
    live(real_world)
    last = Entry.objects.count()
    tamper("DELETE FROM record_entry WHERE practice_id = %s AND sequence > %s", last - 3)

    assert broken_at() == last - 2


def test_two_entries_that_changed_places_are_found(real_world: World) -> None:
    live(real_world)
    for before, after in ((4, 9999), (5, 4), (9999, 5)):
        tamper(f"UPDATE record_entry SET sequence = {after} WHERE practice_id = %s AND sequence = %s", before)

    assert broken_at() == 4


def test_an_entry_changed_with_a_fresh_hash_is_found_at_the_next(real_world: World) -> None:
    live(real_world)
    entry = Entry.objects.get(sequence=4)
    forged = link_hash(
        Link(
            str(entry.pk),
            4,
            entry.at.isoformat(),
            entry.event,
            str(entry.by or ""),
            '{"forged":1}',
            entry.previous,
        )
    )
    said = f"""details = '{{"forged":1}}', hash = '{forged}'"""
    tamper(f"UPDATE record_entry SET {said} WHERE practice_id = %s AND sequence = 4")

    assert broken_at() == 5


# Looks -----------------------------------------------------------------------------------------------


def some_looks(world: World) -> None:
    """Let Theo look, an hour ago."""
    theo = world.actor("theo").member
    for number in range(4):
        Look.objects.create(
            at=timezone.now() - HOUR - timedelta(minutes=number), by=theo.pk, act="see_goals",
            episode_id=world.episode_id,
        )  # fmt: skip
    chain_looks(at=timezone.now())


def test_looks_are_tied_into_the_chain_once(real_world: World) -> None:
    some_looks(real_world)
    before = Entry.objects.count()
    chain_looks(at=timezone.now())

    assert Entry.objects.filter(event="LooksChained").count() == 1
    assert Entry.objects.count() == before
    assert broken_at() is None


def test_looks_that_may_still_arrive_are_left_for_the_next_round(world: World) -> None:
    at = timezone.now()
    Look.objects.create(at=at - timedelta(seconds=29), by=world.actor("theo").pk, act="see_today")
    chain_looks(at=at)
    assert not Entry.objects.filter(event="LooksChained").exists()

    chain_looks(at=at + timedelta(seconds=2))
    assert Entry.objects.filter(event="LooksChained").count() == 1


def test_rounds_follow_one_another_without_gap_or_overlap(world: World) -> None:
    theo, start = world.actor("theo").pk, timezone.now() - HOUR
    for minute in range(10):
        at = start + timedelta(minutes=minute)
        Look.objects.create(at=at, by=theo, act="see_today")
        chain_looks(at=at + timedelta(seconds=30))  # each look lies on the edge of its round
    chain_looks(at=timezone.now())

    said = Entry.objects.filter(event="LooksChained").values_list("details", flat=True)
    assert sum(int(one.split('"count":')[1].split(",")[0]) for one in said) == 10
    assert broken_at() is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record_look SET act = 'see_episode' WHERE practice_id = %s",
        "UPDATE record_look SET refused = 'closed' WHERE practice_id = %s",
        "DELETE FROM record_look WHERE practice_id = %s",
        "DELETE FROM record_look WHERE practice_id = %s AND id IN (SELECT max(id::text)::uuid FROM record_look)",
    ],
)
def test_a_look_that_was_touched_is_found(real_world: World, sql: str) -> None:
    if connection.vendor == "sqlite":
        sql = sql.replace("max(id::text)::uuid", "max(id)")
    some_looks(real_world)
    where = Entry.objects.get(event="LooksChained").sequence
    assert tamper(sql)

    assert broken_at() == where


def test_a_look_that_was_slipped_in_later_is_found(real_world: World) -> None:
    some_looks(real_world)
    Look.objects.create(at=timezone.now() - HOUR, by=real_world.actor("tess").pk, act="see_goals")

    assert broken_at() == Entry.objects.get(event="LooksChained").sequence


def test_an_event_of_no_followers_list_is_refused(world: World) -> None:
    with pytest.raises(KeyError):
        _follow(object(), world.practice_id, timezone.now())


def test_each_practice_has_a_chain_of_its_own(world: World) -> None:
    here = ChainHead.objects.get().sequence
    with using_practice(world.other_practice_id):
        there = ChainHead.objects.get().sequence
        happened(CalendarChanged(), by=None, at=timezone.now())
        assert ChainHead.objects.get().sequence == there + 1

    assert ChainHead.objects.get().sequence == here
