"""What can happen to an episode, its team and its sharing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class EpisodeOpened:
    """A course of therapy began."""

    episode_id: UUID
    client_id: UUID


@dataclass(frozen=True)
class HelperJoined:
    """A helper joined a care team."""

    episode_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True)
class HelperLeft:
    """A helper left a care team, because `ended_by` said so; they stop reading at once."""

    episode_id: UUID
    member_id: UUID
    ended_by: UUID | None


@dataclass(frozen=True)
class Released:
    """The client opened or closed one thing to some people."""

    episode_id: UUID
    kind: str
    object_id: UUID
    to: tuple[UUID, ...]
    on: bool


@dataclass(frozen=True)
class SharingChanged:
    """The client chose how their helpers share; `preset` is new, or confirmed, when `chosen`."""

    episode_id: UUID
    preset: str
    chosen: bool


@dataclass(frozen=True)
class AllTakenBack:
    """The client closed everything that was open to their helpers."""

    episode_id: UUID


@dataclass(frozen=True)
class HelperPaused:
    """The client stopped meeting a helper for a while; no reason is kept."""

    episode_id: UUID
    member_id: UUID


@dataclass(frozen=True)
class HelperResumed:
    """The client meets a helper again."""

    episode_id: UUID
    member_id: UUID


@dataclass(frozen=True)
class ChangeWished:
    """The client would like another helper in a role."""

    episode_id: UUID
    role: str


@dataclass(frozen=True)
class ChangeSettled:
    """Another helper came, or the client thought again."""

    episode_id: UUID
    role: str


@dataclass(frozen=True)
class CalendarChanged:
    """The practice changed its week, its holidays or its cover."""


@dataclass(frozen=True)
class OutsidePersonNamed:
    """The practice named whom complaints go to."""

    person_id: UUID


@dataclass(frozen=True)
class Part2Marked:
    """It was noted that 42 CFR part 2 protects a client's record, or that it does not."""

    episode_id: UUID
    on: bool


@dataclass(frozen=True)
class OpenedInEmergency:
    """Somebody who does not help a client opened their page, for `reason`, until a time."""

    emergency_id: UUID
    episode_id: UUID
    role: str
    reason: str
    until: datetime


@dataclass(frozen=True)
class EmergencyReviewed:
    """Somebody else said what they find."""

    emergency_id: UUID
    finding: str


@dataclass(frozen=True)
class UnusualNoticed:
    """What a member opened on one day was out of pattern, and they are asked about it."""

    unusual_id: UUID
    member_id: UUID
    signs: tuple[str, ...]


@dataclass(frozen=True)
class UnusualAnswered:
    """They said why."""

    unusual_id: UUID
