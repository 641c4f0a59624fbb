"""What can happen to a relay, a point, a draft, a standing yes or an early review."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RelayAcknowledged:
    """A helper said that they have read what the client sent."""

    episode_id: UUID
    relay_id: UUID
    replied: bool


@dataclass(frozen=True)
class OutcomeTold:
    """A helper told the client what came of a point; with that its relay is closed."""

    episode_id: UUID
    relay_id: UUID


@dataclass(frozen=True)
class PointApproved:
    """The client chose how a point travels; these helpers can read it from now on."""

    episode_id: UUID
    point_id: UUID
    way: str
    to: tuple[UUID, ...]


@dataclass(frozen=True)
class PointSaid:
    """The client said a point themselves."""

    episode_id: UUID
    point_id: UUID


@dataclass(frozen=True)
class PointWithdrawn:
    """The client took a point back; these helpers read it no longer."""

    episode_id: UUID
    point_id: UUID
    to: tuple[UUID, ...]


@dataclass(frozen=True)
class DraftWritten:
    """A peer wrote something down with the client; nothing is sent."""

    episode_id: UUID
    draft_id: UUID


@dataclass(frozen=True)
class DraftHeld:
    """The client said "not yet", and whether to be asked again."""

    episode_id: UUID
    draft_id: UUID
    held: str


@dataclass(frozen=True)
class DraftDeleted:
    """The client deleted what they had not sent."""

    episode_id: UUID
    draft_id: UUID


@dataclass(frozen=True)
class DraftTakenBack:
    """A peer took back what they had written down, before the client decided; it is gone for both."""

    episode_id: UUID
    draft_id: UUID


@dataclass(frozen=True)
class TopicsChosen:
    """The client opened these topics, which a peer may explain to the therapist, and closed those."""

    episode_id: UUID
    opened: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """A peer explained something under an open topic; these therapists can read it."""

    episode_id: UUID
    explanation_id: UUID
    topic: str
    to: tuple[UUID, ...]


@dataclass(frozen=True)
class ReviewAsked:
    """A helper asked the client to look back, all three, earlier than planned."""

    episode_id: UUID
    review_id: UUID


@dataclass(frozen=True)
class ReviewAnswered:
    """The client said yes or no to looking back together."""

    episode_id: UUID
    review_id: UUID
    answer: str


@dataclass(frozen=True)
class NoticedKept:
    """A client said that what their peer noticed is so. Of a no there is no event."""

    episode_id: UUID
    noticed_id: UUID


@dataclass(frozen=True)
class NoticedTakenBack:
    """The client said that it was off after all; nobody reads it any more."""

    episode_id: UUID
    noticed_id: UUID
