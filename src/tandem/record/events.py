"""What the record itself says happened."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LooksChained:
    """All looks from `since` up to `until` (not included) are `count` rows with this digest."""

    since: datetime | None
    until: datetime
    count: int
    digest: str
