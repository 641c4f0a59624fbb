"""People: an account signs in; a member is the person in one practice, with or without an account."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

from tandem.people.columns import Plain
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.keys import SamePractice, TenantFK, uuid7
from tandem.tenancy.models import Owned, Practice


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Return a new account; without a password it can sign in by e-mail code only."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: how one person signs in, whatever practices they belong to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return f"User {self.pk}"


class Belonging(models.Model):
    """Which account is which member of which practice. No practice owns it: it is read before one is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="belongings")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "practice"], name="belonging_once")]

    def __str__(self) -> str:
        return f"Belonging {self.pk}"


class Session(AbstractBaseSession):
    """A sign-in, with its account and practice beside it so that one query brings all three."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    belonging = models.ForeignKey(Belonging, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return "Session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads and writes these rows."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class Member(Owned):
    """A person in a practice. An imported or new client may have no account."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    safer = models.BooleanField(default=False)  # somebody else may see their phone or mail
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="America/New_York")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    batch_id = models.UUIDField(null=True)  # the import that brought them, if one did

    has_account = True  # the only rows of a practice that lead to an account

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=F("born_on")),
                name="member_dies_after_birth",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "name"], name="member_by_name"),
            models.Index(fields=["practice", "batch_id"], name="member_by_batch"),
        ]

    @property
    def first_name(self) -> str:
        """Return what a friend would call them; titles keep the whole name."""
        return self.name if self.name.startswith(("Dr.", "Dr ")) else self.name.split(" ")[0]


class NameKey(Owned):
    """A member's name in plain words from one of its words on. Kept by the actions that write a name, for searches."""

    member = TenantFK(Member, related_name="+")
    key = Plain(max_length=200)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "member", "key"], name="name_key_once"),
        ]
        indexes = [models.Index(fields=["practice", "key", "member"], name="name_key_sorted")]


class RoleGrant(Owned):
    """A role a member has, from one day to another; null end means still."""

    member = TenantFK(Member, related_name="grants")
    role = models.CharField(max_length=30)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(
                fields=["practice", "member", "role"], condition=Q(ended_at=None), name="role_once_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "role"], condition=Q(ended_at=None), name="role_now"),
        ]


class Identifier(Owned):
    """What another system calls a member, so that bringing them in twice finds them."""

    member = TenantFK(Member, related_name="identifiers")
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=200)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "system", "value"], name="identifier_once"),
        ]


class Invitation(Owned):
    """A one-use link that lets a member make their account."""

    member = TenantFK(Member, related_name="invitations")
    secret_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.UniqueConstraint(fields=["practice", "secret_hash"], name="invitation_secret"),
        ]


class Profile(Owned):
    """Two lines of a helper about themselves, as their clients read them. The latest stands; both may be empty."""

    append_only = True

    member = TenantFK(Member, related_name="+")
    line_one = SealedTextField(blank=True, default="")
    line_two = SealedTextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints, SamePractice("member")]
        indexes = [models.Index(fields=["practice", "member", "-at"], name="profile_latest")]


class ContactWish(Owned):
    """How a client may be reached, and who may check on them if they miss a meeting. The latest stands.

    What they left out is kept as the careful answer: no message, no name, nobody.
    """

    append_only = True

    member = TenantFK(Member, related_name="+")
    channel = models.CharField(max_length=5, blank=True, default="")
    hours = models.CharField(max_length=8, blank=True, default="")
    message = models.BooleanField(default=False)  # whether a message may be left
    named = models.BooleanField(default=False)  # whether we may say who we are
    seen = models.CharField(
        max_length=5, blank=True, default=""
    )  # could somebody else see their phone or mail
    checks = models.CharField(max_length=10, default="nobody")  # who may check on them
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            SamePractice("member"),
            models.CheckConstraint(
                condition=Q(channel__in=["", "email", "text", "call", "none"]),
                name="contact_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(hours__in=["", "any", "office", "evenings"]), name="contact_hours_are_known"
            ),
            models.CheckConstraint(
                condition=Q(seen__in=["", "yes", "maybe", "no"]), name="contact_seen_is_known"
            ),
            models.CheckConstraint(
                condition=Q(checks__in=["therapist", "peer", "front_desk", "nobody"]),
                name="contact_checks_is_known",
            ),
        ]
        indexes = [models.Index(fields=["practice", "member", "-at"], name="contact_latest")]
