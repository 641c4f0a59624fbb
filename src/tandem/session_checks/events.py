"""What can happen to a check."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CheckInvited:
    """A client was sent a link to answer a check."""

    episode_id: UUID
    appointment_id: UUID


@dataclass(frozen=True)
class CardWritten:
    """A helper wrote their side of a meeting."""

    episode_id: UUID
    card_id: UUID


@dataclass(frozen=True)
class CardLineChosen:
    """A client let a card's line reach the other helper, or took it back."""

    episode_id: UUID
    card_id: UUID
    sent: bool


@dataclass(frozen=True)
class DifferenceChosen:
    """A client chose what to do about a reason for a talk."""

    episode_id: UUID
    check_id: UUID
    choice: str


@dataclass(frozen=True)
class CheckHandedOver:
    """A helper handed the client a tablet to answer on, and was signed out of it."""

    episode_id: UUID
    appointment_id: UUID


@dataclass(frozen=True)
class CheckWished:
    """A client said how often to ask."""

    episode_id: UUID
    rhythm: str


@dataclass(frozen=True)
class SessionCheckSubmitted:
    """A client answered a check, and chose who hears of it."""

    episode_id: UUID
    check_id: UUID
    to: tuple[UUID, ...]
    level: str
