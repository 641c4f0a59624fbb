"""What is kept of the first ten minutes: that they happened, what the client hopes for, and how helpers got ready."""

from django.db import models
from django.db.models import F, Q

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Begun(Owned):
    """A client's first ten minutes: when they began, and when they were done."""

    episode = TenantFK(Episode, related_name="+")
    by = TenantFK(Member, related_name="+")  # who began: a helper who handed over a device, or the client
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    invitation = SealedTextField(
        blank=True, default=""
    )  # the path on the client's card, emptied once it is done

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("by"),
            models.UniqueConstraint(fields=["practice", "episode"], name="begun_once_an_episode"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="begun_before_done"
            ),
        ]


class BeginLink(Owned):
    """A one-use link to a client's first ten minutes, on a device that a helper handed over."""

    episode = TenantFK(Episode, related_name="+")
    secret_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.UniqueConstraint(fields=["practice", "secret_hash"], name="begin_link_secret"),
        ]
        indexes = [models.Index(fields=["practice", "episode"], name="begin_link_of_episode")]


class CardLink(Owned):
    """A link to the small card that a client had sent to themselves: next time, how to stop, whom to call."""

    episode = TenantFK(Episode, related_name="+")
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.UniqueConstraint(fields=["practice", "secret_hash"], name="card_link_secret"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "-made_at"], name="card_link_of_episode")]


class Hopes(Owned):
    """What a client has tried, and what would make this worth coming back for. The latest stands."""

    append_only = True

    episode = TenantFK(Episode, related_name="+")
    tried = SealedTextField(blank=True, default="")
    worth = SealedTextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("episode")]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="hopes_latest")]


class HelperStep(Owned):
    """A helper did one step of their own first ten minutes."""

    append_only = True

    member = TenantFK(Member, related_name="+")
    step = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "member", "step"], name="helper_step_once"),
            models.CheckConstraint(
                condition=Q(step__in=["example", "asked", "topics", "cover", "profile", "card", "tonight"]),
                name="helper_step_is_known",
            ),
        ]


class TopicAnswer(Owned):
    """A helper says of one topic whether it is agreed. The latest stands."""

    append_only = True

    member = TenantFK(Member, related_name="+")
    topic = models.CharField(max_length=10)
    answer = models.CharField(max_length=6)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.CheckConstraint(
                condition=Q(topic__in=["roles", "records", "safety", "stopping", "ties"]),
                name="topic_answer_topic_is_known",
            ),
            models.CheckConstraint(condition=Q(answer__in=["agreed", "talk"]), name="topic_answer_is_known"),
        ]
        indexes = [models.Index(fields=["practice", "member", "-at"], name="topic_answer_latest")]
