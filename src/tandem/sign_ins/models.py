"""Secrets of second factors, letters on their way, and codes on paper."""

from django.db import models
from django.db.models import Q

from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK, uuid7
from tandem.tenancy.models import Owned


class FactorSecret(models.Model):
    """What a person's phone and we both know. allauth keeps only this row's id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secret = SealedTextField()

    def __str__(self) -> str:
        return f"FactorSecret {self.pk}"


class Letter(models.Model):
    """A letter that somebody asked for who is not signed in: one for every address, known or not.

    Whether anybody is there is only looked up when it is sent, so that asking takes the same time for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)  # a code, or a link to a new password
    to = SealedTextField()
    code = SealedTextField(blank=True, default="")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Letter {self.pk}"


class PaperCode(Owned):
    """A one-use code on paper for a new password, given in person. It works after a day, for a week."""

    member = TenantFK(Member, related_name="+")
    given_by = TenantFK(Member, related_name="+")
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    works_from = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # used, cancelled by the person, or followed by another

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            SamePractice("given_by"),
            models.UniqueConstraint(
                fields=["practice", "member"], condition=Q(ended_at=None), name="paper_code_once"
            ),
        ]
