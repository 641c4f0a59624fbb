"""Find how far the first ten minutes are, what a client hopes for, and how ready a helper is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField
from django.utils import timezone

from tandem.beginnings.models import BeginLink, Begun, CardLink, HelperStep, Hopes, TopicAnswer
from tandem.beginnings.rules import Ready, Turn, ready_steps
from tandem.care.models import Episode, Release
from tandem.care.queries import helped_by, latest_release, turns_on
from tandem.notifications.queries import sent_since
from tandem.people.models import Member
from tandem.people.queries import latest_contact, profile
from tandem.permissions.rules import Kind
from tandem.relays.models import Relay
from tandem.relays.queries import sent_in
from tandem.relays.rules import About, is_late
from tandem.tenancy.at_once import Asked, ask
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.models import Practice
from tandem.tenancy.prepared import Prepared


def practice() -> Practice:
    """Return the practice one works in, for its clock."""
    return Practice.objects.get(pk=current_practice_id())


# --- The client's ---


def begun(episode: Episode) -> Begun | None:
    """Return whether a client's first ten minutes began, and were done."""
    return Begun.objects.filter(episode=episode).first()


def with_beginning(episodes: QuerySet[Any]) -> QuerySet[Any]:
    """Return episodes with `finished_at` of the first ten minutes, and `hoped_at`: what was sent then and stands."""
    mine = Begun.objects.filter(episode=OuterRef("pk"))
    sent = Relay.objects.filter(episode=OuterRef("pk"), kind=About.HOPES.value, withdrawn_at=None)
    return episodes.annotate(
        finished_at=Subquery(mine.values("finished_at")[:1]),
        hoped_at=Subquery(sent.order_by("-sent_at").values("sent_at")[:1]),
    )


def open_link(secret_hash: str, at: datetime) -> BeginLink | None:
    """Return a link that works at `at`, with its episode and client."""
    found = BeginLink.objects.select_related("episode__client")
    return found.filter(secret_hash=secret_hash, used_at=None, expires_at__gt=at).first()


def card_link(secret_hash: str, at: datetime) -> CardLink | None:
    """Return the link to a small card that works at `at`; never of somebody whose mail others may see."""
    found = CardLink.objects.select_related("episode__client").filter(episode__ended_at=None)
    return found.filter(secret_hash=secret_hash, expires_at__gt=at, episode__client__safer=False).first()


def card_sent(episode: Episode, since: datetime) -> bool:
    """Return whether the client had their card sent since then."""
    return CardLink.objects.filter(episode=episode, made_at__gte=since).exists()


def latest_hopes(episode: Episode) -> Hopes | None:
    """Return what the client said last."""
    return Hopes.objects.filter(episode=episode).order_by("-at", "-id").first()


def one_hopes(episode: Episode, hopes_id: UUID) -> Hopes | None:
    """Return what a client said at one time."""
    return Hopes.objects.filter(episode=episode, pk=hopes_id).first()


def readers(hopes: Hopes) -> set[UUID]:
    """Return those to whom it is open now."""
    rows = Release.objects.filter(object_id=hopes.pk, kind=Kind.HOPES.value).order_by("at", "id")
    last = dict(rows.values_list("to", "on"))
    return {person for person, on in last.items() if on}


@dataclass(frozen=True)
class Reader:
    """One helper whom the client chose, whether they can read it now, and what they did with it."""

    name: str
    role: str
    still: bool  # whether they are on the team now
    due_on: date | None  # the day that the client was told; none once it has gone by
    read_at: datetime | None
    reply: str
    withdrawn_at: datetime | None
    open: bool


@dataclass(frozen=True)
class Told:
    """What the client said at one time, with everyone whom it reached."""

    id: UUID
    tried: str
    worth: str
    at: datetime
    readers: list[Reader]

    @property
    def open(self) -> bool:
        """Return whether somebody may still read it."""
        return any(one.open for one in self.readers)


def told(episode: Episode, at: datetime) -> list[Told]:
    """Return what the client said, latest first, in two queries.

    What nobody else could read is there only while it is the last.
    """
    rows = list(Hopes.objects.filter(episode=episode).order_by("-at", "-id"))
    reached: dict[UUID, list[Reader]] = {}
    for row in _reached(episode) if rows else ():
        reached.setdefault(row.about_id, []).append(_reader(row, timezone.localdate(at)))
    shown = [row for row in rows if row is rows[0] or row.pk in reached]
    return [Told(row.pk, row.tried, row.worth, row.at, reached.get(row.pk, [])) for row in shown]


def _reached(episode: Episode) -> QuerySet[Any]:
    places: Any = helped_by(OuterRef("to"))  # type: ignore[arg-type]
    return sent_in(episode, About.HOPES).annotate(
        still=Exists(places.filter(episode=OuterRef("episode"))),
        is_open=latest_release(Kind.HOPES, OuterRef("about_id"), OuterRef("to")),
    )


def _reader(row: Any, today: date) -> Reader:
    due_on = None if is_late(row.due_on, today) else row.due_on
    open_ = bool(row.is_open) and row.still and row.withdrawn_at is None
    return Reader(
        name=row.to_name, role=row.to_role, still=row.still, due_on=due_on, read_at=row.acknowledged_at,
        reply=row.reply, withdrawn_at=row.withdrawn_at, open=open_,
    )  # fmt: skip


@dataclass(frozen=True)
class Beginning:
    """What a helper sees of a client's first ten minutes."""

    started_at: datetime | None
    finished_at: datetime | None
    hopes_id: UUID | None
    contact: Any  # the client's wish how to be reached, in one piece, or nothing


def first_minutes(episode: Episode, member: Member) -> Asked:
    """Ask how far a client's first ten minutes are, and what of it is open to this helper: one row of `Beginning`."""
    return ask(_first_minutes, episode=episode.pk, member=member.pk)


@Prepared
def _first_minutes(episode: UUID, member: UUID) -> QuerySet[Any, Any]:
    mine = Relay.objects.filter(episode=episode, to=member, kind=About.HOPES.value, withdrawn_at=None)
    mine = mine.annotate(is_open=latest_release(Kind.HOPES, OuterRef("about_id"), member))
    newest = mine.filter(is_open=True).order_by("-sent_at").values("about_id")[:1]
    begun_ = Begun.objects.filter(episode=OuterRef("pk"))
    found = Episode.objects.filter(pk=episode).annotate(
        begun_at=Subquery(begun_.values("started_at")[:1]),
        finished_at=Subquery(begun_.values("finished_at")[:1]),
        hopes_id=Subquery(newest, output_field=UUIDField()),
        contact=latest_contact("client"),
    )
    return found.values_list("begun_at", "finished_at", "hopes_id", "contact", named=True)


# --- A helper's ---


def done(member: Member) -> set[Ready]:
    """Return the steps that a helper has done."""
    kept = {Ready(step) for step in HelperStep.objects.filter(member=member).values_list("step", flat=True)}
    return kept | ({Ready.PROFILE} if profile(member) else set())


def started(member: Member, roles: Collection[str]) -> bool:
    """Return whether a helper has done all of their first ten minutes."""
    return set(ready_steps(roles)) <= done(member)


def answers(member: Member) -> dict[str, str]:
    """Return what a helper said last of each topic."""
    rows = TopicAnswer.objects.filter(member=member).order_by("at", "id")
    return dict(rows.values_list("topic", "answer"))


def turns(weekday: int) -> list[tuple[Member, Turn]]:
    """Return who answers on one weekday, each with their hours."""
    return [(row.member, Turn(row.member.name, row.opens, row.closes)) for row in turns_on(weekday)]


def tested_since(to: Member, since: datetime) -> bool:
    """Return whether somebody was sent a test since then."""
    return sent_since(to, "test", since)
