"""What can happen to a relay."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RelayAcknowledged:
    """A helper said that they have read what the client sent."""

    episode_id: UUID
    relay_id: UUID
    replied: bool
