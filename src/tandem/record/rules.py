"""How entries are chained: each hash covers the one before it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

FIRST = "0" * 64  # what the first entry follows: as long as a SHA-256 in hex


@dataclass(frozen=True)
class Link:
    """What an entry's hash covers."""

    sequence: int
    at: str
    event: str
    by: str
    details: str
    previous: str


def canonical(details: dict[str, object]) -> str:
    """Return JSON with sorted keys and no spaces: the same bytes for the same content (RFC 8785's aim)."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), default=str)


def link_hash(link: Link) -> str:
    """Return the SHA-256, in hex, of everything in `link` including the hash before it."""
    parts = [str(link.sequence), link.at, link.event, link.by, link.details, link.previous]
    return sha256("\n".join(parts).encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> int | None:
    """Return the sequence number of the first entry that does not follow, or None for a whole chain.

    `links` are pairs of what an entry says and the hash it carries, in order.
    """
    expected_sequence, previous = 1, FIRST
    for link, claimed in links:
        if link.sequence != expected_sequence or link.previous != previous or link_hash(link) != claimed:
            return expected_sequence
        expected_sequence, previous = expected_sequence + 1, claimed
    return None


def digest(rows: Iterable[tuple[object, ...]]) -> str:
    """Return the SHA-256, in hex, of many rows: one hash that stands for all of them."""
    whole = sha256()
    for row in rows:
        whole.update("|".join(str(part) for part in row).encode() + b"\n")
    return whole.hexdigest()


ONE_RUN = timedelta(hours=1)  # our choice: as long as somebody works on one thing


@dataclass(frozen=True)
class Looked:
    """One look as it was kept."""

    id: UUID
    at: datetime
    by: UUID
    act: str
    refused: str


@dataclass
class Run:
    """The same person doing the same thing within an hour: when last, and how often."""

    at: datetime
    by: UUID
    act: str
    refused: str
    times: int = 1


def runs(looks: Iterable[Looked], most: int) -> tuple[list[Run], UUID | None]:
    """Return at most `most` runs of looks that come latest first, and the last look that is in them.

    Looks in between by others, or at other things, do not end a run.
    """
    found: list[Run] = []
    latest: dict[tuple[UUID, str, str], Run] = {}
    last = None
    for look in looks:
        key = (look.by, look.act, look.refused)
        run = latest.get(key)
        if run and run.at - look.at < ONE_RUN:
            run.times += 1
        elif len(found) == most:
            return found, last
        else:
            latest[key] = Run(look.at, look.by, look.act, look.refused)
            found.append(latest[key])
        last = look.id
    return found, last
