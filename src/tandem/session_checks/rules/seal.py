"""When a helper's answers about a meeting open, and to whom."""

from datetime import datetime, timedelta

SEALED_FOR = timedelta(hours=48)  # product page, "Seal"


def opens_at(*, met_until: datetime, answered_at: datetime | None) -> datetime:
    """Return when a helper's card opens to the client: once the client has answered, or 48 hours after the meeting."""
    longest = met_until + SEALED_FOR
    return min(answered_at, longest) if answered_at else longest


def is_open(*, met_until: datetime, answered_at: datetime | None, at: datetime) -> bool:
    """Return whether the client may read it at `at`. Nobody else may before, and another helper never by this."""
    return at >= opens_at(met_until=met_until, answered_at=answered_at)
