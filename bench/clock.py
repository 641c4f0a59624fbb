"""What time it is in the made-up practice: always five in the afternoon, so that every run sees the same day."""

from datetime import UTC, datetime, timedelta

HOUR = 17


def zone(now: datetime) -> str:
    """Return the name of a zone where it is between five and six in the afternoon at `now`."""
    offset = HOUR - now.astimezone(UTC).hour
    if offset > 12:
        offset -= 24
    return f"Etc/GMT{-offset:+d}"  # these names count westwards


def midnight(now: datetime) -> datetime:
    """Return the moment when that zone's day began, in UTC."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOUR)
