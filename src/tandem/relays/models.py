"""A relay: a point that reached a helper because the client chose so."""

from django.db import models
from django.db.models import Q

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Relay(Owned):
    """One point for one helper. It stays on their Today until they say that they have read it."""

    episode = TenantFK(Episode, related_name="relays")
    kind = models.CharField(max_length=20)  # what it is about: a check
    about_id = models.UUIDField()
    to = TenantFK(Member, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    reply = SealedTextField(blank=True, default="")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            SamePractice("to"),
            models.UniqueConstraint(fields=["practice", "about_id", "kind", "to"], name="relay_once_to_each"),
        ]
        indexes = [
            models.Index(
                fields=["practice", "to", "sent_at"], condition=Q(acknowledged_at=None), name="relay_waiting"
            ),
            models.Index(fields=["practice", "episode", "-sent_at"], name="relay_of_episode"),
        ]
