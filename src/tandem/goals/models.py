"""A goal: the client's words, open or closed."""

from django.db import models
from django.db.models import F, Q

from tandem.care.models import Episode
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Goal(Owned):
    """What the client wants to reach, in their own words."""

    episode = TenantFK(Episode, related_name="goals")
    wording = SealedTextField()
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # null while anyone is working on it

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("episode"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("proposed_at")),
                name="goal_closes_after_it_is_proposed",
            ),
        ]
        indexes = [models.Index(fields=["practice", "episode"], name="goal_of_episode")]
