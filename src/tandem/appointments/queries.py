"""Find meetings, with how each went."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tandem.appointments.models import Appointment, Outcome
from tandem.care.models import Episode
from tandem.care.queries import helped_by
from tandem.people.models import Member
from tandem.permissions.rules import Role


def with_outcome(appointments: QuerySet[Appointment]) -> QuerySet[Any]:
    """Return the meetings with `outcome`: the latest word on how each went, null when none."""
    latest = Outcome.objects.filter(appointment=OuterRef("pk")).order_by("-noted_at", "-id")
    return appointments.annotate(outcome=Subquery(latest.values("kind")[:1]))


def of_episode(episode: Episode, viewer: Member, limit: int = 50) -> list[Any]:
    """Return the meetings that `viewer` may see, latest first: the client all, a helper their own and joint ones."""
    return list(_seen_by(viewer, episode).order_by("-starts_at")[:limit])


def one(episode: Episode, appointment_id: UUID, viewer: Member) -> Any | None:
    """Return one meeting of an episode, if `viewer` may see it."""
    return _seen_by(viewer, episode).filter(pk=appointment_id).first()


def _seen_by(viewer: Member, episode: Episode) -> QuerySet[Any]:
    """A helper does not see when the client meets the other one: that is the client's to share."""
    meetings = Appointment.objects.filter(episode=episode)
    if viewer.pk != episode.client_id:
        meetings = meetings.filter(Q(therapist=viewer) | Q(peer=viewer))
    return with_outcome(meetings.select_related("therapist", "peer"))


def by_id(appointment_id: UUID) -> Any | None:
    """Return one meeting of the current practice with its episode and client."""
    meetings = Appointment.objects.select_related("therapist", "peer", "episode__client")
    return with_outcome(meetings).filter(pk=appointment_id).first()


def mine_between(member: Member, roles: Collection[str], since: datetime, until: datetime) -> list[Any]:
    """Return a helper's meetings with their clients of now that start in a span, in one query."""
    meetings = Appointment.objects.filter(
        _mine(member, roles), episode__in=helped_by(member), episode__ended_at=None
    )
    meetings = meetings.filter(starts_at__gte=since, starts_at__lt=until)
    return list(with_outcome(meetings.select_related("episode__client")).order_by("starts_at"))


def of_practice_between(since: datetime, until: datetime, limit: int = 200) -> list[Any]:
    """Return all meetings that start in a span, soonest first."""
    meetings = Appointment.objects.filter(starts_at__gte=since, starts_at__lt=until)
    people = meetings.select_related("episode__client", "therapist", "peer")
    return list(with_outcome(people).order_by("starts_at", "id")[:limit])


def _mine(member: Member, roles: Collection[str]) -> Q:
    asked = Q()
    if Role.THERAPIST in roles:
        asked |= Q(therapist=member)
    if Role.PEER in roles:
        asked |= Q(peer=member)
    return asked or Q(pk=None)


def coming(episode: Episode, at: datetime, limit: int = 3) -> list[Any]:
    """Return the next meetings that are not cancelled."""
    meetings = Appointment.objects.filter(episode=episode, ends_at__gte=at).select_related(
        "therapist", "peer"
    )
    return list(with_outcome(meetings).filter(outcome=None).order_by("starts_at")[:limit])


def busy(who: Collection[Member], starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether any of these people already meets somebody in that time."""
    meetings = Appointment.objects.filter(
        Q(therapist__in=who) | Q(peer__in=who) | Q(episode__client__in=who),
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    return with_outcome(meetings).filter(Q(outcome=None) | ~Q(outcome="cancelled")).exists()
