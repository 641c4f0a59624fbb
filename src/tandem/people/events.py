"""What can happen to people in a practice."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PracticeFounded:
    """A practice began, with its first admin."""

    member_id: UUID


@dataclass(frozen=True)
class MemberAdded:
    """A person joined a practice."""

    member_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True)
class InvitationMade:
    """A member was given a link to make their account."""

    member_id: UUID
    invitation_id: UUID


@dataclass(frozen=True)
class InvitationUsed:
    """A member made or joined their account."""

    member_id: UUID
    invitation_id: UUID


@dataclass(frozen=True)
class RoleGiven:
    """A member has a role from now on."""

    member_id: UUID
    role: str


@dataclass(frozen=True)
class RoleEnded:
    """A member no longer has a role."""

    member_id: UUID
    role: str


@dataclass(frozen=True)
class SettingsChanged:
    """A member changed their language or time zone."""

    member_id: UUID


@dataclass(frozen=True)
class SaferTurned:
    """A client’s Safer mode was turned on or off."""

    member_id: UUID
    on: bool


@dataclass(frozen=True)
class ProfileChanged:
    """A helper changed the two lines that clients read about them."""

    member_id: UUID


@dataclass(frozen=True)
class ContactWished:
    """A client said how they may be reached."""

    member_id: UUID
