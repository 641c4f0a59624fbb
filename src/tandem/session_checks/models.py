"""A check, the helpers' cards about the same meeting, and the one-use link that needs no account."""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Q

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned

NUMBERS = ("honest", "heard", "goals", "way", "hope", "room")  # Q1 to Q6, each 0 to 10
ON_THE_SCALE = [Q(**{name: None}) | Q(**{f"{name}__lte": 10}) for name in NUMBERS]


class SessionCheck(Owned):
    """What the client said about one meeting. Every answer may be skipped."""

    episode = TenantFK(Episode, related_name="checks")
    appointment = TenantFK(Appointment, related_name="checks")
    member = TenantFK(Member, related_name="+")
    honest = models.PositiveSmallIntegerField(null=True)
    heard = models.PositiveSmallIntegerField(null=True)
    goals = models.PositiveSmallIntegerField(null=True)
    way = models.PositiveSmallIntegerField(null=True)
    hope = models.PositiveSmallIntegerField(null=True)
    room = models.PositiveSmallIntegerField(null=True)
    off = models.CharField(max_length=5, blank=True)  # no, small, yes; empty when skipped
    line = SealedTextField(blank=True, default="")
    takeaway = SealedTextField(blank=True, default="")  # what the client takes away to do
    reasons = models.CharField(max_length=200, blank=True)  # why a talk may help: codes, for the client first
    choice = models.CharField(max_length=9, blank=True)  # what the client chose to do about them
    submitted_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("member"),
            models.CheckConstraint(condition=reduce(and_, ON_THE_SCALE), name="check_numbers_are_0_to_10"),
            models.CheckConstraint(
                condition=Q(off__in=["", "no", "small", "yes"]), name="check_off_is_known"
            ),
            models.UniqueConstraint(
                fields=["practice", "appointment", "member"], name="check_once_a_meeting"
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-submitted_at"], name="check_of_episode")]


class Card(Owned):
    """A helper's side of one meeting, written once. Every field may be left out."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    appointment = TenantFK(Appointment, related_name="+")
    member = TenantFK(Member, related_name="+")
    role = models.CharField(max_length=9)  # therapist or peer
    guess = models.PositiveSmallIntegerField(null=True)  # of the client's Q2, 0 to 10
    goal = TenantFK(Goal, related_name="+", null=True)  # the goal that was worked on
    step = SealedTextField(blank=True, default="")  # what was agreed to do
    matters = SealedTextField(blank=True, default="")  # what the helper thinks matters most to the client
    wrong = SealedTextField(blank=True, default="")  # what the helper may have got wrong
    own_side = SealedTextField(
        blank=True, default=""
    )  # what the helper said, promised, regrets: the other reads it
    for_other = SealedTextField(
        blank=True, default=""
    )  # one line for the other helper, once the client says so
    written_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("member"),
            SamePractice("goal"),
            models.CheckConstraint(condition=Q(guess=None) | Q(guess__lte=10), name="card_guess_is_0_to_10"),
            models.CheckConstraint(condition=Q(role__in=["therapist", "peer"]), name="card_role_is_a_helper"),
            models.UniqueConstraint(fields=["practice", "appointment", "member"], name="card_once_a_meeting"),
        ]


class CheckWish(Owned):
    """How often the client wants to be asked. The latest row stands."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    rhythm = models.CharField(max_length=6)  # each, second, never
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.CheckConstraint(
                condition=Q(rhythm__in=["each", "second", "never"]), name="wish_rhythm_is_known"
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="wish_of_episode")]


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
