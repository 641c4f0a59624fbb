"""Find what reached a helper and waits to be read, each thing as far as it is open to them, in one query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tandem.beginnings.models import Hopes
from tandem.care.models import Episode
from tandem.care.queries import crosses_to, helped_by, latest_release
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.relays.models import Explanation, Relay, Review
from tandem.relays.queries import explained_in, points_asked
from tandem.relays.rules import About
from tandem.relays.words import TOPICS
from tandem.sealing.fields import opened
from tandem.session_checks.models import Card
from tandem.session_checks.queries.checks import answers_in, with_check
from tandem.session_checks.rules import ASKS_FOR_A_TALK, Answers, Word, word
from tandem.tenancy.at_once import ask, at_once
from tandem.tenancy.prepared import Prepared

OPENED_BY = {About.CHECK: Kind.CHECK_WORD, About.LINE: Kind.CARD_LINE, About.HOPES: Kind.HOPES}  # one by one
CROSSES = [kind.value for kind in (About.OWN_SIDE, About.EXPLAINED)]  # as long as the client lets them


@dataclass(frozen=True)
class Heard:
    """One check as a helper may see it: a word, and the answers if those were opened too."""

    about_id: UUID
    episode_id: UUID
    client_name: str
    starts_at: datetime
    word: Word
    answers: Answers | None


@dataclass(frozen=True)
class Line:
    """What the other helper wrote for this one."""

    id: UUID
    episode_id: UUID
    client_name: str
    by_name: str
    words: str
    topic: str = ""  # of what a peer explained: what the client opened


@dataclass(frozen=True)
class Reviewed:
    """A client's answer to looking back together: a yes, or "not now" for the one who asked."""

    id: UUID
    episode_id: UUID
    client_name: str
    yes: bool


@dataclass(frozen=True)
class Hoped:
    """What a client said at the start, which waits for one line."""

    hopes_id: UUID
    episode_id: UUID
    client_name: str
    tried: str
    worth: str
    due_on: date | None


@dataclass(frozen=True)
class Inbox:
    """All that waits to be read, oldest first."""

    hopes: list[Hoped]
    heard: list[Heard]
    lines: list[Line]
    reviews: list[Reviewed]


def inbox_and_points(member: Member, at: datetime) -> tuple[Inbox, list[Any]]:
    """Return what clients and the other helpers sent this helper, and the points that wait as rows, at once."""
    rows, points = at_once(ask(_waiting, member=member.pk), points_asked(member, at))
    return _inbox(rows), points


def _inbox(rows: list[Any]) -> Inbox:
    own = (About.CHECK, About.REVIEW, About.HOPES)
    return Inbox(
        hopes=[_hoped(row) for row in rows if row.kind == About.HOPES],
        heard=[_heard(row) for row in rows if row.kind == About.CHECK],
        lines=[_line(row) for row in rows if row.kind not in own],
        reviews=[_reviewed(row) for row in rows if row.kind == About.REVIEW],
    )


def open_to(member: UUID) -> QuerySet[Relay]:
    """Return what waits for this helper, as long as it is open to them.

    A check needs the client's word for it, a line and their hopes their yes; an own side is the other helper's
    to tell, unless the client keeps the two separate.
    An explanation was sent under the client's standing yes, and may have been taken back since; the answer
    to looking back together was sent to whom it is for.
    """
    waiting = Relay.objects.filter(to=member, acknowledged_at=None, withdrawn_at=None, episode__ended_at=None)
    sees = {f"sees_{about.value}": _open(about, member) for about in OPENED_BY}
    waiting = waiting.filter(episode__in=helped_by(member)).annotate(**sees, **crosses_to(member))
    allowed = Q(kind=About.REVIEW.value) | Q(kind__in=CROSSES, crosses=True)
    for about in OPENED_BY:
        allowed |= Q(kind=about.value, **{f"sees_{about.value}": True})
    return waiting.filter(allowed).order_by("sent_at", "id")


def reached(episode: UUID, member: UUID, about: About) -> QuerySet[Any]:
    """Return, as part of another query, all of one kind that this helper was sent and that is open to them now."""
    relays = Relay.objects.filter(episode=episode, to=member, kind=about.value)
    return relays.annotate(is_open=_open(about, member)).filter(is_open=True)


def _open(about: About, member: UUID) -> Subquery:
    return latest_release(OPENED_BY[about], OuterRef("about_id"), member)


def with_answers(relays: QuerySet[Any], member: UUID) -> QuerySet[Any]:
    """Return checks that were sent with what each `said`, and whether the answers are open to `member`."""
    return with_check(relays).annotate(
        sees_answers=latest_release(Kind.CHECK_ANSWERS, OuterRef("about_id"), member)
    )


@Prepared
def _waiting(member: UUID) -> QuerySet[Any, Any]:
    card = Card.objects.filter(pk=OuterRef("about_id"))
    wrote = JSONObject(own_side="own_side", for_other="for_other", by_name="member__name")
    told = Explanation.objects.filter(pk=OuterRef("about_id"))
    explained = JSONObject(words="words", topic="topic", by_name="by__name")
    hoped = Hopes.objects.filter(pk=OuterRef("about_id")).values(all=JSONObject(tried="tried", worth="worth"))
    relays = with_answers(open_to(member), member).annotate(
        hoped=Subquery(hoped),
        client_name=F("episode__client__name"),
        wrote=Subquery(card.values(all=wrote)),
        explained=Subquery(told.values(all=explained)),
        answer=Subquery(Review.objects.filter(pk=OuterRef("about_id")).values("answer")[:1]),
    )
    shown = (
        "id",
        "kind",
        "about_id",
        "episode_id",
        "client_name",
        "starts_at",
        "sees_answers",
        "said",
        "wrote",
        "explained",
        "answer",
        "hoped",
        "due_on",
    )
    return relays.values_list(*shown, named=True)


def _heard(row: Any) -> Heard:
    answers = answers_in(row)
    return Heard(
        about_id=row.about_id,
        episode_id=row.episode_id,
        client_name=row.client_name,
        starts_at=row.starts_at,
        word=word(answers, row.said["choice"] in ASKS_FOR_A_TALK),
        answers=answers if row.sees_answers else None,
    )


def _hoped(row: Any) -> Hoped:
    tried = opened(Hopes.tried, row.about_id, row.hoped["tried"])
    worth = opened(Hopes.worth, row.about_id, row.hoped["worth"])
    return Hoped(row.about_id, row.episode_id, row.client_name, tried, worth, row.due_on)


def _line(row: Any) -> Line:
    if row.kind == About.EXPLAINED:
        told = row.explained
        return Line(
            row.id, row.episode_id, row.client_name, told["by_name"], explained_in(row), str(TOPICS[told["topic"]])
        )  # fmt: skip
    name = "for_other" if row.kind == About.LINE else "own_side"
    words = opened(getattr(Card, name), row.about_id, row.wrote[name])
    return Line(row.id, row.episode_id, row.client_name, row.wrote["by_name"], words)


def _reviewed(row: Any) -> Reviewed:
    return Reviewed(row.id, row.episode_id, row.client_name, row.answer == "yes")


def line_to(episode: Episode, relay_id: UUID, member: Member) -> Relay | None:
    """Return what another helper wrote for this one, as long as it may be read."""
    return (
        open_to(member.pk)
        .filter(episode=episode, pk=relay_id)
        .exclude(kind__in=[About.CHECK.value, About.HOPES.value])
        .first()
    )
