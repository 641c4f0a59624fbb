"""What was sent about one meeting, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tandem.relays.queries import reply_in
from tandem.session_checks.queries import (
    answers_in,
)
from tandem.session_checks.rules import Answers, Word, word


@dataclass(frozen=True)
class Reached:
    """Whom something reached, and what they did with it."""

    name: str
    role: str
    read_at: datetime | None
    reply: str
    open: bool = True  # whether they can see it now


@dataclass(frozen=True)
class Sent:
    """Something the client said, with whom it reached and what came of it."""

    answers: Answers
    word: Word
    starts_at: datetime
    reached: list[Reached]


def grouped_by_check(rows: list[Any]) -> list[list[Any]]:
    """Put the rows about each check together, in the order in which they come."""
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.about_id, []).append(row)
    return list(grouped.values())


def one_sent(rows: list[Any]) -> Sent:
    """Return one check with everyone whom it reached."""
    answers = answers_in(rows[0])
    reached = [
        Reached(row.to_name, row.to_role, row.acknowledged_at, reply_in(row), bool(row.shown) and row.still)
        for row in rows
    ]
    return Sent(answers, word(answers), rows[0].starts_at, reached)
