"""What needs whom today, gathered in as few questions to the database as possible."""

from collections import Counter
from collections.abc import Collection
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
    coming,
    mine_between,
    of_practice_between,
    with_first_meeting,
    with_outcome,
)
from tandem.appointments.rules import TOOK_PLACE, MeetingKind
from tandem.beginnings.queries import Told, told, with_beginning
from tandem.beginnings.rules import is_asked
from tandem.care.models import Episode
from tandem.care.queries import (
    held_by,
    latest_sharing,
    leavers,
    newcomers,
    own_episodes,
    team,
    team_news,
    waiting_clients,
)
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.relays import facts
from tandem.relays.facts import Explained, Said, ToDecide, Waiting
from tandem.relays.queries import points_waiting, reply_in, unread_by, with_review
from tandem.relays.rules import ASKS_FOR, SHOWN_FOR
from tandem.session_checks.queries import (
    Heard,
    Hoped,
    Line,
    Reviewed,
    answers_in,
    due,
    inbox_of,
    open_to,
    sent_lately,
    waiting_for,
    with_look_at,
)
from tandem.session_checks.rules import Answers, Word, since, word
from tandem.tenancy.prepared import Prepared

AT_MOST_CLIENTS = 200  # our choice: more than one person can help
ASK_AGAIN_AT = 3  # product page, "Presets": asked again at the third peer meeting
LOOKS_BACK = timedelta(days=14)  # our choice: as long as the client can still answer about a meeting


class News(StrEnum):
    """What changed about a helper's place on a team."""

    PAUSED = "paused"
    LEFT = "left"


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
    def talks(self) -> int:
        """Return how many clients would like to talk, or want something known."""
        return len({one.episode_id for one in self.points} | {one.episode_id for one in self.needs_talk})


@dataclass(frozen=True)
class Reached:
    """Whom something reached, and what they did with it."""

    name: str
    role: str
    read_at: datetime | None
    reply: str


@dataclass(frozen=True)
class Sent:
    """Something the client said, with whom it reached and what came of it."""

    answers: Answers
    word: Word
    starts_at: datetime
    reached: list[Reached]


@dataclass(frozen=True)
class Asked:
    """A helper's request to look back together, which waits for the client."""

    id: UUID
    by_name: str


@dataclass(frozen=True)
class ToLookAt:
    """A check with a reason for a talk; `choice` is empty until the client has said to think about it."""

    appointment_id: UUID
    starts_at: datetime
    choice: str


@dataclass(frozen=True)
class ClientToday:
    """A client's day: a check to give, who begins, a request to answer, words to decide on or to say, what came of it.

    And the next meetings.
    """

    episode: Episode
    newcomer: str  # the name of a helper of whom the client has not said what they may see
    leaver: str  # the name of the helper who left last, lately
    check: Any | None
    sharing: bool  # whether to ask again how their helpers share
    beginning: str  # the peer who would join the first therapy meeting, while the client has not said
    review: Asked | None
    to_look_at: list[ToLookAt]
    drafts: list[ToDecide]
    to_say: list[Said]
    points: list[Said]
    explained: list[Explained]
    sent: list[Sent]
    coming: list[Any]
    begin: bool
    told: list[Told]

    @property
    def to_do(self) -> int:
        """Return how many things wait for the client."""
        waiting = (
            bool(self.newcomer) + bool(self.check) + bool(self.beginning) + bool(self.review) + self.begin
        )
        return waiting + len(self.drafts) + len(self.to_say)


def for_helper(member: Member, at: datetime) -> HelperToday:
    """Return a helper's day, in three queries."""
    inbox, points = inbox_of(member), facts.waiting(member, at)
    heard = inbox.heard
    midnight = _midnight(at)
    rows = _meetings_and_news(
        member=member.pk, since=at - LOOKS_BACK, midnight=midnight, until=midnight + timedelta(days=1)
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
        meetings=[one for one in meetings if one.starts_at >= midnight],
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
    both = meetings.union(news.values_list(*OF_A_DAY, named=True), all=True)
    return both.order_by("starts_at")


def waiting(member: Member, at: datetime) -> int:
    """Return how many things from clients wait to be read by a helper."""
    return waiting_for(member) + unread_by(member, at)


def for_client(member: Member, put_away: Collection[UUID], at: datetime) -> ClientToday | None:
    """Return a client's day; `put_away` are meetings whose check is for another day."""
    moments = {"since": since(at), "asked_since": at - ASKS_FOR, "left_since": at - LOOKS_BACK, "at": at}
    episodes = _own_episode(member=member.pk, **moments)
    if not episodes:
        return None
    episode = episodes[0]
    waiting = [meeting for meeting in due(episode, at) if meeting.id not in put_away]
    lately = facts.lately(episode, at)
    return ClientToday(
        episode=episode,
        newcomer=episode.newcomer or "",
        leaver=episode.leaver or "",
        check=waiting[0] if waiting else None,
        sharing=_asks_about_sharing(episode),
        beginning=_joining(episode, at),
        review=Asked(episode.review_id, episode.review_by) if episode.review_id else None,
        to_look_at=_to_look_at(episode),
        drafts=facts.to_decide(episode),
        to_say=[point for point in lately.said if point.to_say],
        points=[point for point in lately.said if not point.to_say],
        explained=lately.explained,
        sent=_sent(episode),
        coming=coming(episode, at),
        begin=is_asked(episode.started_at, episode.finished_at, at),
        told=_told(episode, at),
    )


@Prepared
def _own_episode(
    member: UUID, since: datetime, asked_since: datetime, left_since: datetime, at: datetime
) -> QuerySet[Any]:  # fmt: skip
    episodes = with_look_at(with_review(own_episodes(member), asked_since), since)
    episodes = with_beginning(with_first_meeting(episodes))
    with_peer = Appointment.objects.filter(episode=OuterRef("pk"), peer__isnull=False, starts_at__lte=at)
    kept = with_outcome(with_peer).filter(outcome__in=TOOK_PLACE).order_by("starts_at")
    third = Subquery(kept.values("starts_at")[ASK_AGAIN_AT - 1 : ASK_AGAIN_AT])
    chosen_at = latest_sharing()["chosen_at"]
    return episodes.annotate(third_met=third, chosen_at=chosen_at, **newcomers(), **leavers(left_since))[:1]


def _asks_about_sharing(episode: Any) -> bool:
    """Return whether to ask again how the helpers share: the third meeting with a peer came after the choice."""
    return bool(episode.third_met) and (episode.chosen_at is None or episode.chosen_at < episode.third_met)


def _to_look_at(episode: Any) -> list[ToLookAt]:
    if episode.look_meeting is None:
        return []
    return [ToLookAt(episode.look_meeting, episode.look_starts_at, episode.look_choice)]


def _joining(episode: Any, at: datetime) -> str:
    """Return the peer who would join the first meeting, as long as the client has not said whether that is fine."""
    ahead = episode.first_kind == MeetingKind.THERAPY and episode.first_at > at
    if not ahead or episode.joins is not None:
        return ""
    return " · ".join(place.member.name for place in team(episode) if place.role == Role.PEER)


def _told(episode: Any, at: datetime) -> list[Told]:
    """Return what the client said at the start, as long as it is under way or answered lately."""
    if episode.hoped_at is None or at - episode.hoped_at > SHOWN_FOR:
        return []
    return [one for one in told(episode, at) if one.open]


def _sent(episode: Episode) -> list[Sent]:
    """Group what was sent by the meeting that it was about, the latest three."""
    return [one_sent(rows) for rows in grouped_by_check(sent_lately(episode))[:3]]


def grouped_by_check(rows: list[Any]) -> list[list[Any]]:
    """Put the rows about each check together, in the order in which they come."""
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.about_id, []).append(row)
    return list(grouped.values())


def one_sent(rows: list[Any]) -> Sent:
    """Return one check with everyone whom it reached."""
    answers = answers_in(rows[0])
    reached = [Reached(row.to_name, row.to_role, row.acknowledged_at, reply_in(row)) for row in rows]
    return Sent(answers, word(answers), rows[0].starts_at, reached)


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


def day_sheet(at: datetime) -> list[Any]:
    """Return all of today's meetings in the practice, for the front desk."""
    midnight = _midnight(at)
    return of_practice_between(midnight, midnight + timedelta(days=1))


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def clients_waiting() -> int:
    """Return how many clients wait for helpers, counted up to 25."""
    return len(waiting_clients())
