"""A course of therapy, who is on its team, and what the client lets each of them see."""

from django.db import models
from django.db.models import F, Q

from tandem.people.models import Member
from tandem.permissions.sharing import FLAGS, Preset, Sharing, Start
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Episode(Owned):
    """One course of therapy of one client."""

    client = TenantFK(Member, related_name="episodes")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    part2 = models.BooleanField(default=False)  # 42 CFR part 2 protects this record: care/rules.py

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("client"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="episode_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["practice", "client"], condition=Q(ended_at=None), name="episode_one_open_a_client"
            ),
        ]


class TeamMember(Owned):
    """A helper's time on a care team: cover and change of helper are rows of their own."""

    episode = TenantFK(Episode, related_name="team")
    member = TenantFK(Member, related_name="teams")
    role = models.CharField(max_length=30)  # therapist or peer
    started_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # for somebody who covers: when that is over by itself
    paused_at = models.DateTimeField(null=True)  # the client has stopped meeting them for a while
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("member"),
            models.CheckConstraint(condition=Q(role__in=["therapist", "peer"]), name="team_role_is_a_helper"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("started_at")), name="team_cover_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["practice", "episode", "member"],
                condition=Q(ended_at=None),
                name="team_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "member"], condition=Q(ended_at=None), name="team_now"),
        ]


class Release(Owned):
    """The client opened one thing to one person, or closed it again. The latest row stands."""

    append_only = True

    episode = TenantFK(Episode, related_name="releases")
    kind = models.CharField(max_length=30)
    object_id = models.UUIDField()
    to = TenantFK(Member, related_name="+")
    on = models.BooleanField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("episode"), SamePractice("to")]
        indexes = [models.Index(fields=["practice", "object_id", "to", "kind", "at"], name="release_latest")]


class SharingChoice(Owned):
    """How the client's helpers share, whole: the preset, when it was chosen, and the six switches.

    The row with the highest number stands. Two who change it at once would write the same number: one is told.
    """

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    number = models.PositiveIntegerField()
    preset = models.CharField(max_length=8)
    preset_at = models.DateTimeField()  # since when this preset holds
    chosen_at = (
        models.DateTimeField()
    )  # when the client last chose or confirmed it: who came later shares nothing
    peer_notes = models.BooleanField()
    summaries = models.BooleanField()
    checks = models.CharField(max_length=7)
    scores = models.BooleanField()
    quality = models.BooleanField()
    times = models.BooleanField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.UniqueConstraint(fields=["practice", "episode", "number"], name="sharing_number"),
            models.CheckConstraint(
                condition=Q(preset__in=["separate", "ask", "open"]), name="sharing_preset_is_known"
            ),
            models.CheckConstraint(
                condition=Q(checks__in=["nothing", "word", "answers"]), name="sharing_checks_is_known"
            ),
        ]

    def sharing(self) -> Sharing:
        """Return the choice as the rules read it."""
        flags = {name: getattr(self, name) for name in FLAGS}
        return Sharing(Preset(self.preset), checks=Start(self.checks), **flags)


class ChangeWish(Owned):
    """The client would like another therapist or peer. No reason is kept."""

    episode = TenantFK(Episode, related_name="+")
    role = models.CharField(max_length=30)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # another helper came, or the client thought again

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.CheckConstraint(
                condition=Q(role__in=["therapist", "peer"]), name="change_role_is_a_helper"
            ),
            models.UniqueConstraint(
                fields=["practice", "episode", "role"],
                condition=Q(settled_at=None),
                name="change_one_open_a_role",
            ),
        ]


class WorkingHours(Owned):
    """When the practice is open on one weekday (0 is Monday), in its own clock time."""

    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_on_a_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_close_after_opening"),
            models.UniqueConstraint(fields=["practice", "weekday"], name="hours_once_a_weekday"),
        ]


class Holiday(Owned):
    """A day the practice is closed."""

    on = models.DateField()
    name = models.CharField(max_length=100)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["practice", "on"], name="holiday_once"),
        ]


class CoverHours(Owned):
    """When a clinician answers if somebody needs one, on one weekday, in the practice's clock time."""

    member = TenantFK(Member, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="cover_on_a_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="cover_closes_after_opening"),
        ]


class HistoryItem(Owned):
    """Something from before Tandem, kept with its source. It is read, never acted on."""

    client = TenantFK(Member, related_name="history")
    kind = models.CharField(max_length=20)  # visit, goal, team, appointment
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    words = SealedTextField(blank=True, default="")
    source_system = models.CharField(max_length=200)
    source_id = models.CharField(max_length=200)
    batch_id = models.UUIDField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("client"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gte=F("starts_at")),
                name="history_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["practice", "source_system", "kind", "source_id"], name="history_once"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "client", "-starts_at"], name="history_of_client"),
            models.Index(fields=["practice", "batch_id"], name="history_by_batch"),
        ]


class OutsidePerson(Owned):
    """Whom a complaint goes to: somebody who is not the person concerned. The latest row stands."""

    append_only = True

    name = models.CharField(max_length=200)
    what = models.CharField(max_length=200)  # what they are: “ombudsperson of the county”
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    by = TenantFK(Member, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("by"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="outside_person_can_be_reached"
            ),
        ]
        indexes = [models.Index(fields=["practice", "-at"], name="outside_person_latest")]


class Emergency(Owned):
    """Somebody opened a client's page because nobody of the team could be reached: who, why, until when."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    by = TenantFK(Member, related_name="+")
    role = models.CharField(max_length=30)
    reason = models.CharField(max_length=20)
    words = SealedTextField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(role__in=["on_call", "clinical_supervisor"]), name="emergency_role_may"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="emergency_ends_after_start"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="emergency_latest")]


class EmergencyReview(Owned):
    """Somebody who is not the person concerned looked at an emergency, and said what they find."""

    append_only = True

    emergency = TenantFK(Emergency, related_name="+")
    by = TenantFK(Member, related_name="+")
    finding = models.CharField(max_length=10)
    words = SealedTextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("emergency"),
            SamePractice("by"),
            models.UniqueConstraint(fields=["practice", "emergency"], name="emergency_reviewed_once"),
        ]


class Unusual(Owned):
    """What somebody opened on one day was out of pattern. They are asked about it the same night."""

    append_only = True

    member = TenantFK(Member, related_name="+")
    on = models.DateField()
    signs = models.CharField(max_length=80)  # codes with spaces between
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "member", "on"], name="unusual_once_a_day"),
        ]
        indexes = [models.Index(fields=["practice", "-at"], name="unusual_latest")]


class UnusualAnswer(Owned):
    """Why it was, in the words of whoever it was."""

    append_only = True

    unusual = TenantFK(Unusual, related_name="+")
    words = SealedTextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("unusual"),
            models.UniqueConstraint(fields=["practice", "unusual"], name="unusual_answered_once"),
        ]
