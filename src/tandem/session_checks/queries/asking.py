"""Find which meetings ask for the client's check, and by which link."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from tandem.appointments.models import Appointment
from tandem.appointments.queries import next_three, with_names, with_outcome
from tandem.appointments.rules import TOOK_PLACE, MeetingKind
from tandem.care.models import Episode
from tandem.care.queries import latest_sharing
from tandem.session_checks.models import Card, CheckLink, CheckWish, SessionCheck
from tandem.session_checks.rules import Rhythm, Wish, asked, since
from tandem.tenancy.at_once import ask, at_once
from tandem.tenancy.prepared import Prepared


def due(episode: Episode, at: datetime) -> list[Any]:
    """Return meetings that took place, ask for the client's check and wait for it, latest first, as rows."""
    return [row for row in _due(episode=episode.pk, since=since(at), at=at) if is_asked(row)]


def due_and_coming(episode: Episode, at: datetime) -> tuple[list[Any], list[Any]]:
    """Return the same, and the next three meetings, in one statement."""
    waiting, coming = at_once(
        ask(_due, episode=episode.pk, since=since(at), at=at), ask(next_three, episode=episode.pk, at=at)
    )
    return [row for row in waiting if is_asked(row)], coming


def is_asked(meeting: Any) -> bool:
    """Return whether a meeting that waits asks for a check, as the client wishes."""
    rhythm = Rhythm(meeting.rhythm or Wish.rhythm)
    return asked(with_therapist=meeting.kind != MeetingKind.PEER, nth=meeting.nth, rhythm=rhythm)


def due_one(episode: Episode, appointment_id: UUID, at: datetime) -> Any | None:
    """Return one meeting if it waits for the client's check, with its helpers and client."""
    found = _due_one(episode=episode.pk, meeting=appointment_id, since=since(at), at=at)
    return found[0] if found else None


@Prepared
def _due_one(episode: UUID, meeting: UUID, since: datetime, at: datetime) -> QuerySet[Any]:
    waiting = _waiting(episode, since, at).filter(pk=meeting).annotate(**latest_sharing("episode"))
    return waiting.select_related("therapist", "peer", "episode__client")


def _waiting(episode: UUID, since: datetime, at: datetime) -> QuerySet[Any]:
    answered = SessionCheck.objects.filter(appointment=OuterRef("pk"))
    meetings = Appointment.objects.filter(
        ~Exists(answered), episode=episode, ends_at__gte=since, starts_at__lte=at
    )
    meetings = _kept(meetings)
    alike = Appointment.objects.filter(episode=OuterRef("episode"), starts_at__lte=OuterRef("starts_at"))
    alike = of_its_kind(_kept(alike))
    checks = SessionCheck.objects.filter(episode=OuterRef("episode"))
    checks = of_its_kind(checks, "appointment__")
    cards = Card.objects.filter(appointment=OuterRef("pk"))
    return meetings.annotate(nth=_count(alike), earlier=_count(checks), has_card=Exists(cards), **_wish())


def _kept(meetings: QuerySet[Any]) -> QuerySet[Any]:
    return with_outcome(meetings).filter(outcome__in=[kind.value for kind in TOOK_PLACE])


def of_its_kind(found: QuerySet[Any], through: str = "", kind: Any = None) -> QuerySet[Any]:
    """Keep peer meetings beside a peer meeting, and meetings with the therapist beside such a one.

    `kind` is that meeting's: the outer query's unless given.
    """
    here = Q(Exact(F(f"{through}kind"), MeetingKind.PEER.value))
    there = Q(Exact(OuterRef("kind") if kind is None else kind, MeetingKind.PEER.value))
    return found.filter((here & there) | (~here & ~there))


def _count(found: QuerySet[Any]) -> Any:
    """Return how many there are, as part of another query."""
    counted = found.order_by().values("episode").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _wish() -> dict[str, Any]:
    wishes = CheckWish.objects.filter(episode=OuterRef("episode")).order_by("-at", "-id")
    return {name: Subquery(wishes.values(name)[:1]) for name in ("rhythm",)}


def wish(episode: Episode) -> Wish:
    """Return what the client wishes for now."""
    row = CheckWish.objects.filter(episode=episode).order_by("-at", "-id").first()
    return Wish(Rhythm(row.rhythm)) if row else Wish()


@Prepared
def _due(episode: UUID, since: datetime, at: datetime) -> QuerySet[Any, Any]:
    meetings = with_names(_waiting(episode, since, at)).order_by("-starts_at")
    names = ("id", "starts_at", "therapist_name", "peer_name", "kind", "nth", "rhythm")
    return meetings.values_list(*names, named=True)


def open_link(secret_hash: str, at: datetime) -> CheckLink | None:
    """Return a link that still works, of a meeting that took place, with its helpers and client."""
    took_place = with_outcome(Appointment.objects.all()).filter(outcome__in=TOOK_PLACE)
    links = CheckLink.objects.filter(
        secret_hash=secret_hash, used_at=None, expires_at__gt=at, appointment__in=took_place.values("pk")
    )
    return links.select_related(
        "appointment__episode__client", "appointment__therapist", "appointment__peer"
    ).first()
