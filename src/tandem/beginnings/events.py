"""What can happen in the first ten minutes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class BeginningHandedOver:
    """A helper handed the client a device for their first ten minutes, and was signed out of it."""

    episode_id: UUID


@dataclass(frozen=True)
class HopesTold:
    """A client said what they have tried and what they hope for, and chose who may read it."""

    episode_id: UUID
    hopes_id: UUID
    to: tuple[UUID, ...]


@dataclass(frozen=True)
class HopesWithdrawn:
    """A client took back what they said at the start."""

    episode_id: UUID
    hopes_id: UUID
    to: tuple[UUID, ...]


@dataclass(frozen=True)
class CardSent:
    """A client had their card sent to them."""

    episode_id: UUID


@dataclass(frozen=True)
class BeginningDone:
    """A client's first ten minutes are done."""

    episode_id: UUID


@dataclass(frozen=True)
class HelperStepDone:
    """A helper did one step of their own first ten minutes."""

    member_id: UUID
    step: str


@dataclass(frozen=True)
class TopicsAnswered:
    """A helper said which topics of working together are agreed."""

    member_id: UUID


@dataclass(frozen=True)
class TestSent:
    """A helper sent a test to whoever covers now."""

    to: UUID
