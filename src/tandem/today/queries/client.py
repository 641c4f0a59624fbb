"""A client's day, in as few questions to the database as possible."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tandem.appointments.models import Appointment
from tandem.appointments.queries import (
    with_first_meeting,
    with_outcome,
)
from tandem.appointments.rules import TOOK_PLACE, MeetingKind
from tandem.beginnings.queries import Told, told, with_beginning
from tandem.beginnings.rules import is_asked
from tandem.care.models import Episode
from tandem.care.queries import (
    latest_sharing,
    leavers,
    newcomers,
    own_episodes,
    team,
    with_emergency,
)
from tandem.keeping.queries import with_answer
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.relays import facts
from tandem.relays.facts import Explained, Said, ToDecide
from tandem.relays.queries import with_review
from tandem.relays.rules import ASKS_FOR, SHOWN_FOR
from tandem.session_checks.queries import (
    due_and_coming,
    sent_lately,
    with_look_at,
)
from tandem.session_checks.rules import since
from tandem.tenancy.prepared import Prepared
from tandem.today.queries.helper import LOOKS_BACK
from tandem.today.queries.sent import Sent, grouped_by_check, one_sent

ASK_AGAIN_AT = 3  # product page, "Presets": asked again at the third peer meeting


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
    emergency_by: str  # who opened the page in an emergency, lately
    emergency_at: datetime | None
    leaver: str  # the name of the helper who left last, lately
    asked: str  # what they asked about their record that was answered lately
    answer: str
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


def for_client(member: Member, put_away: Collection[UUID], at: datetime) -> ClientToday | None:
    """Return a client's day; `put_away` are meetings whose check is for another day."""
    moments = {"since": since(at), "asked_since": at - ASKS_FOR, "left_since": at - LOOKS_BACK, "at": at}
    episodes = _own_episode(member=member.pk, **moments)
    if not episodes:
        return None
    episode = episodes[0]
    meetings, following = due_and_coming(episode, at)
    waiting = [meeting for meeting in meetings if meeting.id not in put_away]
    lately, drafts = facts.on_clients_today(episode, at)
    return ClientToday(
        episode=episode,
        newcomer=episode.newcomer or "",
        emergency_by=episode.emergency_by or "",
        emergency_at=episode.emergency_at,
        leaver=episode.leaver or "",
        asked=episode.asked or "",
        answer=episode.answer or "",
        check=waiting[0] if waiting else None,
        sharing=_asks_about_sharing(episode),
        beginning=_joining(episode, at),
        review=Asked(episode.review_id, episode.review_by) if episode.review_id else None,
        to_look_at=_to_look_at(episode),
        drafts=drafts,
        to_say=[point for point in lately.said if point.to_say],
        points=[point for point in lately.said if not point.to_say],
        explained=lately.explained,
        sent=_sent(episode),
        coming=following,
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
    told = newcomers() | leavers(left_since) | with_emergency(left_since) | with_answer(left_since)
    return episodes.annotate(third_met=third, chosen_at=chosen_at, **told)[:1]


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
