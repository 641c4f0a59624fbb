"""The record of a made-up practice: told client by client, chained in the order of time, with little memory."""

import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import merge
from typing import IO, Any

from tandem.config.demo_data.chance import dashed
from tandem.record.rules import FIRST, Link, link_hash

_LINES = 50_000  # our choice: so many entries wait in memory, then they are put in order and set aside

Told = tuple[Link, str, str]  # what the entry says, who did it (an id in hex, or nothing), its hash


class Record:
    """Takes events in any order; gives them back as a chain in the order of time."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._sorted: list[IO[str]] = []
        self.told = 0

    def tell(self, at: datetime, event: str, by: str | None, **details: Any) -> None:
        """Take an event. Ids are in hex and told under names that end in `_id`, `to` or `by`."""
        said = ",".join([f'"{name}":{_said(name, details[name])}' for name in sorted(details)])
        self.told += 1  # what happened in one second stays in the order in which it was told
        self._lines.append(f"{at.isoformat()}\t{self.told:012d}\t{event}\t{by or ''}\t{{{said}}}\n")
        if len(self._lines) >= _LINES:
            self._set_aside()

    def chain(self, new_id: Callable[[], str]) -> Iterator[Told]:
        """Yield every entry with its hash, the earliest first. What was set aside is gone afterwards."""
        self._set_aside()
        previous = FIRST
        for sequence, line in enumerate(merge(*self._sorted), start=1):
            at, _number, event, by, details = line.rstrip("\n").split("\t")
            link = Link(dashed(new_id()), sequence, at, event, by and dashed(by), details, previous)
            previous = link_hash(link)
            yield link, by, previous
        for file in self._sorted:
            file.close()
        self._sorted = []

    def _set_aside(self) -> None:
        file = tempfile.TemporaryFile("w+", prefix="demo-data-")  # noqa: SIM115  closed once it is chained
        file.writelines(sorted(self._lines))
        file.seek(0)
        self._lines = []
        self._sorted.append(file)


def _said(name: str, value: Any) -> str:
    """Return a detail as `canonical` writes it, at a third of the time."""
    if value.__class__ is str and name.endswith("_id"):
        return f'"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"'
    if name == "to":
        value = [dashed(one) for one in value]
    return json.dumps(value, separators=(",", ":"))
