"""Walk through JSON that nobody has checked: a wrong shape is named, never a crash."""

import re
from datetime import UTC, date, datetime
from typing import Any

Node = dict[str, Any]

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
EARLIEST, LATEST = 1850, 2200  # years: no living person's history lies outside


class Misshapen(ValueError):
    """A field is not built as FHIR R4 says; `field` is its path."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def child(node: Node, name: str) -> Node:
    """Return the object at `name`, empty when absent."""
    value = node.get(name, {})
    if not isinstance(value, dict):
        raise Misshapen(name)
    return value


def children(node: Node, name: str) -> list[Node]:
    """Return the objects in the list at `name`, none when absent."""
    value = node.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Misshapen(name)
    return value


def string(node: Node, name: str) -> str:
    """Return the text at `name`, empty when absent."""
    value = node.get(name, "")
    if not isinstance(value, str):
        raise Misshapen(name)
    return value


def strings(node: Node, name: str) -> list[str]:
    """Return the texts in the list at `name`, none when absent."""
    value = node.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Misshapen(name)
    return value


def label(concept: Node) -> str:
    """Return how a CodeableConcept reads: its text, else the first code's display."""
    shown = (string(coding, "display") for coding in children(concept, "coding"))
    return string(concept, "text") or next(filter(None, shown), "")


def moment(node: Node, name: str) -> datetime | None:
    """Return a FHIR date or dateTime with its own zone; a date alone is its first moment in UTC.

    Source: FHIR R4, 2.24.0.1: dateTime is YYYY, YYYY-MM, YYYY-MM-DD, or all of it with time and zone.
    """
    raw = string(node, name)
    if not raw:
        return None
    try:
        whole = raw + "-01-01"[len(raw) - 4 :] if _DAY.fullmatch(raw) else raw
        at = datetime.fromisoformat(whole)
    except ValueError as error:
        raise Misshapen(name) from error
    if at.tzinfo is None and not _DAY.fullmatch(raw):
        raise Misshapen(name)
    if not EARLIEST <= at.year <= LATEST:
        raise Misshapen(name)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def whole_day(node: Node, name: str) -> date | None:
    """Return a date that must give year, month and day, or None when absent."""
    raw = string(node, name)
    if raw and len(raw) < len("2000-01-01"):
        raise Misshapen(name)
    at = moment(node, name)
    return at.date() if at else None
