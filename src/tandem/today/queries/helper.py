"""A helper's day, and their clients, in as few questions to the database as possible."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.appointments.queries import (
    OF_A_DAY,
    mine_between,
    with_outcome,
)
from tandem.appointments.rules import TOOK_PLACE
from tandem.care.models import Episode
from tandem.care.queries import (
    held_by,
    team_news,
)
from tandem.keeping.queries import copies_wanted
from tandem.people.models import Member
from tandem.relays import facts
from tandem.relays.facts import Waiting
from tandem.relays.queries import points_unread_by, points_waiting
from tandem.relays.rules import EXPIRES
from tandem.session_checks.queries import (
    Heard,
    Hoped,
    Line,
    Reviewed,
    inbox_and_points,
    open_to,
)
from tandem.session_checks.rules import Word
from tandem.tenancy.prepared import Prepared

AT_MOST_CLIENTS = 200  # our choice: more than one person can help
LOOKS_BACK = timedelta(days=14)  # our choice: as long as the client can still answer about a meeting


class News(StrEnum):
    """What changed about a helper's place on a team, or is to be handed over."""

    PAUSED = "paused"
    LEFT = "left"
    COPY = "copy"  # the client wants their record in person


NEWS = frozenset(News)


@dataclass(frozen=True)
class HelperToday:
    """A helper's day: what clients sent, what they still owe them, meetings without an outcome, those of today.

    And which clients paused with them, or stopped, lately.
    """

    hopes: list[Hoped]
    points: list[Waiting]
    to_tell: list[Waiting]
    needs_talk: list[Heard]
    good_to_know: list[Heard]
    lines: list[Line]
    reviews: list[Reviewed]
    how_did_it_go: list[Any]
    meetings: list[Any]
    team_news: list[Any]

    @property
    def seen(self) -> int:
        """Return how many things that wait to be read this page shows."""
        heard = len(self.needs_talk) + len(self.good_to_know)
        return len(self.hopes) + len(self.points) + heard + len(self.lines) + len(self.reviews)

    @property
    def needs(self) -> list[tuple[str, Any]]:
        """Return all that needs this helper, with its kind: most urgent first, what is about one client together."""
        kinds: dict[str, list[Any]] = {
            "hopes": self.hopes,
            "point": self.points,
            "talk": self.needs_talk,
            "tell": self.to_tell,
            "meeting": self.how_did_it_go,
        }
        found = [(kind, one) for kind, some in kinds.items() for one in some]
        place: dict[UUID, int] = {}
        for _kind, one in found:
            place.setdefault(one.episode_id, len(place))
        return sorted(found, key=lambda each: place[each[1].episode_id])

    @property
    def about(self) -> set[UUID]:
        """Return the episodes of the clients who are named."""
        heard = [*self.hopes, *self.points, *self.to_tell, *self.needs_talk, *self.good_to_know, *self.lines]
        rows = [*self.reviews, *self.how_did_it_go, *self.meetings, *self.team_news]
        return {one.episode_id for one in [*heard, *rows]}

    @property
    def talks(self) -> int:
        """Return how many clients would like to talk, or want something known."""
        return len({one.episode_id for one in self.points} | {one.episode_id for one in self.needs_talk})


def for_helper(member: Member, at: datetime) -> HelperToday:
    """Return a helper's day, in two queries."""
    inbox, sent = inbox_and_points(member, at)
    points = facts.waiting(sent, member, at)
    heard = inbox.heard
    began = midnight_before(at)
    rows = _meetings_and_news(
        member=member.pk, since=at - LOOKS_BACK, midnight=began, until=began + timedelta(days=1)
    )
    meetings = [row for row in rows if row.kind not in NEWS]
    return HelperToday(
        hopes=inbox.hopes,
        points=[one for one in points if not one.read],
        to_tell=[one for one in points if one.read],
        needs_talk=[one for one in heard if one.word is Word.WORTH_A_TALK],
        good_to_know=[one for one in heard if one.word is Word.ALL_WELL],
        how_did_it_go=[one for one in meetings if one.outcome is None and one.ends_at <= at],
        lines=inbox.lines,
        reviews=inbox.reviews,
        meetings=[one for one in meetings if one.starts_at >= began],
        team_news=[row for row in rows if row.kind in NEWS],
    )


@Prepared
def _meetings_and_news(
    member: UUID, since: datetime, midnight: datetime, until: datetime
) -> QuerySet[Any, Any]:  # fmt: skip
    """Ask for a helper's meetings, and which clients paused or stopped with them, at once and soonest first.

    Such news looks like a meeting without a place, at the time of the change.
    """
    told_at = Coalesce("ended_at", "paused_at")
    stopped = Case(When(ended_at=None, then=Value(News.PAUSED.value)), default=Value(News.LEFT.value))
    news = team_news(member, since).annotate(
        client_name=F("episode__client__name"), kind=stopped, place=Value(""), starts_at=told_at, ends_at=told_at,
        outcome=Value(None, output_field=CharField()),
    )  # fmt: skip
    meetings = mine_between(member, since, midnight, until)
    copies = copies_wanted(member).annotate(
        client_name=F("episode__client__name"), kind=Value(News.COPY.value), place=Value(""), starts_at=F("started_at"),
        ends_at=F("started_at"), outcome=Value(None, output_field=CharField()),
    )  # fmt: skip
    all_news = [one.values_list(*OF_A_DAY, named=True) for one in (news, copies)]
    both = meetings.union(*all_news, all=True)
    return both.order_by("starts_at")


def waiting(member: Member, at: datetime) -> int:
    """Return how many things from clients wait to be read by a helper."""
    return len(_unread(member=member.pk, unread_since=at - EXPIRES))


@Prepared
def _unread(member: UUID, unread_since: datetime) -> QuerySet[Any, Any]:
    """Ask for what waits: every Today that is left open asks this three times a minute."""
    points = points_unread_by(member, unread_since).values_list("id", named=True)
    return open_to(member).order_by().values_list("id", named=True).union(points, all=True)


def caseload(member: Member, at: datetime) -> list[Any]:
    """Return a helper's clients as rows: when they met last, when next, how much waits; what waits comes first.

    Of a client who has paused with them there is the name, and since when.
    """
    points = Counter(row.episode_id for row in points_waiting(member, at))
    rows = [row._replace(waits=row.waits + points[row.id]) for row in _caseload(member=member.pk, at=at)]
    return sorted(rows, key=lambda row: (row.paused_at is not None, not row.waits, row.client_name, row.id))


@Prepared
def _caseload(member: UUID, at: datetime) -> QuerySet[Any, Any]:
    mine = Appointment.objects.filter(Q(therapist=member) | Q(peer=member), episode=OuterRef("pk"))
    kept = with_outcome(mine.filter(starts_at__lte=at)).filter(outcome__in=TOOK_PLACE).order_by("-starts_at")
    ahead = with_outcome(mine.filter(ends_at__gte=at)).filter(outcome=None).order_by("starts_at")
    waits = open_to(member).filter(episode=OuterRef("pk")).order_by().values("episode")
    held = held_by(member)
    episodes = Episode.objects.filter(id__in=held.values("episode_id"), ended_at=None).annotate(
        client_name=F("client__name"),
        paused_at=Subquery(held.filter(episode=OuterRef("pk")).values("paused_at")[:1]),
        last=Subquery(kept.values("starts_at")[:1]),
        next=Subquery(ahead.values("starts_at")[:1]),
        waits=Coalesce(Subquery(waits.annotate(number=Count("pk")).values("number")), 0),
    )
    shown = ("id", "client_name", "paused_at", "last", "next", "waits")
    return episodes.order_by("client_name", "id").values_list(*shown, named=True)[:AT_MOST_CLIENTS]


def midnight_before(at: datetime) -> datetime:
    """Return when the day of `at` began, in the clock of whoever asks."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
