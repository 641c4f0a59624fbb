"""What a backup is called, and which old ones stay. Plain Python: times in, times out."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

SUFFIX = ".backup"
_NAME = "tandem-%Y%m%dT%H%M%SZ" + SUFFIX
EVERY = timedelta(hours=1)  # our choice: all of the last hour stay
HOURLY = 24  # our choice: the last one of each of so many hours
DAILY = 30  # our choice: and of each of so many days


def name_of(at: datetime) -> str:
    """Return the file name of a backup made then."""
    return at.astimezone(UTC).strftime(_NAME)


def made_at(path: Path) -> datetime | None:
    """Return when a backup was made, by its name; None when it is none of ours."""
    try:
        return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Return the whole backups in a folder by the time they were made."""
    found = {made_at(path): path for path in folder.glob(f"*{SUFFIX}")}
    return {at: path for at, path in found.items() if at}


def newest(folder: Path) -> datetime | None:
    """Return when the newest backup in a folder was made; None when there is none."""
    return max(backups_in(folder), default=None) if folder.is_dir() else None


def to_keep(
    times: Collection[datetime], now: datetime, hourly: int = HOURLY, daily: int = DAILY
) -> set[datetime]:
    """Return the backups that stay: those of the last hour, then the last of each hour, then the last of each day.

    The newest always stays, however old.
    """
    kept = {at for at in times if at > now - EVERY} | set(sorted(times)[-1:])
    kept |= _last_of_each(times, hourly, lambda at: at.replace(minute=0, second=0, microsecond=0))
    return kept | _last_of_each(times, daily, lambda at: at.date())


def _last_of_each(times: Iterable[datetime], most: int, part: Callable[[datetime], object]) -> set[datetime]:
    last: dict[object, datetime] = {}
    for at in sorted(times):
        last[part(at)] = at
    return set(sorted(last.values())[-most:]) if most else set()
