"""Find meetings, with how each went."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from tandem.appointments.models import Appointment, IntroWish, Outcome
from tandem.appointments.rules import TOOK_PLACE, Fate, MeetingKind, OutcomeKind, fate, wall_end
from tandem.care.models import Episode
from tandem.care.queries import calendar, helped_by, team
from tandem.care.rules import Calendar, closed
from tandem.people.models import Member
from tandem.permissions.rules import Standing
from tandem.permissions.sharing import Crossing
from tandem.tenancy.at_once import Asked, ask
from tandem.tenancy.prepared import Prepared

AT_MOST = 50  # our choice: what a client's page can hold
ON_A_PAGE = (
    "id", "episode_id", "kind", "place", "starts_at", "ends_at", "outcome", "therapist_id", "peer_id",
    "therapist_name", "peer_name",
)  # fmt: skip
OF_A_DAY = ("id", "episode_id", "client_name", "kind", "place", "starts_at", "ends_at", "outcome")


def with_outcome(appointments: QuerySet[Appointment]) -> QuerySet[Any]:
    """Return the meetings with `outcome`: the latest word on how each went, null when none."""
    latest = Outcome.objects.filter(appointment=OuterRef("pk")).order_by("-noted_at", "-id")
    return appointments.annotate(outcome=Subquery(latest.values("kind")[:1]))


def with_names(appointments: QuerySet[Appointment]) -> QuerySet[Any]:
    """Return the meetings with `therapist_name` and `peer_name`."""
    return appointments.annotate(therapist_name=F("therapist__name"), peer_name=F("peer__name"))


def of_episode(episode: Episode, standing: Standing, viewer: Member) -> Asked:
    """Ask for the meetings that `viewer` may see, latest first: the client all, a helper their own and joint ones.

    A helper also sees the other's, once the client lets the times of meetings cross.
    """
    if standing.lets(Crossing.TIMES):
        return ask(_of_episode, episode=episode.pk)
    return ask(_of_helper, episode=episode.pk, helper=viewer.pk)


@Prepared
def _of_episode(episode: UUID) -> QuerySet[Any, Any]:
    return _on_a_page(_of(episode))


@Prepared
def _of_helper(episode: UUID, helper: UUID) -> QuerySet[Any, Any]:
    return _on_a_page(_of(episode, helper))


def _on_a_page(meetings: QuerySet[Appointment]) -> QuerySet[Any, Any]:
    rows = with_names(with_outcome(meetings)).order_by("-starts_at")
    return rows.values_list(*ON_A_PAGE, named=True)[:AT_MOST]


def one(episode: Episode, appointment_id: UUID, viewer: Member) -> Any | None:
    """Return one meeting of an episode, if `viewer` may see it."""
    helper = None if viewer.pk == episode.client_id else viewer.pk
    return seen(episode.pk, helper).filter(pk=appointment_id).first()


def seen(episode: UUID, helper: UUID | None = None) -> QuerySet[Any]:
    """Return the meetings of an episode; with a `helper`, those with them alone.

    A helper does not see when the client meets the other one, unless the client lets them.
    """
    return with_outcome(_of(episode, helper).select_related("therapist", "peer"))


def _of(episode: UUID, helper: UUID | None = None) -> QuerySet[Appointment]:
    meetings = Appointment.objects.filter(episode=episode)
    return meetings.filter(Q(therapist=helper) | Q(peer=helper)) if helper else meetings


def by_id(appointment_id: UUID) -> Any | None:
    """Return one meeting of the current practice with its episode and client."""
    meetings = Appointment.objects.select_related("therapist", "peer", "episode__client")
    return with_outcome(meetings).filter(pk=appointment_id).first()


def mine_between(member: UUID, since: datetime, midnight: datetime, until: datetime) -> QuerySet[Any, Any]:
    """Return, as part of another query, rows of a helper's meetings with their clients of now.

    From `since` on those without an outcome; from `midnight` until `until` all.
    """
    mine = Appointment.objects.filter(
        Q(therapist=member) | Q(peer=member), starts_at__gte=since, starts_at__lt=until
    )
    mine = with_outcome(mine.filter(episode__in=helped_by(member), episode__ended_at=None))
    mine = mine.filter(Q(starts_at__gte=midnight) | Q(outcome=None))
    return mine.annotate(client_name=F("episode__client__name")).values_list(*OF_A_DAY, named=True)


def of_practice_between(since: datetime, until: datetime, limit: int = 200) -> list[Any]:
    """Return all meetings that start in a span and were not called off, soonest first."""
    meetings = Appointment.objects.filter(starts_at__gte=since, starts_at__lt=until)
    people = with_outcome(meetings.select_related("episode__client", "therapist", "peer"))
    standing = people.filter(Q(outcome=None) | ~Q(outcome=OutcomeKind.CANCELLED.value))
    return list(standing.order_by("starts_at", "id")[:limit])


def coming(episode: Episode, at: datetime) -> list[Any]:
    """Return the next three meetings that are not cancelled, as rows."""
    return next_three(episode=episode.pk, at=at)


@Prepared
def next_three(episode: UUID, at: datetime) -> QuerySet[Any, Any]:
    """Return the same, as a question of its own."""
    meetings = with_names(with_outcome(Appointment.objects.filter(episode=episode, ends_at__gte=at)))
    meetings = meetings.filter(outcome=None).order_by("starts_at")
    return meetings.values_list("id", "starts_at", "place", "therapist_name", "peer_name", named=True)[:3]


@dataclass(frozen=True)
class Change:
    """A booked meeting, and what becomes of it without one of its helpers."""

    meeting: Any
    fate: Fate


def booked(episode: Episode, at: datetime) -> list[Any]:
    """Return every meeting that has not begun, soonest first, those called off as well."""
    meetings = Appointment.objects.filter(episode=episode, starts_at__gt=at)
    return list(with_outcome(meetings.select_related("therapist", "peer")).order_by("starts_at", "id"))


def changes_without(episode: Episode, member: Member, meetings: Iterable[Any]) -> list[Change]:
    """Return what becomes of each of these meetings when the client no longer meets `member`."""
    helping = {place.member_id for place in team(episode)} - {member.pk}
    theirs = [one for one in meetings if member.pk in (one.therapist_id, one.peer_id) and not one.outcome]
    week = calendar() if any(one.kind == MeetingKind.JOINT for one in theirs) else None
    return [Change(one, _fate(one, member, helping, week)) for one in theirs]


def _fate(meeting: Any, member: Member, helping: set[UUID], week: Calendar | None) -> Fate:
    without, other = (
        ("peer", meeting.therapist_id) if meeting.peer_id == member.pk else ("therapist", meeting.peer_id)
    )
    wall = datetime.fromisoformat(meeting.wall_time)
    ends_wall = wall_end(wall, meeting.starts_at, meeting.ends_at, meeting.zone)
    covered = week is not None and closed(week, wall, ends_wall, needs_cover=True) is None
    return fate(
        kind=MeetingKind(meeting.kind), without=without, other_helps=other in helping, covered=covered
    )


def busy(who: Collection[Member], starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether any of these people already meets somebody in that time."""
    meetings = Appointment.objects.filter(
        Q(therapist__in=who) | Q(peer__in=who) | Q(episode__client__in=who),
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    return with_outcome(meetings).filter(Q(outcome=None) | ~Q(outcome="cancelled")).exists()


def beginning(episode: Episode, at: datetime) -> Any | None:
    """Return the client’s first therapy meeting as long as it is ahead and the peer is not booked for it anyway.

    Its `joins` is what the client said about the peer joining the first ten minutes; null, nothing so far.
    """
    first = next(iter(_first_therapy(episode=episode.pk)), None)
    return first if first and first.kind == MeetingKind.THERAPY and first.starts_at > at else None


def with_first_meeting(episodes: QuerySet[Episode]) -> QuerySet[Any]:
    """Return episodes with their first therapy meeting, and what the client said about the peer joining it.

    `first_kind` and `first_at` are null where none is booked, `joins` where the client has said nothing.
    """
    first = _with_therapist(OuterRef("pk"))
    wishes = IntroWish.objects.filter(episode=OuterRef("pk")).order_by("-at", "-id")
    return episodes.annotate(
        first_kind=Subquery(first.values("kind")[:1]),
        first_at=Subquery(first.values("starts_at")[:1]),
        joins=Subquery(wishes.values("joins")[:1]),
    )


def _with_therapist(episode: Any) -> QuerySet[Any]:
    """Return the meetings with a therapist that took place or may still, earliest first."""
    meetings = with_outcome(Appointment.objects.filter(episode=episode, therapist__isnull=False))
    return meetings.filter(Q(outcome=None) | Q(outcome__in=TOOK_PLACE)).order_by("starts_at", "id")


@Prepared
def _first_therapy(episode: UUID) -> QuerySet[Any, Any]:
    wishes = IntroWish.objects.filter(episode=episode).order_by("-at", "-id")
    told = _with_therapist(episode).annotate(
        therapist_name=F("therapist__name"), joins=Subquery(wishes.values("joins")[:1])
    )
    return told.values_list("id", "kind", "starts_at", "therapist_name", "joins", named=True)[:1]
