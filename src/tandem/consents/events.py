"""What can happen to consents."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ConsentGiven:
    """The client said yes to one text."""

    episode_id: UUID
    consent_id: UUID
    kind: str
    method: str


@dataclass(frozen=True)
class ConsentTakenBack:
    """The client took a yes back."""

    episode_id: UUID
    consent_id: UUID
    kind: str


@dataclass(frozen=True)
class IntroductionHeld:
    """Helpers introduced themselves and their work together."""

    episode_id: UUID
    introduction_id: UUID
