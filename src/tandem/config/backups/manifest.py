"""What a backup says about itself: how many rows each table has, their checksum, and where each chain ends."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORM = 1  # this form of backup
BLOCK = 1 << 20  # bytes read at once


class NotWhole(Exception):
    """A backup can't be used. The message says why."""


@dataclass
class Table:
    """How many rows, and a sum over them that is the same in whatever order they come."""

    rows: int = 0
    sum: str = ""


@dataclass
class Manifest:
    """A backup's first page."""

    at: str
    engine: str
    tandem: str
    form: int = FORM
    migrations: list[list[str]] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    chains: dict[str, list[Any]] = field(
        default_factory=dict
    )  # by practice: number and hash of the last entry
    files: dict[str, str] = field(default_factory=dict)  # SHA-256 by name

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables.values())

    def write(self, path: Path) -> None:
        """Write it to a file."""
        path.write_text(json.dumps(asdict(self), indent=1), "utf-8")


def read(path: Path) -> Manifest:
    """Return what a file says. Raises `NotWhole` when it is none, or of a form that we do not know."""
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["form"] != FORM:
            raise NotWhole("It was made by another version of Tandem; use that one.")
        tables = {name: Table(**table) for name, table in said.pop("tables").items()}
        return Manifest(**said, tables=tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotWhole("It does not say what is in it.") from error


def compare(said: Manifest, found: Manifest) -> None:
    """Raise `NotWhole`, naming the first table or chain that is not as the manifest says."""
    if said.migrations != found.migrations:
        raise NotWhole("Its tables are of another version of Tandem; use that one.")
    for name in sorted(said.tables.keys() | found.tables.keys()):
        here, there = said.tables.get(name, Table()), found.tables.get(name, Table())
        if here != there:
            raise NotWhole(
                f"{name}: {here.rows:,} rows were backed up, {there.rows:,} came back, or not the same."
            )
    if said.chains != found.chains:
        raise NotWhole("A practice’s record does not end where it did.")


class Sum:
    """Counts rows and sums their checksums."""

    def __init__(self) -> None:
        self.rows, self.total = 0, 0

    def add(self, row: bytes) -> None:
        """Take one row."""
        self.rows += 1
        self.total += int.from_bytes(hashlib.sha256(row).digest()[:16])

    def table(self) -> Table:
        """Return what was found."""
        return Table(self.rows, f"{self.total % 2**128:032x}")


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blocks(file: Any) -> Iterator[bytes]:
    """Yield what is in a file, some at a time."""
    while block := file.read(BLOCK):
        yield block


def copy(source: Any, target: Any) -> None:
    """Copy one open file into another."""
    for block in blocks(source):
        target.write(block)


def by_name(rows: Iterable[Any]) -> list[list[str]]:
    """Return rows of two texts in a fixed order, as JSON gives them back."""
    return sorted([str(one), str(two)] for one, two in rows)
