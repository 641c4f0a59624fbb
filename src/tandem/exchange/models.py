"""One bringing-in: its file until it is written, its counts, and whether it was undone."""

from django.db import models

from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class ImportBatch(Owned):
    """A file that was checked as a whole, and is then written in short steps."""

    file_kind = models.CharField(max_length=10)  # csv or fhir
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file's bytes
    content = SealedTextField(blank=True, default="")  # emptied once everything is written
    by = TenantFK(Member, related_name="+", null=True)
    checked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # numbers by kind: found, new, known, skipped

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("by")]
