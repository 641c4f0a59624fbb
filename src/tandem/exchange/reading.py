"""Read an open file into a sorter, as CSV or as a FHIR bundle."""

import io
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from tandem.exchange.rules.bundle import read_bundle
from tandem.exchange.rules.csv_rows import LONGEST_LINE, columns_left_out, read_people
from tandem.exchange.rules.fields import Bad
from tandem.exchange.rules.files import CSV, HEAD_BYTES, MOST_BYTES, kind_of
from tandem.exchange.rules.rows import History, Person, Problem
from tandem.exchange.sorting import Sorter


def fingerprint(file: BinaryIO) -> tuple[str, str]:
    """Return the file's kind and its SHA-256 in hex. Raises `Bad` when it is none of ours, or too big."""
    file.seek(0)
    kind = kind_of(file.read(HEAD_BYTES))
    file.seek(0)
    whole, size = sha256(), 0
    while block := file.read(1024 * 1024):
        whole.update(block)
        size += len(block)
        if size > MOST_BYTES:
            raise Bad("too_big")
    return kind, whole.hexdigest()


def read_into(sorter: Sorter, file: BinaryIO, kind: str, today: date) -> list[str]:
    """Hand everything in the file to the sorter. Returns the names of columns that are left out."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        return _csv(sorter, text, today) if kind == CSV else _bundle(sorter, text, today)
    except UnicodeDecodeError:
        sorter.add(Problem("not_utf8"))
        return []
    finally:
        text.detach()  # the file stays open: it is not ours to close


def _csv(sorter: Sorter, text: io.TextIOWrapper, today: date) -> list[str]:
    left_out = columns_left_out(text.readline(LONGEST_LINE))
    text.seek(0)
    for row in read_people(_lines(text), today):
        sorter.add(row)
    sorter.finish()
    return left_out


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, an endless one cut just past what is allowed, so that memory stays flat."""
    while line := text.readline(LONGEST_LINE + 1):
        yield line


def _bundle(sorter: Sorter, text: io.TextIOWrapper, today: date) -> list[str]:
    bundle = read_bundle(text.read(), today)
    rows: list[Person | History | Problem] = [*bundle.problems, *bundle.people, *bundle.history]
    for row in rows:
        sorter.add(row)
    sorter.finish()
    sorter.counts.update({f"skipped:{kind}": count for kind, count in bundle.skipped.items()})
    sorter.counts.update({f"left_out:{reason}": count for reason, count in bundle.left_out.items()})
    return []
