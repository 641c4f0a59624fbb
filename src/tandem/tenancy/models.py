"""Practices, and what every row of a practice has in common."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.tenancy.current import current_practice_id
from tandem.tenancy.keys import uuid7


class Practice(models.Model):
    """An organization that works this way: from two people to many."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="America/New_York")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Practice {self.pk}"


class PracticeManager(models.Manager):
    """Hands out the current practice's rows only; without one it refuses (`NoPractice`)."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(practice_id=current_practice_id())


class Owned(models.Model):
    """A row that belongs to a practice. Subclasses write `class Meta(Owned.Meta)` and repeat its constraints."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, related_name="+", default=current_practice_id, db_index=False
    )

    objects: ClassVar[PracticeManager] = PracticeManager()
    all_practices: ClassVar[models.Manager] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = default_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["practice", "id"], name="%(class)s_practice_id")]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"  # never what somebody wrote: this reaches logs
