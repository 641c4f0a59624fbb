"""The table of work to do. It belongs to no practice, so that one worker can serve them all."""

from django.db import models
from django.db.models import Q

from tandem.tenancy.keys import uuid7


class Job(models.Model):
    """One piece of work, taken by one worker at a time and tried again when that worker is lost."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.CharField(max_length=100)
    practice_id = models.UUIDField(null=True)
    arguments = models.JSONField(default=dict)  # ids and numbers only
    key = models.CharField(max_length=200, blank=True)  # while one with this key waits, no second is made
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)  # the type only: its words may quote a person

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=Q(done_at=None, gave_up_at=None) & ~Q(key=""),
                name="job_one_waiting_for_each_key",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, gave_up_at=None), name="job_waiting"),
        ]

    def __str__(self) -> str:
        return f"Job {self.pk}"
