"""The record. It holds ids and codes only: a name in a chain could never be taken out again."""

from django.db import models
from django.db.models import Q

from tandem.tenancy.models import Owned


class Entry(Owned):
    """One thing that happened, tied to the one before it by a hash."""

    append_only = True

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    by = models.UUIDField(null=True)  # a member's id; no foreign key, so the record blocks nothing
    details = models.TextField()  # canonical JSON, as text: it is hashed byte for byte
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["practice", "sequence"], name="entry_sequence"),
        ]


class ChainHead(Owned):
    """The end of one practice's chain. Whoever writes next waits here for their turn."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    looks_until = models.DateTimeField(null=True)  # looks before this are in the chain

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["practice"], name="one_chain_a_practice"),
        ]


class Look(Owned):
    """Somebody opened something about a client, or was refused it.

    `act` says what was opened and what for, `role` and `basis` in which role and why they may.
    """

    append_only = True

    at = models.DateTimeField()
    by = models.UUIDField()
    episode_id = models.UUIDField(null=True)  # null for a list of names and times
    act = models.CharField(max_length=40)
    refused = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=30, blank=True)  # empty for somebody refused without one
    basis = models.CharField(max_length=20, blank=True)
    shown = models.UUIDField(null=True)  # which clients stood on a list: see `Shown`

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints]
        indexes = [
            models.Index(fields=["practice", "at"], name="look_by_time"),
            models.Index(fields=["practice", "episode_id", "-at", "-id"], name="look_by_episode"),
            models.Index(
                fields=["practice", "shown", "at"], condition=Q(shown__isnull=False), name="look_by_shown"
            ),
        ]


class Shown(Owned):
    """One client who stood on a list. The same list shown again is no new row: `shown` is made of who stands on it."""

    append_only = True

    shown = models.UUIDField()
    about = models.UUIDField()  # an episode, or a client who has none yet

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["practice", "shown", "about"], name="shown_once"),
        ]
        indexes = [models.Index(fields=["practice", "about", "shown"], name="shown_by_client")]
