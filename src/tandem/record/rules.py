"""How entries are chained: each hash covers the one before it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

FIRST = "0" * 64  # what the first entry follows: as long as a SHA-256 in hex


@dataclass(frozen=True)
class Link:
    """What an entry's hash covers: every column of its row but the hash, and the practice by which it is found."""

    id: str
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
    parts = [link.id, str(link.sequence), link.at, link.event, link.by, link.details, link.previous]
    return sha256("\n".join(parts).encode()).hexdigest()


class Wrong(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"  # it says something else than its hash
    REMOVED = "removed"  # it is not there
    INSERTED = "inserted"  # its number was used already
    REPLACED = "replaced"  # it, or the one before it, was written anew with a hash of its own
    CUT = "cut"  # the end of the chain is not where it was
    LOOKS_CHANGED = "looks_changed"
    LOOKS_REMOVED = "looks_removed"
    LOOKS_INSERTED = "looks_inserted"
    LIST_CHANGED = "list_changed"


@dataclass(frozen=True)
class Fault:
    """The number of the first entry that is wrong, and what is."""

    sequence: int
    wrong: Wrong


class Follow:
    """Walks along a chain, remembering one entry: says of each whether it follows the one before."""

    def __init__(self) -> None:
        self.sequence, self.hash = 0, FIRST

    def fault(self, link: Link, claimed: str) -> Fault | None:
        """Return what is wrong with the next entry, of which `claimed` is the hash it carries, or None."""
        expected, previous = self.sequence + 1, self.hash
        self.sequence, self.hash = link.sequence, claimed
        if link_hash(link) != claimed:
            return Fault(expected, Wrong.CHANGED)
        if link.sequence != expected:
            return Fault(expected, Wrong.REMOVED if link.sequence > expected else Wrong.INSERTED)
        if link.previous != previous:
            return Fault(expected, Wrong.REPLACED)
        return None


def first_break(links: Iterable[tuple[Link, str]]) -> int | None:
    """Return the sequence number of the first entry that does not follow, or None for a whole chain.

    `links` are pairs of what an entry says and the hash it carries, in order.
    """
    walk = Follow()
    faults = (walk.fault(link, claimed) for link, claimed in links)
    return next((fault.sequence for fault in faults if fault), None)


class Digest:
    """One hash that stands for many rows, taken one after the other."""

    def __init__(self) -> None:
        self.count, self._whole = 0, sha256()

    def add(self, row: tuple[object, ...]) -> None:
        """Take the next row."""
        self.count += 1
        self._whole.update("|".join(str(part) for part in row).encode() + b"\n")

    def hex(self) -> str:
        """Return the SHA-256, in hex, of all rows so far."""
        return self._whole.hexdigest()


def digest(rows: Iterable[tuple[object, ...]]) -> str:
    """Return the SHA-256, in hex, of many rows: one hash that stands for all of them."""
    whole = Digest()
    for row in rows:
        whole.add(row)
    return whole.hex()


def list_id(practice: UUID, about: Iterable[UUID]) -> UUID:
    """Return what stands for a list of clients: made of them alone, so that a changed list shows."""
    whole = sha256(practice.bytes + b"".join(sorted(one.bytes for one in about)))
    return UUID(bytes=whole.digest()[:16])  # 128 bits, as long as any id


# --- The end of a chain, kept elsewhere ---


@dataclass(frozen=True)
class Head:
    """How long a practice's chain was on a day, and the hash at its end."""

    day: str
    practice: str
    sequence: int
    hash: str

    def line(self) -> str:
        """Return the line that is kept."""
        return f"{self.day} {self.practice} {self.sequence} {self.hash}"


_HEAD = re.compile(r"(\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36}) (\d{1,18}) ([0-9a-f]{64})")


def read_heads(lines: Iterable[str]) -> list[Head]:
    """Return the heads in a file; empty lines are passed over. Raises `ValueError` with the number of a bad line."""
    found = []
    for number, line in enumerate(lines, start=1):
        said = _HEAD.fullmatch(line.strip())
        if said:
            day, practice, sequence, kept = said.groups()
            found.append(Head(day, practice, int(sequence), kept))
        elif line.strip():
            raise ValueError(number)
    return found


# --- Looks ---

ONE_RUN = timedelta(hours=1)  # our choice: as long as somebody works on one thing


@dataclass(frozen=True)
class Looked:
    """One look as it was kept."""

    id: UUID
    at: datetime
    by: UUID
    act: str
    refused: str
    role: str = ""
    basis: str = ""


@dataclass
class Run:
    """The same person doing the same thing within an hour: when last, and how often."""

    at: datetime
    by: UUID
    act: str
    refused: str
    role: str = ""
    basis: str = ""
    times: int = 1


def runs(looks: Iterable[Looked], most: int) -> tuple[list[Run], UUID | None]:
    """Return at most `most` runs of looks that come latest first, and the last look that is in them.

    Looks in between by others, or at other things, do not end a run.
    """
    found: list[Run] = []
    latest: dict[tuple[UUID | str, ...], Run] = {}
    last = None
    for look in looks:
        key = (look.by, look.act, look.refused, look.role, look.basis)
        run = latest.get(key)
        if run and run.at - look.at < ONE_RUN:
            run.times += 1
        elif len(found) == most:
            return found, last
        else:
            latest[key] = Run(look.at, *key)
            found.append(latest[key])
        last = look.id
    return found, last
