"""Let a few of the made-up people sign in with a password."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.hashers import make_password

from tandem.config.demo.story import PASSWORD
from tandem.people.models import Member, RoleGrant, User
from tandem.tenancy.current import using_practice

ROLES = ("client", "therapist", "peer", "lead", "front_desk", "peer_supervisor")


@dataclass(frozen=True)
class SignIn:
    """Who somebody is, and the address to sign in with."""

    role: str
    email: str


def open_sign_ins(practice: UUID, seed: int) -> list[SignIn]:
    """Give the first with each role, and the first client who reads Spanish, the demonstration's password.

    All share one hash, whose salt is from the seed: it takes a second for one, and hours for everybody.
    """
    salt = sha256(f"demo-data {seed}".encode()).hexdigest()[:22]
    found: dict[str, Member] = {}
    with using_practice(practice):
        for role in ROLES:
            grants = RoleGrant.objects.filter(role=role, ended_at=None, member__user__isnull=False)
            grants = grants.select_related("member").order_by("started_at" if role == "client" else "id")
            if grant := grants.first():
                found[role] = grant.member
            spanish = grants.filter(member__language="es").first() if role == "client" else None
            if spanish:
                found["client, in Spanish"] = spanish.member
    keys = [member.user_id for member in found.values() if member.user_id]
    User.objects.filter(pk__in=keys).update(password=make_password(PASSWORD, salt=salt))
    return [SignIn(role, member.email) for role, member in found.items()]
