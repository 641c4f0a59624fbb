"""What a client wants a helper to know, and the relays by which it reached one because the client chose so."""

from django.db import models
from django.db.models import F, Q

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Point(Owned):
    """What a client wants a helper to know, in the words that the client approved: they never change."""

    append_only = True

    episode = TenantFK(Episode, related_name="points")
    appointment = TenantFK(Appointment, related_name="+", null=True)  # the meeting it is about
    words = SealedTextField()
    way = models.CharField(max_length=10)  # myself, together, for_me
    to = TenantFK(Member, related_name="+")  # whom it is meant for
    by = TenantFK(Member, related_name="+")  # who wrote it down first: the client, or a peer with them
    approved_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("to"),
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(way__in=["myself", "together", "for_me"]), name="point_way_is_known"
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-approved_at"], name="point_of_episode")]


class Draft(Owned):
    """Words that wait for the client: written down with a peer, or put off by the client.

    It becomes a point under the same id and is gone, or is deleted; so there is none that was decided and sent.
    """

    episode = TenantFK(Episode, related_name="drafts")
    appointment = TenantFK(Appointment, related_name="+", null=True)
    words = SealedTextField()
    by = TenantFK(Member, related_name="+")
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)  # when the client last said "not yet"
    held = models.CharField(max_length=10, blank=True, default="")  # next_time, never; empty until then

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(held="", decided_at=None)
                | Q(held__in=["next_time", "never"], decided_at__isnull=False, decided_at__gte=F("made_at")),
                name="draft_held_once_decided",
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "made_at"], name="draft_of_episode")]


class Relay(Owned):
    """One thing for one helper: a check, a point, a line. It stays on their Today until they say they have read it.

    A point that the client says themselves has one relay, to the client: it reminds nobody else.
    """

    episode = TenantFK(Episode, related_name="relays")
    kind = models.CharField(max_length=20)  # what it is about: a check, a point, a line
    about_id = models.UUIDField()
    to = TenantFK(Member, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField(
        null=True
    )  # the last day to answer, by the practice's calendar when it was sent
    acknowledged_at = models.DateTimeField(null=True)
    reply = SealedTextField(blank=True, default="")
    outcome_at = models.DateTimeField(null=True)
    outcome = SealedTextField(blank=True, default="")  # what came of it; with it the relay closes
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("to"),
            models.UniqueConstraint(fields=["practice", "about_id", "kind", "to"], name="relay_once_to_each"),
            models.CheckConstraint(
                condition=Q(kind__in=["check", "point", "own_side", "line", "explained", "review", "hopes"]),
                name="relay_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome_at=None)
                | Q(acknowledged_at__isnull=False, outcome_at__gte=F("acknowledged_at")),
                name="relay_is_read_before_it_closes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "to", "sent_at"], condition=Q(acknowledged_at=None), name="relay_waiting"
            ),
            models.Index(
                fields=["practice", "to", "kind", "sent_at"],
                condition=Q(outcome_at=None, withdrawn_at=None),
                name="relay_point_open",
            ),
            models.Index(fields=["practice", "episode", "-sent_at"], name="relay_of_episode"),
        ]


TOPICS = ["words", "pace", "homework", "barriers"]


class StandingYes(Owned):
    """The client opened one topic, which a peer may explain to the therapist, or closed it. The latest row stands.

    When it ends is worked out from the meetings kept since.
    """

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    topic = models.CharField(max_length=10)
    on = models.BooleanField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.CheckConstraint(condition=Q(topic__in=TOPICS), name="standing_yes_topic_is_known"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "topic", "-at"], name="standing_yes_latest")]


class Explanation(Owned):
    """What a peer explained to the therapist under a standing yes. The client reads the same words."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    topic = models.CharField(max_length=10)
    words = SealedTextField()
    by = TenantFK(Member, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("by"),
            models.CheckConstraint(condition=Q(topic__in=TOPICS), name="explanation_topic_is_known"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="explanation_of_episode")]


class Review(Owned):
    """A helper asked the client to look back, all three, earlier than planned. No reason is kept, of anybody."""

    episode = TenantFK(Episode, related_name="+")
    asked_by = TenantFK(Member, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=3, blank=True, default="")  # yes, no; empty until then
    answered_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("asked_by"),
            models.UniqueConstraint(
                fields=["practice", "episode"],
                condition=Q(answered_at=None),
                name="review_one_open_an_episode",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=["yes", "no"], answered_at__isnull=False, answered_at__gte=F("asked_at")),
                name="review_answer_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-asked_at"], name="review_of_episode")]


class Noticed(Owned):
    """What a peer noticed in a meeting, and the client, who was shown these words, said is so."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    appointment = TenantFK(Appointment, related_name="+")
    words = SealedTextField()
    by = TenantFK(Member, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("appointment"),
            SamePractice("by"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="noticed_of_episode")]


class NoticedOff(Owned):
    """The client said of something noticed that it was off after all. From then on nobody reads it."""

    append_only = True

    noticed = TenantFK(Noticed, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("noticed"),
            models.UniqueConstraint(fields=["practice", "noticed"], name="noticed_off_once"),
        ]
