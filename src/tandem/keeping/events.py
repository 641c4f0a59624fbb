"""What can happen to how a record is kept. Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RecordAsked:
    """A client asked for a copy, a deletion or a correction."""

    request_id: UUID
    client_id: UUID
    asked: str


@dataclass(frozen=True)
class RecordAnswered:
    """A request was answered."""

    request_id: UUID
    client_id: UUID
    asked: str
    answer: str


@dataclass(frozen=True)
class RecordTaken:
    """A client took a copy of their record: by themselves, or in person."""

    client_id: UUID
    way: str
    things: int


@dataclass(frozen=True)
class OwnTaken:
    """A helper took along what is their own."""

    member_id: UUID


@dataclass(frozen=True)
class DisclosureNoted:
    """Something about a client left the practice."""

    disclosure_id: UUID
    client_id: UUID
    what: str
    ground: str


@dataclass(frozen=True)
class HoldBegun:
    """Nothing of a client may be removed from now on."""

    hold_id: UUID
    client_id: UUID
    reason: str


@dataclass(frozen=True)
class HoldEnded:
    """A hold is over."""

    hold_id: UUID
    client_id: UUID


@dataclass(frozen=True)
class YearsChanged:
    """The practice keeps records for so many years from now on."""

    years: int


@dataclass(frozen=True)
class RemovalConfirmed:
    """One of two people confirmed that a client's record is removed."""

    client_id: UUID
    people: int


@dataclass(frozen=True)
class RecordRemoved:
    """A client's record was removed: so many rows."""

    client_id: UUID
    rows: int


@dataclass(frozen=True)
class OldRemoved:
    """What was over was removed in the night: so many rows of one kind."""

    kind: str
    rows: int
