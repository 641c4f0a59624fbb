"""Which tables in a statement are held to one practice: read from its text, as Django writes it.

A table is held when the conditions that always apply compare its practice_id with a value, or with the
practice_id of a table that is held. What stands beside an OR, under a NOT or in a CASE does not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

TOKEN = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|%s|\w+|[(),]|[^\s\w"'(),%]+|%""")
KEY = '"practice_id"'
AFTER_TABLES = {
    "WHERE",
    "GROUP",
    "HAVING",
    "WINDOW",
    "ORDER",
    "LIMIT",
    "FOR",
    "RETURNING",
    "SET",
    "ON",
    "USING",
}
AFTER_WHERE = AFTER_TABLES - {"WHERE", "ON", "USING", "SET"} | {"INNER", "LEFT", "JOIN", "CROSS"}
BETWEEN_SELECTS = {"UNION", "EXCEPT", "INTERSECT"}
KEYWORDS = (
    AFTER_TABLES | AFTER_WHERE | BETWEEN_SELECTS | {"AS", "OUTER", "RIGHT", "FULL", "VALUES", "AND", "OR"}
)
Item = Any  # a word, the number of a parameter, or a list: what stands in brackets


@dataclass
class Shape:
    """What a statement asks of which tables."""

    tables: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)  # not held to a practice
    values: list[int] = field(default_factory=list)  # parameters that must be the practice


@lru_cache(maxsize=5000)
def shape(sql: str, owned: frozenset[str]) -> Shape:
    """Read a statement; `owned` are the tables whose rows belong to practices."""
    found = Shape()
    tokens = iter(TOKEN.findall(sql))
    _read(_grouped(tokens, [0]), {}, owned, found)
    return found


def _grouped(tokens: Iterator[str], number: list[int]) -> list[Item]:
    items: list[Item] = []
    for token in tokens:
        if token == "(":
            items.append(_grouped(tokens, number))
        elif token == ")":
            return items
        elif token == "%s":
            items.append(number[0])
            number[0] += 1
        else:
            items.append(token if token[0] in "\"'" else token.upper())
    return items


def _read(items: list[Item], outer: dict[str, bool], owned: frozenset[str], found: Shape) -> None:
    """Judge one SELECT, UPDATE, DELETE or INSERT, and then those inside it."""
    start = 0
    for end in [n for n, item in enumerate(items) if isinstance(item, str) and item in BETWEEN_SELECTS] + [
        len(items)
    ]:
        part, start = items[start:end], end + 1
        held = _judge(part, outer, owned, found)
        for inner in _groups(part):
            _read(inner, {**outer, **held}, owned, found)


def _groups(items: list[Item]) -> list[list[Item]]:
    """The selects inside, however deep in other brackets."""
    found = []
    for item in items:
        if isinstance(item, list):
            found += [item] if item and "SELECT" in item else _groups(item)
    return found


def _judge(part: list[Item], outer: dict[str, bool], owned: frozenset[str], found: Shape) -> dict[str, bool]:
    names = dict(_tables(part))
    found.tables |= set(names.values())
    if part and part[0] == "INSERT":
        return _inserted(part, names, owned, found)
    pairs = [pair for group in _conditions(part) for pair in _pairs(group)]
    only = next(iter(names)) if len(names) == 1 else ""
    pairs = [tuple(only if side == "" else side for side in pair) for pair in pairs]
    held = dict.fromkeys(names, False)
    for left, right in pairs:
        if left in held and isinstance(right, int):
            held[left] = True
            found.values.append(right)
    for _ in names:
        for one, other in [*pairs, *((b, a) for a, b in pairs)]:
            if one in held and ({**outer, **held}).get(other, False):
                held[one] = True
    found.loose |= {names[alias] for alias, is_held in held.items() if not is_held and names[alias] in owned}
    return held


def _tables(part: list[Item]) -> Iterator[tuple[str, str]]:
    """Alias and table for each that is named after FROM, JOIN, UPDATE or INTO."""
    for number, item in enumerate(part[:-1]):
        table = part[number + 1]
        if item in ("FROM", "JOIN", "UPDATE", "INTO") and isinstance(table, str) and table[0] == '"':
            after = part[number + 2] if number + 2 < len(part) else ""
            named = isinstance(after, str) and after and after not in KEYWORDS and after not in (",", "=")
            yield (after if named else table), table.strip('"')


def _conditions(part: list[Item]) -> Iterator[list[Item]]:
    """What stands after WHERE and after each ON."""
    for number, item in enumerate(part):
        if item == "ON":
            yield part[number + 1 : number + 2]
        if item == "WHERE":
            rest = part[number + 1 :]
            ends = [n for n, word in enumerate(rest) if isinstance(word, str) and word in AFTER_WHERE]
            yield rest[: ends[0]] if ends else rest


def _pairs(items: list[Item]) -> Iterator[tuple[Any, Any]]:
    """Each `practice_id = …` that always applies: two aliases, or an alias and a parameter's number."""
    if "OR" in items or "CASE" in items:
        return
    for number, item in enumerate(items):
        before = items[number - 1] if number else "AND"
        if isinstance(item, list) and before == "AND" and "SELECT" not in item:
            yield from _pairs(item)
        if item == KEY and before != "NOT":
            yield from _pair(items, number)


def _pair(items: list[Item], number: int) -> Iterator[tuple[Any, Any]]:
    """One comparison whose left side ends here."""
    here = items[number - 2] if number > 1 and items[number - 1] == "." else ""
    rest = items[number + 1 : number + 6]
    if rest[:1] != ["="] or (number > 2 and items[number - 3] == "NOT"):
        return
    if isinstance(rest[1], int):
        yield here, rest[1]
        return
    there = rest[1] if isinstance(rest[1], list) else rest[1:4]
    if there[1:] == [".", KEY]:
        yield here, there[0]


def _inserted(
    part: list[Item], names: dict[str, str], owned: frozenset[str], found: Shape
) -> dict[str, bool]:
    """New rows: each must carry the practice in its place."""
    (table,) = names.values()
    columns = next(item for item in part if isinstance(item, list))
    if table not in owned:
        return {}
    place = [item for item in columns if item != ","].index(KEY)
    rows = [[item for item in row if item != ","] for row in _new_rows(part) if isinstance(row, list)]
    if not rows or not all(isinstance(row[place], int) for row in rows if len(row) > place):
        found.loose.add(table)
    found.values += [row[place] for row in rows if len(row) > place and isinstance(row[place], int)]
    return {}


def _new_rows(part: list[Item]) -> list[Item]:
    """What stands after VALUES; of PostgreSQL's UNNEST the one list of lists, a parameter for each column."""
    if "VALUES" in part:
        return part[part.index("VALUES") + 1 :]
    if "UNNEST" not in part:
        return []
    (lists,) = part[part.index("UNNEST") + 1 : part.index("UNNEST") + 2]
    return [[item[0] for item in lists if isinstance(item, list)]]
