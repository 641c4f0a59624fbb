"""Find people in the current practice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tandem.people.models import Belonging, ContactWish, Invitation, Member, Profile, RoleGrant, User
from tandem.people.rules import is_staff
from tandem.tenancy.current import using_practice
from tandem.tenancy.prepared import Prepared


def member_with_roles(member_id: UUID) -> tuple[Member | None, frozenset[str]]:
    """Return a member and the roles they have now, in one query; nobody when they have none."""
    grants = _grants(member=member_id)
    if not grants:
        return None, frozenset()
    return grants[0].member, frozenset(grant.role for grant in grants)


@Prepared
def _grants(member: UUID) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.select_related("member").filter(member=member, ended_at=None)


def members_with_role(*roles: str) -> QuerySet[Member]:
    """Return members who have one of these roles now, by name."""
    holders = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("member_id")
    return Member.objects.filter(id__in=holders).order_by("name", "id")


def roster(roles: Iterable[str]) -> list[dict[str, Any]]:
    """Return everyone who holds one of `roles`, with their roles and whether they can sign in."""
    grants = (
        RoleGrant.objects.filter(role__in=list(roles), ended_at=None)
        .select_related("member")
        .order_by("member__name", "member_id", "role")
    )
    people: dict[UUID, dict[str, Any]] = {}
    for grant in grants:
        entry = people.setdefault(grant.member_id, {"member": grant.member, "roles": []})
        entry["roles"].append(grant.role)
    return list(people.values())


def member(member_id: UUID) -> Member | None:
    """Return one member of the current practice."""
    return Member.objects.filter(pk=member_id).first()


def staff_grants(member_ids: Collection[UUID]) -> list[RoleGrant]:
    """Return every role other than the client's that these people have or had, with who they are."""
    grants = RoleGrant.objects.filter(member_id__in=member_ids).exclude(role="client")
    return list(grants.select_related("member").order_by("role"))


def belongings(user: User) -> list[Belonging]:
    """Return every practice this account belongs to, by the practice's name."""
    return list(Belonging.objects.filter(user=user).select_related("practice").order_by("practice__name"))


def invitation(secret_hash: str) -> Invitation | None:
    """Return an invitation of the current practice, used or not."""
    return Invitation.objects.select_related("member", "practice").filter(secret_hash=secret_hash).first()


def open_invitation(secret_hash: str, at: datetime) -> Invitation | None:
    """Return an invitation that still works at `at`."""
    found = invitation(secret_hash)
    return found if found and found.used_at is None and found.expires_at > at else None


def account(email: str) -> User | None:
    """Return the account with this address."""
    return User.objects.filter(email=email.lower()).first()


def mail_opens_nothing(user: User) -> bool:
    """Return whether a code or link by mail must not let this account in: of staff, and in Safer mode, in any practice.

    It is asked before a practice is known, so each is asked in turn.
    """
    return any(is_staff(roles) or member.safer for member, roles in memberships(user))


def is_safer(user: User) -> bool:
    """Return whether somebody said, in any practice, that others may see their phone or mail."""
    return any(member.safer for member, _roles in memberships(user))


def memberships(user: User) -> list[tuple[Member, frozenset[str]]]:
    """Return who an account is in each practice, with the roles they have now; none where they have no role."""
    found = []
    for belonging in belongings(user):
        with using_practice(belonging.practice_id):
            member, roles = member_with_roles(belonging.member_id)
        if member:
            found.append((member, roles))
    return found


def profile(member: Member) -> Profile | None:
    """Return the two lines that stand, if this helper wrote any."""
    return Profile.objects.filter(member=member).order_by("-at", "-id").first()


def profiles(members: Iterable[Member]) -> dict[UUID, Profile]:
    """Return the two lines of each of these helpers who wrote any, in one query."""
    rows = Profile.objects.filter(member__in=list(members)).order_by("at", "id")
    return {row.member_id: row for row in rows}  # the latest comes last, and stands


def contact_wish(client: Member) -> ContactWish | None:
    """Return how a client may be reached, if they said so."""
    return ContactWish.objects.filter(member=client).order_by("-at", "-id").first()


def may_write_to(client: Member) -> bool:
    """Return whether a client may be written to unasked: not, once they said "please do not write or call"."""
    wish = contact_wish(client)
    return wish is None or wish.channel != "none"


CONTACT = ("channel", "hours", "message", "named", "checks")


def latest_contact(client: str) -> Subquery:
    """Return, as part of another query, the wish that stands of the member named by `client`, as one piece."""
    rows = ContactWish.objects.filter(member=OuterRef(client)).order_by("-at", "-id")
    return Subquery(rows.values(all=JSONObject(**{name: name for name in CONTACT}))[:1])


def contact_wishes(clients: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return the same piece for many clients, in one query."""
    rows = ContactWish.objects.filter(member__in=list(clients)).order_by("at", "id")
    return {
        row["member"]: row for row in rows.values("member", *CONTACT)
    }  # the latest comes last, and stands
