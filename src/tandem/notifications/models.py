"""The outbox: a notice owed to a person, written in the same transaction as what it tells of."""

from django.db import models
from django.db.models import Q

from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


class Notice(Owned):
    """One message to one person. Its words come from a fixed template; it keeps a sealed link until sent."""

    to = TenantFK(Member, related_name="+")
    template = models.CharField(max_length=40)
    path = SealedTextField(blank=True, default="")  # where the link leads, emptied once sent
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    gave_up_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("to")]
        indexes = [
            models.Index(
                fields=["practice", "made_at"],
                condition=Q(sent_at=None, gave_up_at=None),
                name="notice_waiting",
            ),
        ]
