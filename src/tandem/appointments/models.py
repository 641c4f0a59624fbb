"""Meetings, and how each went. How it went is a row of its own, with who said so and when."""

from django.db import models
from django.db.models import F, Q

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned

_WHO = (
    Q(kind="therapy", therapist__isnull=False, peer__isnull=True)
    | Q(kind="peer", therapist__isnull=True, peer__isnull=False)
    | Q(kind="joint", therapist__isnull=False, peer__isnull=False)
)


class Appointment(Owned):
    """A booked meeting of a client with the therapist, the peer, or both."""

    episode = TenantFK(Episode, related_name="appointments")
    kind = models.CharField(max_length=10)
    therapist = TenantFK(Member, related_name="+", null=True)
    peer = TenantFK(Member, related_name="+", null=True)
    starts_at = models.DateTimeField()  # derived from the wall time and the zone
    ends_at = models.DateTimeField()
    wall_time = models.CharField(max_length=16)  # what was agreed: 2027-03-01T10:00, in `zone`
    zone = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("therapist"),
            SamePractice("peer"),
            models.CheckConstraint(condition=_WHO, name="appointment_who_meets"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "episode", "starts_at"], name="appointment_of_episode"),
            models.Index(fields=["practice", "therapist", "starts_at"], name="appointment_of_therapist"),
            models.Index(fields=["practice", "peer", "starts_at"], name="appointment_of_peer"),
        ]


class Outcome(Owned):
    """How a meeting went. The latest stands; an earlier one was a slip of the finger."""

    append_only = True

    appointment = TenantFK(Appointment, related_name="outcomes")
    kind = models.CharField(max_length=10)
    noted_by = TenantFK(Member, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("appointment"),
            SamePractice("noted_by"),
            models.CheckConstraint(
                condition=Q(kind__in=["attended", "late", "cancelled", "missed"]), name="outcome_kind"
            ),
        ]
        indexes = [models.Index(fields=["practice", "appointment", "-noted_at"], name="outcome_latest")]


class IntroWish(Owned):
    """Whether the client would have the peer join the first ten minutes of therapy. The latest row stands."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    joins = models.BooleanField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("episode")]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="intro_wish_latest")]
