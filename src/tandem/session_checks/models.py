"""A check, and the one-use link by which it can be answered without signing in."""

from django.db import models
from django.db.models import Q

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class SessionCheck(Owned):
    """What the client said about one meeting. Every answer may be skipped."""

    episode = TenantFK(Episode, related_name="checks")
    appointment = TenantFK(Appointment, related_name="checks")
    member = TenantFK(Member, related_name="+")
    heard = models.PositiveSmallIntegerField(null=True)  # Q2, 0 to 10
    off = models.CharField(max_length=5, blank=True)  # no, small, yes; empty when skipped
    line = SealedTextField(blank=True, default="")
    submitted_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("member"),
            models.CheckConstraint(condition=Q(heard=None) | Q(heard__lte=10), name="check_heard_is_0_to_10"),
            models.CheckConstraint(
                condition=Q(off__in=["", "no", "small", "yes"]), name="check_off_is_known"
            ),
            models.UniqueConstraint(
                fields=["practice", "appointment", "member"], name="check_once_a_meeting"
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-submitted_at"], name="check_of_episode")]


class CheckLink(Owned):
    """A link that answers one check once. Opening it uses nothing up."""

    appointment = TenantFK(Appointment, related_name="+")
    secret_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("appointment"),
            models.UniqueConstraint(fields=["practice", "secret_hash"], name="check_link_secret"),
        ]
        indexes = [models.Index(fields=["practice", "appointment"], name="check_link_of_meeting")]
