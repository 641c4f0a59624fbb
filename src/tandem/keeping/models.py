"""Requests of clients about their record, holds, disclosures, and removals that two people confirm."""

from django.db import models
from django.db.models import F, Q

from tandem.keeping.rules import LEAST_YEARS, MOST_YEARS
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class RecordRequest(Owned):
    """A client asks for a copy in person, for a deletion, or to have something corrected."""

    client = TenantFK(Member, related_name="+")
    asked = models.CharField(max_length=10)
    words = SealedTextField(blank=True, default="")  # what is to be corrected
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, default="")
    reply = SealedTextField(blank=True, default="")
    answered_by = TenantFK(Member, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("client"),
            SamePractice("answered_by"),
            models.CheckConstraint(
                condition=Q(asked__in=["copy", "delete", "correct"]), name="request_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=["yes", "no", "given"], answered_at__gte=F("asked_at")),
                name="request_answer_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["practice", "client", "asked"],
                condition=Q(answered_at=None),
                name="request_once_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "asked_at"], condition=Q(answered_at=None), name="request_waiting"
            )
        ]


class Hold(Owned):
    """Nothing of this client may be removed while it lasts. `told` says whether the client may know of it."""

    client = TenantFK(Member, related_name="+")
    reason = models.CharField(max_length=10)
    words = SealedTextField(blank=True, default="")
    told = models.BooleanField(default=True)
    by = TenantFK(Member, related_name="+")
    started_at = models.DateTimeField()
    ended_by = TenantFK(Member, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("client"),
            SamePractice("by"),
            SamePractice("ended_by"),
            models.CheckConstraint(
                condition=Q(reason__in=["court", "complaint", "audit", "other"]), name="hold_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="hold_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["practice", "client"], condition=Q(ended_at=None), name="hold_one_open_a_client"
            ),
        ]


class Disclosure(Owned):
    """What about a client left the practice: to whom, when, what kind, and why it could."""

    append_only = True

    client = TenantFK(Member, related_name="+")
    to = SealedTextField(blank=True, default="")
    what = models.CharField(max_length=10)
    ground = models.CharField(max_length=10)
    words = SealedTextField(blank=True, default="")  # what it was, in a line
    on = models.DateField()
    by = TenantFK(Member, related_name="+")  # who noted it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("client"),
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(what__in=["whole", "part", "dates", "own_copy"]), name="disclosure_what_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["client", "court", "law", "danger", "oversight", "other"]),
                name="disclosure_ground_is_known",
            ),
        ]
        indexes = [models.Index(fields=["practice", "client", "-on"], name="disclosure_of_client")]


class KeepFor(Owned):
    """For how many years this practice keeps a record after the last contact. The latest row stands."""

    append_only = True

    years = models.PositiveSmallIntegerField()
    source = SealedTextField()  # which law says so
    by = TenantFK(Member, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(years__gte=LEAST_YEARS, years__lte=MOST_YEARS), name="keep_for_some_years"
            ),
        ]
        indexes = [models.Index(fields=["practice", "-at"], name="keep_for_latest")]


class Removal(Owned):
    """Two different people say that a client's record is removed. It holds an id, so that it outlives the client."""

    client_id = models.UUIDField()
    first = TenantFK(Member, related_name="+")
    first_at = models.DateTimeField()
    second = TenantFK(Member, related_name="+", null=True)
    second_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("first"),
            SamePractice("second"),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")), name="removal_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(second__isnull=False), name="removal_done_once_confirmed"
            ),
            models.UniqueConstraint(fields=["practice", "client_id"], name="removal_once_a_client"),
        ]
