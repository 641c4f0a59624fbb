"""One bringing-in: what was found, how far it is, and whether it was taken back."""

from django.db import models

from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class ImportBatch(Owned):
    """A file that was checked as a whole, and is then written in short steps."""

    file_kind = models.CharField(max_length=10)  # csv or fhir
    file_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the file's bytes, in hex
    preview = SealedTextField(blank=True, default="")  # JSON with names; emptied once everything is written
    counts = models.JSONField(default=dict)  # numbers only, by what was found
    chosen = models.JSONField(default=list)  # which doubtful people to bring in: lines or entries
    by = TenantFK(Member, related_name="+", null=True)  # null: from the command line
    rows_found = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)  # null while the file is still being read
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("by")]
        indexes = [models.Index(fields=["practice", "-made_at"], name="batch_latest")]


class ImportPart(Owned):
    """A few hundred rows of a checked file, kept sealed until they are written."""

    batch = TenantFK(ImportBatch, related_name="parts")
    number = models.PositiveIntegerField()
    rows = SealedTextField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("batch"),
            models.UniqueConstraint(fields=["practice", "batch", "number"], name="part_once"),
        ]
