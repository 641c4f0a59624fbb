"""Put work on the table, inside the caller's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tandem.jobs.models import Job


def enqueue(
    task: str, *, at: datetime, practice_id: UUID | None = None, key: str = "", **arguments: Any
) -> None:
    """Ask for `task` to be done at `at` or soon after; a waiting job with the same key is enough."""
    try:
        with transaction.atomic():
            Job.objects.create(task=task, practice_id=practice_id, key=key, due_at=at, arguments=arguments)
    except IntegrityError:
        if not key:
            raise
