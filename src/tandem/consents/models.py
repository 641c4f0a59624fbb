"""What a client said yes to: the words they were shown, who explained them, and the joint introduction."""

from django.db import models
from django.db.models import Q

from tandem.care.models import Episode
from tandem.consents.rules import ConsentKind, Method
from tandem.people.models import Member
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class ConsentText(Owned):
    """A text just as it was shown. It is ours, not a person’s, so it stands in the clear."""

    append_only = True

    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    words = models.TextField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ConsentKind]), name="consent_text_kind"
            ),
            models.UniqueConstraint(fields=["practice", "sha256"], name="consent_text_once"),
        ]


class Consent(Owned):
    """The client’s yes to one text, or its taking back. The latest row of a kind stands."""

    append_only = True

    episode = TenantFK(Episode, related_name="consents")
    kind = models.CharField(max_length=20)
    text = TenantFK(ConsentText, related_name="+")
    on = models.BooleanField()
    method = models.CharField(max_length=10)
    by = TenantFK(Member, related_name="+")  # who recorded it
    at = models.DateTimeField()
    ends_on = models.DateField(null=True)  # its last day; null: until it is taken back

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("text"),
            SamePractice("by"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ConsentKind]), name="consent_kind"
            ),
            models.CheckConstraint(
                condition=Q(method__in=[method.value for method in Method]), name="consent_method"
            ),
            models.CheckConstraint(condition=Q(on=True) | Q(ends_on=None), name="consent_back_has_no_end"),
        ]
        indexes = [models.Index(fields=["practice", "episode", "kind", "-at"], name="consent_latest")]


class Explainer(Owned):
    """Who explained a text before the client said yes to it."""

    append_only = True

    consent = TenantFK(Consent, related_name="explainers")
    member = TenantFK(Member, related_name="+")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("consent"),
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "consent", "member"], name="explainer_once"),
        ]


class Introduction(Owned):
    """The talk in which both helpers tell the client, together, who does what."""

    append_only = True

    episode = TenantFK(Episode, related_name="introductions")
    topics = models.CharField(max_length=100)  # codes, apart by a space
    by = TenantFK(Member, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("episode"), SamePractice("by")]
        indexes = [models.Index(fields=["practice", "episode", "-at"], name="introduction_latest")]


class Present(Owned):
    """A helper who was there at an introduction."""

    append_only = True

    introduction = TenantFK(Introduction, related_name="present")
    member = TenantFK(Member, related_name="+")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("introduction"),
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "introduction", "member"], name="present_once"),
        ]
