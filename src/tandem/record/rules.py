"""How entries are chained: each hash covers the one before it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

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
