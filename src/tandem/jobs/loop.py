"""The worker: take one job, do it, say how it went."""

import logging
from contextlib import nullcontext
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from tandem.jobs.models import Job
from tandem.jobs.registry import TASKS
from tandem.jobs.rules import LEASE, MOST_ATTEMPTS, rest
from tandem.tenancy.current import using_practice

log = logging.getLogger(__name__)


def work_once(at: datetime) -> bool:
    """Do one due job. Returns False when none was waiting."""
    job = take(at)
    if job is None:
        return False
    try:
        with using_practice(job.practice_id) if job.practice_id else nullcontext():
            again = TASKS[job.task](at=at, **job.arguments)
    except Exception as error:
        _failed(job, type(error).__name__, at)
    else:
        _ended(job, again is True, at)
    return True


def _ended(job: Job, again: bool, at: datetime) -> None:
    """Note that a job is done, or that it did a part and comes again after whatever else waits."""
    said = {"due_at": at, "attempts": 0} if again else {"done_at": at}
    Job.objects.filter(pk=job.pk).update(leased_until=None, **said)


@transaction.atomic
def take(at: datetime) -> Job | None:
    """Lease the oldest due job that nobody holds; a lost worker's job comes back when its lease ends."""
    waiting = Job.objects.filter(
        Q(leased_until=None) | Q(leased_until__lt=at), due_at__lte=at, done_at=None, gave_up_at=None
    ).order_by("due_at")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    waiting.filter(attempts__gte=MOST_ATTEMPTS).update(gave_up_at=at, error="WorkerLost")
    job = waiting.first()
    if job:
        job.leased_until = at + LEASE
        job.attempts += 1
        job.save(update_fields=["leased_until", "attempts"])
    return job


def _failed(job: Job, error: str, at: datetime) -> None:
    log.warning("job_failed", extra={"job": str(job.pk), "task": job.task, "error": error})
    job.error, job.leased_until = error, None
    if job.attempts >= MOST_ATTEMPTS:
        job.gave_up_at = at
    else:
        job.due_at = at + rest(job.attempts)
    job.save(update_fields=["error", "leased_until", "due_at", "gave_up_at"])
