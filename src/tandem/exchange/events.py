"""What can happen when a caseload is brought in."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CaseloadBroughtIn:
    """Everything in a file is written: so many clients, helpers and things from before."""

    batch_id: UUID
    clients: int
    helpers: int
    history: int


@dataclass(frozen=True)
class ImportUndone:
    """What a file had brought was taken back; people whose care had begun meanwhile stayed."""

    batch_id: UUID
    stayed: int
