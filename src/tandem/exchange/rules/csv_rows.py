"""Read people from CSV, line by line, so that a long file takes no more memory than a short one."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from tandem.exchange.rules import fields
from tandem.exchange.rules.fields import Bad
from tandem.exchange.rules.rows import Person, Problem

COLUMNS = ("id", "name", "born_on", "email", "phone", "language", "system")
REQUIRED = ("id", "name", "born_on")
SYSTEM = "csv"  # whose ids these are, where the file doesn't say
LONGEST_LINE = 10_000  # characters; all our columns together stay below 1,200


class Unreadable(ValueError):
    """Nothing after this can be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_people(lines: Iterable[str], today: date) -> Iterator[Person | Problem]:
    """Yield a person, or the problems, for each line. Stops at a line that makes the rest unreadable.

    `lines` may hold the line ends; `today` decides who is an adult.
    """
    try:
        yield from _people(_checked(lines), today)
    except Unreadable as stop:
        yield stop.problem


def columns_left_out(header: str) -> list[str]:
    """Return the names of columns that are not ours, as the first line gives them."""
    row = next(csv.reader([header], delimiter=_delimiter(header)), [])
    return [name.strip()[:40] for name in row if name.strip() and _plain(name) not in COLUMNS]


def _checked(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(Problem("line_too_long", line=number))
        if "\0" in line:
            raise Unreadable(Problem("nul", line=number))
        yield line


def _people(lines: Iterator[str], today: date) -> Iterator[Person | Problem]:
    first = next(lines, "")
    header = [_plain(name) for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    faults = list(_header_faults(header))
    if faults:
        yield from faults
        return
    found = False
    for number, cells in _records(lines, _delimiter(first)):
        found = True
        yield from _person(number, header, cells, today)
    if not found:
        yield Problem("header_only")


def _header_faults(header: list[str]) -> Iterator[Problem]:
    for column in COLUMNS:
        if column in REQUIRED and column not in header:
            yield Problem("missing_column", line=1, detail=column)
        if header.count(column) > 1:
            yield Problem("column_twice", line=1, detail=column)


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 2  # the header was line 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 2  # the header, and this one
    except csv.Error as error:
        raise Unreadable(Problem("quotes", line=number)) from error


def _person(number: int, header: list[str], cells: list[str], today: date) -> Iterator[Person | Problem]:
    if len(cells) > len(header) and any(cells[len(header) :]):
        yield Problem("too_many_cells", line=number)
        return
    row = dict(zip(header, cells, strict=False))
    clean: dict[str, Any] = {}
    faults = []
    for column in COLUMNS:
        try:
            clean[column] = _CLEAN[column](row.get(column, ""), today)
        except Bad as bad:
            faults.append(Problem(bad.code, line=number, field=column))
    if faults:
        yield from faults
        return
    pair = (clean.pop("system"), clean.pop("id"))
    yield Person(number=number, identifiers=(pair,), **clean)


_CLEAN: dict[str, Callable[[str, date], Any]] = {
    "id": lambda raw, today: fields.required(raw),
    "name": lambda raw, today: fields.required(raw),
    "born_on": lambda raw, today: fields.adult(fields.day(raw), today),
    "email": lambda raw, today: fields.email(raw),
    "phone": lambda raw, today: fields.phone(raw),
    "language": lambda raw, today: fields.language(raw),
    "system": lambda raw, today: fields.text(raw) or SYSTEM,
}


def _plain(name: str) -> str:
    return name.strip().lower()


def _delimiter(header: str) -> str:
    return ";" if ";" in header and "," not in header else ","
