"""Files of any size: memory stays flat, progress moves, and whoever else waits has their turn."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.exchange import actions, queries
from tandem.exchange.models import ImportBatch
from tandem.exchange.rules.csv_rows import read_people
from tandem.exchange.tests.files import HEADER, bring_in, check, csv
from tandem.jobs.actions import enqueue
from tandem.jobs.loop import work_once
from tandem.jobs.models import Job
from tandem.jobs.registry import TASKS
from tandem.people.models import Member


def lines(count: int) -> Iterator[str]:
    """Yield a made-up file, line by line."""
    yield f"{HEADER}\r\n"
    for number in range(count):
        yield f"{number},Casey Madeup{number},{1950 + number % 50}-01-01,casey{number}@size.example,,en\r\n"


def peak(count: int) -> int:
    """Return how much memory reading so many lines takes at most, in bytes."""
    tracemalloc.start()
    try:
        for _row in read_people(lines(count), timezone.localdate()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_longer_file_takes_no_more_memory_to_read() -> None:
    peak(100)  # what is remembered after the first time does not count

    assert peak(5000) < 1.2 * peak(500)


def test_checking_a_file_tells_how_many_rows_are_read(practice: Any) -> None:
    told: list[int] = []

    file = io.BytesIO("".join(lines(450)).encode())
    actions.check_file(file=file, by=None, at=timezone.now(), tell=told.append)

    assert told == [200, 400, 450]


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker turn to something else after each step."""
    monkeypatch.setattr(actions, "AT_A_TIME", timedelta(0))
    steps = actions._for_a_while
    monkeypatch.setattr(actions, "_for_a_while", lambda step: step() and (steps(step) or True))


def test_writing_tells_how_far_it_is(practice: Any, in_a_hurry: None) -> None:
    batch, told = check("".join(lines(450)).encode()), []
    actions.bring_in(batch=batch, chosen=[], by=None, at=timezone.now())

    actions.write(batch_id=str(batch.pk), at=timezone.now(), tell=told.append)

    assert told == [200, 400, 450]


def test_another_job_has_its_turn_between_two_parts(
    practice: Any, in_a_hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    monkeypatch.setitem(TASKS, "other", lambda at: done.append(ImportBatch.objects.get().rows_done))
    batch, at = check("".join(lines(450)).encode()), timezone.now()
    actions.bring_in(batch=batch, chosen=[], by=None, at=at)
    enqueue("other", at=at)

    while work_once(timezone.now()):
        pass

    assert done == [200]
    assert Member.objects.filter(batch_id=batch.pk).count() == 450
    assert not Job.objects.filter(done_at=None).exists()
    assert not Job.objects.filter(attempts__gt=1).exists()


def test_taking_back_tells_how_many_are_left_and_the_page_how_many_are_gone(
    practice: Any, in_a_hurry: None
) -> None:
    batch, told = bring_in("".join(lines(450)).encode()), []
    actions.undo(batch=batch, by=None, at=timezone.now())
    batch.refresh_from_db()
    before = queries.gone(batch)

    actions.take_back(batch_id=str(batch.pk), by=None, at=timezone.now(), tell=told.append)

    assert before == (0, 450)
    assert told == [250, 50, 0]


def test_a_small_file_needs_one_turn_only(practice: Any) -> None:
    batch = check(csv("1,Nora Madeup,1980-06-15", header="id,name,born_on"))
    actions.bring_in(batch=batch, chosen=[], by=None, at=timezone.now())

    assert actions.write_some(batch_id=str(batch.pk), at=timezone.now()) is False
