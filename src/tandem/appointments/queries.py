"""Find meetings, with how each went."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tandem.appointments.models import Appointment, Outcome
from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.permissions.rules import Role


def with_outcome(appointments: QuerySet[Appointment]) -> QuerySet[Any]:
    """Return the meetings with `outcome`: the latest word on how each went, null when none."""
    latest = Outcome.objects.filter(appointment=OuterRef("pk")).order_by("-noted_at", "-id")
    return appointments.annotate(outcome=Subquery(latest.values("kind")[:1]))


def of_episode(episode: Episode, limit: int = 50) -> list[Any]:
    """Return an episode's meetings, latest first, with who and how it went."""
    meetings = Appointment.objects.filter(episode=episode).select_related("therapist", "peer")
    return list(with_outcome(meetings).order_by("-starts_at")[:limit])


def one(episode: Episode, appointment_id: UUID) -> Any | None:
    """Return one meeting of an episode."""
    meetings = Appointment.objects.filter(episode=episode).select_related("therapist", "peer")
    return with_outcome(meetings).filter(pk=appointment_id).first()


def by_id(appointment_id: UUID) -> Any | None:
    """Return one meeting of the current practice with its episode and client."""
    meetings = Appointment.objects.select_related("therapist", "peer", "episode__client")
    return with_outcome(meetings).filter(pk=appointment_id).first()


def mine_between(member: Member, roles: Collection[str], since: datetime, until: datetime) -> list[Any]:
    """Return a helper's meetings that start in a span, with client and outcome, in one query."""
    meetings = Appointment.objects.filter(_mine(member, roles), starts_at__gte=since, starts_at__lt=until)
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
