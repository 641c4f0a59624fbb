"""Work that is done later is done with the rights of whoever asked for it, at the moment it is done."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.exchange import actions
from tandem.exchange.models import ImportBatch
from tandem.jobs.loop import work_once
from tandem.jobs.models import Job
from tandem.jobs.registry import TASKS
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.record.models import Look
from tests.cast import Actor

PEOPLE = b"id,name,born_on,email\r\n1,Ana Invented,1980-01-01,\r\n2,Bo Invented,1990-02-02,\r\n"
FOR_SOMEBODY = {"exchange.write", "exchange.undo"}  # the test below is about each of them


@pytest.fixture
def asked(lead: Actor) -> ImportBatch:
    """A file that the lead asked to be brought in."""
    batch = actions.check_file(file=io.BytesIO(PEOPLE), by=lead.member, at=timezone.now())
    actions.bring_in(batch=batch, chosen=[], by=lead.pk, at=timezone.now())
    return batch


def no_longer(lead: Actor) -> None:
    lead.member.grants.filter(role=Role.LEAD.value).update(ended_at=timezone.now())


def brought(batch: ImportBatch) -> int:
    return Member.objects.filter(batch_id=batch.pk).count()


def test_every_kind_of_work_is_done_for_somebody_and_asks_whether_they_still_may() -> None:
    assert set(TASKS) == FOR_SOMEBODY, "work for nobody in particular must be named here with its reason"


def test_work_carries_who_asked_for_it(asked: ImportBatch, lead: Actor) -> None:
    assert Job.objects.get().arguments == {"batch_id": str(asked.pk), "by": str(lead.pk)}


@pytest.mark.parametrize("may", [True, False])
def test_a_file_is_brought_in_only_while_who_asked_still_may(
    asked: ImportBatch, lead: Actor, may: bool
) -> None:
    if not may:
        no_longer(lead)

    assert work_once(timezone.now() + timedelta(seconds=1))

    assert brought(asked) == (2 if may else 0)
    assert Look.objects.filter(by=lead.pk, refused="not_yours").exists() is not may
    assert not work_once(timezone.now() + timedelta(days=1)), "what is refused is not tried again by itself"


def test_somebody_else_who_may_can_ask_again(asked: ImportBatch, lead: Actor, admin: Actor) -> None:
    no_longer(lead)
    work_once(timezone.now())
    admin.member.grants.create(member=admin.member, role=Role.LEAD.value, started_at=timezone.now())

    actions.bring_in(batch=asked, chosen=[], by=admin.pk, at=timezone.now())
    work_once(timezone.now() + timedelta(seconds=1))

    assert brought(asked) == 2


def test_what_was_brought_is_taken_back_only_while_who_asked_still_may(
    asked: ImportBatch, lead: Actor
) -> None:
    at: Any = timezone.now() + timedelta(seconds=1)
    work_once(at)
    asked.refresh_from_db()
    actions.undo(batch=asked, by=lead.pk, at=at)
    no_longer(lead)

    assert work_once(at + timedelta(seconds=1))

    assert brought(asked) == 2
    asked.refresh_from_db()
    assert asked.undo_asked_at is None, "somebody who may can ask again"
