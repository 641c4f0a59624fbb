"""Add people, invite them, let them in, change what they may be."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction

from tandem.people.events import (
    ContactWished,
    InvitationMade,
    InvitationUsed,
    MemberAdded,
    PracticeFounded,
    ProfileChanged,
    RoleEnded,
    RoleGiven,
    SaferTurned,
    SettingsChanged,
)
from tandem.people.links import new_link
from tandem.people.models import Belonging, ContactWish, Invitation, Member, NameKey, Profile, RoleGrant, User
from tandem.people.queries import contact_wish, profile
from tandem.people.rules import name_keys
from tandem.people.sessions import end_sign_ins
from tandem.permissions.rules import Role
from tandem.record.actions import happened
from tandem.tenancy.current import current_practice_id, using_practice
from tandem.tenancy.models import Practice

INVITATION_LASTS = timedelta(days=7)  # our choice: one week, and it can be sent again


class LinkSpent(Exception):
    """The link was used, has expired or never existed."""


class AlreadyHere(Exception):
    """The account is already another member of this practice."""


class LastAdmin(Exception):
    """A practice keeps at least one admin."""


def found_practice(
    *, name: str, language: str, time_zone: str, admin: str, email: str, at: datetime
) -> Practice:
    """Start a practice with its first admin, who still has to be invited."""
    with transaction.atomic():
        practice = Practice.objects.create(name=name, language=language, time_zone=time_zone, created_at=at)
        with using_practice(practice.pk):
            first = add_member(name=admin, email=email, roles=[Role.ADMIN, Role.LEAD], by=None, at=at)
            happened(PracticeFounded(first.pk), by=first.pk, at=at)
        return practice


@transaction.atomic
def add_member(
    *, name: str, email: str = "", phone: str = "", born_on: date | None = None, roles: Iterable[str],
    language: str = "", by: UUID | None, at: datetime,
) -> Member:  # fmt: skip
    """Add a person, without an account, with their roles."""
    practice, roles = Practice.objects.get(pk=current_practice_id()), sorted(str(role) for role in roles)
    member = Member.objects.create(
        name=name,
        email=email,
        phone=phone,
        born_on=born_on,
        language=language or practice.language,
        time_zone=practice.time_zone,
        safer=settings.TANDEM_SAFER and Role.CLIENT in roles,
    )
    write_name_keys([member])
    RoleGrant.objects.bulk_create(RoleGrant(member=member, role=role, started_at=at) for role in roles)
    happened(MemberAdded(member.pk, tuple(roles)), by=by, at=at)
    return member


def write_name_keys(members: Iterable[Member]) -> None:
    """Keep how these new members are found by name, inside the action that writes their names."""
    NameKey.objects.bulk_create(
        NameKey(member=member, key=key) for member in members for key in sorted(name_keys(member.name))
    )


@transaction.atomic
def make_invitation(*, member: Member, by: UUID | None, at: datetime) -> str:
    """Return the token of a fresh one-use link; earlier unused ones stop working."""
    Member.objects.select_for_update().get(pk=member.pk)  # of two at once, the later one's link works
    Invitation.objects.filter(member=member, used_at=None).update(expires_at=at)
    token, secret_hash = new_link(current_practice_id())
    invitation = Invitation.objects.create(
        member=member, secret_hash=secret_hash, expires_at=at + INVITATION_LASTS
    )
    happened(InvitationMade(member.pk, invitation.pk), by=by, at=at)
    return token


@transaction.atomic
def accept_invitation(*, secret_hash: str, password: str | None, account: User | None, at: datetime) -> User:
    """Turn an invitation into an account, or join it to the `account` that is signed in.

    Raises `LinkSpent` when the link no longer works, `AlreadyHere` when the account belongs here as
    somebody else.
    """
    spent = Invitation.objects.filter(secret_hash=secret_hash, used_at=None, expires_at__gt=at).update(
        used_at=at
    )
    if not spent:
        raise LinkSpent
    invitation = Invitation.objects.select_related("member").get(secret_hash=secret_hash)
    member = invitation.member
    user = account or User.objects.create_user(member.email, password)
    _belong(user, member)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    happened(InvitationUsed(member.pk, invitation.pk), by=member.pk, at=at)
    return user


def _belong(user: User, member: Member) -> None:
    try:
        with transaction.atomic():
            Belonging.objects.create(user=user, practice=member.practice, member_id=member.pk)
    except IntegrityError as error:
        raise AlreadyHere from error
    member.user = user
    member.save(update_fields=["user"])


@transaction.atomic
def end_role(*, member: Member, role: str, by: UUID, at: datetime) -> None:
    """Take a role away from the next request on. Raises `LastAdmin` for the practice's only admin."""
    held = RoleGrant.objects.filter(role=role, ended_at=None)
    holders = (
        held.select_for_update().order_by("id").values_list("member_id", flat=True)
    )  # two at once take turns
    if role == Role.ADMIN and not set(holders) - {member.pk}:
        raise LastAdmin
    if held.filter(member=member).update(ended_at=at):
        happened(RoleEnded(member.pk, role), by=by, at=at)


@transaction.atomic
def change_roles(*, member: Member, roles: Iterable[str], by: UUID, at: datetime) -> None:
    """Let a colleague have these roles and no others; a change ends their sign-ins. Raises `LastAdmin`."""
    held = set(RoleGrant.objects.filter(member=member, ended_at=None).values_list("role", flat=True))
    wanted = {str(role) for role in roles}
    for role in sorted(wanted - held):
        RoleGrant.objects.create(member=member, role=role, started_at=at)
        happened(RoleGiven(member.pk, role), by=by, at=at)
    for role in sorted(held - wanted):
        end_role(member=member, role=role, by=by, at=at)
    if held != wanted and member.user_id:
        end_sign_ins(member.user_id)


@transaction.atomic
def change_settings(*, member: Member, language: str, time_zone: str, at: datetime) -> None:
    """Remember the language and time zone a person reads in."""
    member.language, member.time_zone = language, time_zone
    member.save(update_fields=["language", "time_zone"])
    happened(SettingsChanged(member.pk), by=member.pk, at=at)


@transaction.atomic
def turn_safer(*, member: Member, on: bool, at: datetime) -> None:
    """Turn a client's Safer mode on or off. The same again changes nothing."""
    if Member.objects.filter(pk=member.pk, safer=not on).update(safer=on):
        member.safer = on
        happened(SaferTurned(member.pk, on), by=member.pk, at=at)


@transaction.atomic
def set_profile(*, member: Member, line_one: str, line_two: str, at: datetime) -> None:
    """Keep a helper's two lines about themselves. The same lines again change nothing."""
    now = profile(member)
    if now is None or (now.line_one, now.line_two) != (line_one, line_two):
        Profile.objects.create(member=member, line_one=line_one, line_two=line_two, at=at)
        happened(ProfileChanged(member.pk), by=member.pk, at=at)


@transaction.atomic
def wish_contact(
    *, client: Member, channel: str, hours: str, message: bool, named: bool, seen: str, checks: str, by: Member,
    at: datetime,
) -> None:  # fmt: skip
    """Keep how a client may be reached. The same again changes nothing.

    Somebody who could see their phone or mail turns Safer mode on. A no leaves it as it is: whoever holds the
    phone could have said it, so turning it off asks for the password (`turn_safer`).
    """
    said = {
        "channel": channel,
        "hours": hours,
        "message": message,
        "named": named,
        "seen": seen,
        "checks": checks,
    }
    Member.objects.select_for_update().get(pk=client.pk)  # of two at once the second sees the first
    now = contact_wish(client)
    if now and all(getattr(now, name) == value for name, value in said.items()):
        return
    ContactWish.objects.create(member=client, at=at, **said)
    if seen in {"yes", "maybe"} and not client.safer:
        client.safer = True
        client.save(update_fields=["safer"])
        happened(SaferTurned(client.pk, True), by=by.pk, at=at)
    happened(ContactWished(client.pk), by=by.pk, at=at)
