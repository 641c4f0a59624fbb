"""What can happen to the ways in."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class FactorAdded:
    """Somebody set up a second factor."""

    member_id: UUID
    kind: str


@dataclass(frozen=True)
class FactorRemoved:
    """Somebody took one of their second factors away."""

    member_id: UUID
    kind: str


@dataclass(frozen=True)
class FactorsCleared:
    """A colleague's second factors were taken away, so that they set one up anew."""

    member_id: UUID


@dataclass(frozen=True)
class ResetStarted:
    """A colleague was sent a link to a new password; whoever started it never sees it."""

    member_id: UUID


@dataclass(frozen=True)
class PaperCodeGiven:
    """A helper gave a client a code on paper."""

    member_id: UUID
    paper_code_id: UUID


@dataclass(frozen=True)
class PaperCodeCancelled:
    """The client does not want the code on paper to work."""

    member_id: UUID
    paper_code_id: UUID


@dataclass(frozen=True)
class PaperCodeUsed:
    """A code on paper led to a new password."""

    member_id: UUID
    paper_code_id: UUID
