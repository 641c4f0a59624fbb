"""What can happen to a meeting."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AppointmentBooked:
    """A meeting was agreed."""

    episode_id: UUID
    appointment_id: UUID
    kind: str


@dataclass(frozen=True)
class OutcomeNoted:
    """Somebody said how a meeting went."""

    episode_id: UUID
    appointment_id: UUID
    outcome: str


@dataclass(frozen=True)
class BeginningChosen:
    """The client said whether the peer joins the first ten minutes of their first therapy meeting."""

    episode_id: UUID
    joins: bool


@dataclass(frozen=True)
class MeetingMadeSmaller:
    """The client stopped meeting one of three; the meeting goes on between the two others."""

    episode_id: UUID
    appointment_id: UUID
    kind: str
