"""Work on the table is done once, comes back when a worker is lost, and gives up in the end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tandem.jobs.actions import enqueue
from tandem.jobs.loop import take, work_once
from tandem.jobs.models import Job
from tandem.jobs.registry import TASKS, task
from tandem.jobs.rules import LEASE, MOST_ATTEMPTS
from tandem.tenancy import current
from tandem.tenancy.current import NoPractice, current_practice_id
from tests.cast import World
from tests.together import together

NOW = timezone.now()
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.usefixtures("_tasks")


@pytest.fixture
def done() -> list[Any]:
    """What the workers of this test have done."""
    return []


@pytest.fixture
def _tasks(done: list[Any]) -> Iterator[None]:
    before = dict(TASKS)

    @task("note")
    def note(*, at: datetime, word: str = "done") -> None:
        done.append(word)

    @task("break")
    def break_(*, at: datetime) -> None:
        done.append("tried")
        raise RuntimeError("Cleo said something that no log may hold")

    @task("where")
    def where(*, at: datetime) -> None:
        done.append(current_practice_id())

    yield
    TASKS.clear()
    TASKS.update(before)


def test_a_job_is_done_once(world: World, done: list[Any]) -> None:
    enqueue("note", at=NOW, word="hello")

    assert [work_once(NOW), work_once(NOW)] == [True, False]
    assert done == ["hello"]
    assert Job.objects.get().done_at == NOW


def test_a_job_waits_until_it_is_due(world: World, done: list[Any]) -> None:
    enqueue("note", at=NOW + SECOND)

    assert not work_once(NOW)
    assert work_once(NOW + SECOND)


def test_the_oldest_job_comes_first(world: World, done: list[Any]) -> None:
    for word, ago in (("new", 1), ("old", 3), ("middle", 2)):
        enqueue("note", at=NOW - ago * SECOND, word=word)
    while work_once(NOW):
        pass

    assert done == ["old", "middle", "new"]


def test_a_job_works_for_the_practice_that_asked(world: World, done: list[Any]) -> None:
    enqueue("where", at=NOW, practice_id=world.other_practice_id)
    work_once(NOW)

    assert done == [world.other_practice_id]
    assert current_practice_id() == world.practice_id


def test_a_job_of_no_practice_sees_no_rows(real_world: World, done: list[Any]) -> None:
    enqueue("where", at=NOW)
    token = current._current.set(None)
    try:
        work_once(NOW)
    finally:
        current._current.reset(token)

    assert done == []
    assert Job.objects.get().error == NoPractice.__name__


def test_a_job_that_was_not_committed_is_never_done(real_world: World, done: list[Any]) -> None:
    with transaction.atomic():
        enqueue("note", at=NOW)
        transaction.set_rollback(True)

    assert not work_once(NOW)


def test_a_lost_workers_job_comes_back_when_its_lease_ends(world: World, done: list[Any]) -> None:
    enqueue("note", at=NOW)
    assert take(NOW)  # and the worker is never heard of again

    assert not work_once(NOW + LEASE)
    assert work_once(NOW + LEASE + SECOND)
    assert done == ["done"]
    assert Job.objects.get().attempts == 2


def test_a_failing_job_rests_longer_each_time_and_gives_up(world: World, done: list[Any]) -> None:
    enqueue("break", at=NOW)
    at, rests = NOW, []
    while (job := Job.objects.get()).gave_up_at is None:
        rests.append((job.due_at - at).total_seconds() / 60)
        at = job.due_at
        assert not work_once(at - SECOND)
        assert work_once(at)

    assert rests == [0, 1, 2, 4, 8, 16, 32, 64]
    assert done == ["tried"] * MOST_ATTEMPTS
    assert not work_once(at + timedelta(days=365))


def test_a_failed_job_keeps_the_kind_of_error_and_none_of_its_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue("break", at=NOW)
    work_once(NOW)

    assert Job.objects.get().error == "RuntimeError"
    assert "Cleo" not in caplog.text + str([vars(record) for record in caplog.records])


def test_a_job_that_nobody_knows_fails_like_any_other(world: World) -> None:
    enqueue("forgotten", at=NOW)

    assert work_once(NOW)
    assert Job.objects.get().error == "KeyError"


def test_the_same_key_waits_once(world: World, done: list[Any]) -> None:
    enqueue("note", at=NOW, key="a", word="first")
    enqueue("note", at=NOW, key="a", word="second")
    enqueue("note", at=NOW, key="b", word="third")
    while work_once(NOW):
        pass

    assert done == ["first", "third"]
    enqueue("note", at=NOW, key="a", word="again")
    assert work_once(NOW)
    assert done[-1] == "again"


def test_jobs_without_a_key_are_each_done(world: World, done: list[Any]) -> None:
    enqueue("note", at=NOW)
    enqueue("note", at=NOW)
    while work_once(NOW):
        pass

    assert len(done) == 2


def test_several_workers_share_the_work_and_do_each_job_once(real_world: World, done: list[Any]) -> None:
    with transaction.atomic():
        for number in range(24):
            enqueue("note", at=NOW, word=str(number))

    def work() -> int:
        return sum(1 for _ in iter(lambda: work_once(NOW), False))

    shares = together(real_world.practice_id, *[work] * 4)

    assert not [one for one in shares if isinstance(one, Exception)]
    assert sorted(done, key=int) == [str(number) for number in range(24)]
    assert sum(shares) == 24
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_many_who_ask_at_once_for_the_same_key_get_one_job(real_world: World, done: list[Any]) -> None:
    answers = together(real_world.practice_id, *[lambda: enqueue("note", at=NOW, key="same")] * 6)

    assert answers == [None] * 6
    assert Job.objects.count() == 1


def test_a_job_that_takes_every_worker_with_it_is_given_up(world: World) -> None:
    enqueue("note", at=NOW)
    at = NOW
    for _attempt in range(MOST_ATTEMPTS):
        assert take(at)  # and that worker is never heard of again
        at += LEASE + SECOND

    assert take(at) is None
    assert Job.objects.get().error == "WorkerLost"
