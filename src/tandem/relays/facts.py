"""Points as the client, or a helper, sees them: rows put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.relays import queries
from tandem.relays.rules import About, State, is_late, state
from tandem.relays.words import TOPICS, asked_of_you


@dataclass(frozen=True)
class Receipt:
    """What one person did with a point; for one that the client says, the client's own reminder."""

    name: str
    role: str
    state: str
    carries: bool
    still: bool  # whether they are on the team now
    sent_at: datetime
    due_on: date | None
    late: bool
    read_at: datetime | None
    reply: str
    outcome: str
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Said:
    """One point of the client's with everyone whom it reached, the one it is meant for first."""

    id: UUID
    episode_id: UUID
    words: str
    way: str
    meant_for: str
    met_at: datetime | None
    receipts: list[Receipt]

    @property
    def first(self) -> Receipt:
        """Return what tells where the point stands: the receipt of the one it is meant for."""
        return self.receipts[0]

    @property
    def to_say(self) -> bool:
        """Return whether the client still wants to say it themselves."""
        return self.first.state == State.TO_SAY


@dataclass(frozen=True)
class Waiting:
    """One point on a helper's Today: to be read, or read and without an outcome."""

    about_id: UUID
    episode_id: UUID
    client: str
    words: str
    way: str
    meant_for: str
    carries: bool
    read: bool
    late: bool
    sent_at: datetime

    @property
    def asks(self) -> str:
        """Return, after the client's name, how they would like this to travel."""
        return asked_of_you(self.way, self.carries, self.meant_for)


@dataclass(frozen=True)
class ToDecide:
    """One draft on the client's Today."""

    id: UUID
    episode_id: UUID
    words: str
    by_peer: str  # the peer's name; empty for the client's own
    again: bool


@dataclass(frozen=True)
class Explained:
    """What a peer explained to the therapist under a standing yes, as the client sees it."""

    id: UUID
    episode_id: UUID
    topic: str
    words: str
    by_name: str
    to_names: list[str]
    at: datetime
    read: bool
    taken_back: bool
    on: bool  # whether the topic is still as the client opened it

    @property
    def topic_name(self) -> str:
        """Return what the topic is called on a screen."""
        return str(TOPICS[self.topic])

    @property
    def to_name(self) -> str:
        """Return whom it was told."""
        return " · ".join(self.to_names)


@dataclass(frozen=True)
class Travelled:
    """What the client said, and what was explained for them, latest first."""

    said: list[Said]
    explained: list[Explained]


def everything(episode: Episode, at: datetime) -> Travelled:
    """Return all that the client said as points, and all that was explained."""
    return _travelled(queries.all_said(episode), at)


def on_clients_today(episode: Episode, at: datetime) -> tuple[Travelled, list[ToDecide]]:
    """Return what stands on the client's Today: what they said, and the drafts that wait."""
    said, drafts = queries.on_clients_today(episode, at)
    return _travelled(said, at), [_to_decide(row) for row in drafts]


def _travelled(rows: list[Any], at: datetime) -> Travelled:
    points = [row for row in rows if row.kind == About.POINT]
    explained = _grouped(row for row in rows if row.kind == About.EXPLAINED)
    return Travelled(together(points, at), [_explained(some) for some in explained])


def _explained(rows: list[Any]) -> Explained:
    row = rows[0]
    return Explained(
        id=row.about_id, episode_id=row.episode_id, topic=row.explained["topic"], words=queries.explained_in(row),
        by_name=row.explained["by_name"], to_names=[one.to_name for one in rows], at=row.sent_at,
        read=any(one.acknowledged_at for one in rows), taken_back=all(one.withdrawn_at for one in rows),
        on=bool(row.explained["on"]),
    )  # fmt: skip


def one(episode: Episode, point_id: UUID, at: datetime) -> Said | None:
    """Return one point as the client sees it."""
    found = together(queries.receipt_of(episode, point_id), at)
    return found[0] if found else None


def together(rows: Iterable[Any], at: datetime) -> list[Said]:
    """Put the rows of each point together, in the order in which they come."""
    return [_said(some, at) for some in _grouped(rows)]


def _grouped(rows: Iterable[Any]) -> list[list[Any]]:
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.about_id, []).append(row)
    return list(grouped.values())


def _said(rows: list[Any], at: datetime) -> Said:
    row = rows[0]
    receipts = [_receipt(one, at) for one in rows]
    return Said(
        row.about_id, row.episode_id, queries.words_in(row), row.way, row.meant_for_name, row.met_at, receipts
    )


def _receipt(row: Any, at: datetime) -> Receipt:
    own = row.to == row.client_id
    where = state(
        own=own, sent_at=row.sent_at, read_at=row.acknowledged_at, outcome_at=row.outcome_at,
        withdrawn_at=row.withdrawn_at, at=at,
    )  # fmt: skip
    late = where is State.SENT and is_late(row.due_on, timezone.localdate(at))
    return Receipt(
        name=row.to_name, role=row.to_role or "client", state=where.value, carries=row.to != row.meant_for,
        still=own or row.still, sent_at=row.sent_at, due_on=row.due_on, late=late, read_at=row.acknowledged_at,
        reply=queries.reply_in(row), outcome=queries.outcome_in(row), withdrawn_at=row.withdrawn_at,
    )  # fmt: skip


def waiting(rows: list[Any], member: Member, at: datetime) -> list[Waiting]:
    """Return the points that stand on a helper's Today, from their rows."""
    today = timezone.localdate(at)
    return [_waiting(row, member, today) for row in rows]


def unread(episode: Episode, member: Member, at: datetime) -> list[Waiting]:
    """Return the points of one client that this helper may read and has not: they stand on the page of a meeting."""
    today = timezone.localdate(at)
    return [_waiting(row, member, today) for row in queries.points_unread(episode, member, at)]


def _waiting(row: Any, member: Member, today: date) -> Waiting:
    read = row.acknowledged_at is not None
    return Waiting(
        about_id=row.about_id, episode_id=row.episode_id, client=row.client_name, words=queries.words_in(row),
        way=row.way, meant_for=row.meant_for_name, carries=row.meant_for != member.pk, read=read,
        late=not read and is_late(row.due_on, today), sent_at=row.sent_at,
    )  # fmt: skip


def _to_decide(row: Any) -> ToDecide:
    peer = row.by_name if row.by != row.client else ""
    return ToDecide(row.id, row.episode_id, queries.draft_words_in(row), peer, row.decided_at is not None)
