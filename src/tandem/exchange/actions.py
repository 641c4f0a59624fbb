"""Check a file, bring its people in, take them back."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tandem.exchange import queries, writing
from tandem.exchange.events import CaseloadBroughtIn, ImportUndone
from tandem.exchange.models import ImportBatch, ImportPart
from tandem.exchange.reading import fingerprint, read_into
from tandem.exchange.rules.fields import Bad
from tandem.exchange.rules.rows import Problem
from tandem.exchange.sorting import Sorter
from tandem.jobs.actions import enqueue
from tandem.jobs.registry import task
from tandem.people.models import Member
from tandem.people.queries import member_with_roles
from tandem.permissions.rules import PracticeAct, Refusal, may_in_practice
from tandem.record.actions import happened
from tandem.record.looks import looked
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.insert import remove

Tell = Callable[[int], None]  # is told how far something is
AT_A_TIME = timedelta(seconds=5)  # our choice: then whatever else waits for the worker has its turn
LONGEST_REST = timedelta(seconds=1)  # our choice: a step that waited long for its lock need not rest as long
UNUSED_KEPT = timedelta(days=1)  # our choice: a file nobody brings in is forgotten the next day


def _nobody(done: int) -> None:
    """Tell nobody."""


def resting() -> Tell:
    """Return one who, told of each step, lets others have the processor for as long as the step took."""
    began = time.monotonic()

    def rest(_done: int) -> None:
        nonlocal began
        time.sleep(min(time.monotonic() - began, LONGEST_REST.total_seconds()))
        began = time.monotonic()

    return rest


class FileRefused(Exception):
    """The file has problems, so nothing of it is kept. `more` counts those that are not listed."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        super().__init__(len(problems) + more)
        self.problems, self.more = problems, more


class NotFinished(Exception):
    """The batch is still being written, so it can't be taken back yet."""


class CareHasBegun(Exception):
    """An episode was opened for somebody of the batch."""


class InUse(Exception):
    """Something else has happened to somebody of the batch since."""


def check_file(*, file: BinaryIO, by: Member | None, at: datetime, tell: Tell = _nobody) -> ImportBatch:
    """Read a whole file and keep what it would bring, sealed. Raises `FileRefused`.

    `tell` is told how many rows are read.

    Nothing is a transaction here, since a big file takes a while; a check that is cut off leaves
    a batch without `checked_at`, which nobody sees and the next check clears away.
    """
    _forget_unused(at)
    try:
        kind, file_hash = fingerprint(file)
    except Bad as bad:
        raise FileRefused([Problem(bad.code)]) from bad
    batch = ImportBatch.objects.create(file_kind=kind, file_hash=file_hash, by=by, made_at=at)
    try:
        _sort(batch, file, at, tell)
    except BaseException:
        _forget(batch)
        raise
    return batch


def _sort(batch: ImportBatch, file: BinaryIO, at: datetime, tell: Tell) -> None:
    sorter = Sorter(batch, tell)
    left_out = read_into(sorter, file, batch.file_kind, timezone.localdate(at))
    if sorter.problems:
        raise FileRefused(sorter.problems, sorter.more_problems)
    batch.counts = dict(sorter.counts)
    batch.preview = json.dumps({"names": sorter.names, "doubtful": sorter.doubtful, "columns": left_out})
    batch.checked_at = at
    batch.save()


def bring_in(*, batch: ImportBatch, chosen: list[int], by: UUID | None, at: datetime) -> None:
    """Let the people of a checked file in. Asked a second time it changes nothing."""
    with transaction.atomic():
        first = ImportBatch.objects.filter(pk=batch.pk, started_at=None).exclude(checked_at=None)
        first.update(started_at=at, chosen=chosen, by=by)
        if ImportBatch.objects.filter(pk=batch.pk, finished_at=None).exclude(started_at=None).exists():
            _ask("exchange.write", batch, at, by=str(by) if by else None)


@task("exchange.write")
def write_some(*, batch_id: str, at: datetime, by: str | None = None) -> bool:
    """Write parts for some seconds. Returns whether any are left. After a crash it goes on where it was.

    `by` is who asked: once they may no longer, nothing more is written until somebody who may asks again.
    """
    key = UUID(batch_id)
    if not _may_still(by, at):
        return False
    if _for_a_while(lambda: writing.write_next_part(batch_id=key, at=at)):
        return True
    _finish(key, at)
    return False


def write(*, batch_id: str, at: datetime, tell: Tell = _nobody) -> None:
    """Write every part that is left. `tell` is told how many rows are done."""
    while write_some(batch_id=batch_id, at=at):
        tell(queries.rows_done(UUID(batch_id)))


def _for_a_while(step: Callable[[], bool]) -> bool:
    """Take steps for some seconds, resting after each as long as it took. Returns whether any are left.

    The rest lets those who wait for SQLite's one lock have it: it is free half of the time.
    """
    until = time.monotonic() + AT_A_TIME.total_seconds()
    while (began := time.monotonic()) < until:
        if not step():
            return False
        time.sleep(min(time.monotonic() - began, LONGEST_REST.total_seconds()))
    return True


@transaction.atomic
def _finish(batch_id: UUID, at: datetime) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.started_at is None or batch.finished_at:
        return
    batch.finished_at, batch.preview = at, ""
    batch.save(update_fields=["finished_at", "preview"])
    clients, helpers, history = queries.brought(batch_id)
    batch.counts |= {"clients": clients, "helpers": helpers, "history": history}
    batch.save(update_fields=["counts"])
    happened(CaseloadBroughtIn(batch_id, clients, helpers, history), by=batch.by_id, at=at)


@transaction.atomic
def undo(*, batch: ImportBatch, by: UUID | None, at: datetime) -> None:
    """Take back what a batch brought. Asked a second time it changes nothing.

    Raises `NotFinished`, `CareHasBegun` or `InUse` when it can't be.
    """
    if batch.finished_at is None:
        raise NotFinished
    if batch.undo_asked_at:
        return
    if queries.held_by_care(batch.pk):
        raise CareHasBegun
    if queries.used_people(batch.pk).exists():
        raise InUse
    if ImportBatch.objects.filter(pk=batch.pk, undo_asked_at=None).update(undo_asked_at=at):
        _ask("exchange.undo", batch, at, by=str(by) if by else None)


@task("exchange.undo")
def take_back_some(*, batch_id: str, by: str | None, at: datetime) -> bool:
    """Remove what a batch brought for some seconds. Returns whether any is left. After a crash it goes on.

    Once `by` may no longer, nothing more is removed until somebody who may asks again.
    """
    key = UUID(batch_id)
    if not _may_still(by, at):
        ImportBatch.objects.filter(pk=key, undone_at=None).update(undo_asked_at=None)
        return False
    steps = (writing.remove_next, writing.remove_next_history)
    if _for_a_while(lambda: any(step(batch_id=key) for step in steps)):
        return True
    _finish_undo(key, UUID(by) if by else None, at)
    return False


def take_back(*, batch_id: str, by: str | None, at: datetime, tell: Tell = _nobody) -> None:
    """Remove everything a batch brought. `tell` is told how many people are still here."""
    while take_back_some(batch_id=batch_id, by=by, at=at):
        tell(queries.people_left(UUID(batch_id)))


@transaction.atomic
def _finish_undo(batch_id: UUID, by: UUID | None, at: datetime) -> None:
    if ImportBatch.objects.filter(pk=batch_id, undone_at=None).update(undone_at=at):
        stayed = Member.objects.filter(batch_id=batch_id).count()
        happened(ImportUndone(batch_id, stayed), by=by, at=at)


def _may_still(by: str | None, at: datetime) -> bool:
    """Return whether who asked may still do so, at this moment; a refusal is kept. Nobody is the command line."""
    if by is None:
        return True
    member, roles = member_with_roles(UUID(by))
    if member and may_in_practice(roles, PracticeAct.BRING_IN_CASELOAD):
        return True
    act = PracticeAct.BRING_IN_CASELOAD.value
    looked(by=UUID(by), act=act, at=at, refused=Refusal.NOT_YOURS.value)
    return False


def leave_out(*, batch: ImportBatch) -> None:
    """Forget a checked file that nobody wants to bring in."""
    if batch.started_at is None:
        _forget(batch)


def _forget(batch: ImportBatch) -> None:
    with transaction.atomic():
        ImportPart.objects.filter(batch=batch).delete()
        remove(ImportBatch.objects.filter(pk=batch.pk, started_at=None))


def _forget_unused(at: datetime) -> None:
    for batch in ImportBatch.objects.filter(started_at=None, made_at__lt=at - UNUSED_KEPT).defer("preview"):
        _forget(batch)


def _ask(job: str, batch: ImportBatch, at: datetime, **more: str | None) -> None:
    key = str(batch.pk)
    enqueue(job, at=at, practice_id=current_practice_id(), key=key, batch_id=key, **more)
