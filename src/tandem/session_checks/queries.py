"""Find checks: which wait for the client, which reached a helper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_outcome
from tandem.appointments.rules import TOOK_PLACE
from tandem.care.models import Episode
from tandem.care.queries import helped_by, latest_release
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.relays.models import Relay
from tandem.relays.queries import waiting_for
from tandem.session_checks.models import CheckLink, SessionCheck
from tandem.session_checks.rules import Answers, Word, since, word


@dataclass(frozen=True)
class Heard:
    """One check as a helper may see it: a word, and the answers if those were opened too."""

    about_id: UUID
    episode_id: UUID
    client: Member
    starts_at: datetime
    word: Word
    answers: Answers | None


def due(episode: Episode, at: datetime) -> list[Any]:
    """Return meetings that took place and wait for the client's check, latest first."""
    answered = SessionCheck.objects.filter(appointment=OuterRef("pk"))
    meetings = Appointment.objects.filter(
        ~Exists(answered), episode=episode, ends_at__gte=since(at), starts_at__lte=at
    ).select_related("therapist", "peer", "episode__client")
    took_place = with_outcome(meetings).filter(outcome__in=[kind.value for kind in TOOK_PLACE])
    return list(took_place.order_by("-starts_at"))


def due_one(episode: Episode, appointment_id: UUID, at: datetime) -> Any | None:
    """Return one meeting if it waits for the client's check."""
    return next((meeting for meeting in due(episode, at) if meeting.pk == appointment_id), None)


def answered(episode: Episode, appointment_id: UUID) -> SessionCheck | None:
    """Return the check that was given about a meeting."""
    found = SessionCheck.objects.filter(episode=episode, appointment_id=appointment_id)
    return found.select_related("appointment__therapist", "appointment__peer").first()


def one(episode: Episode, check_id: UUID) -> SessionCheck | None:
    """Return one check of an episode."""
    return SessionCheck.objects.filter(episode=episode, pk=check_id).select_related("appointment").first()


def by_ids(episode: Episode, ids: Iterable[UUID]) -> dict[UUID, SessionCheck]:
    """Return checks of an episode by id."""
    found = SessionCheck.objects.filter(episode=episode, pk__in=list(ids)).select_related("appointment")
    return {check.pk: check for check in found}


def open_link(secret_hash: str, at: datetime) -> CheckLink | None:
    """Return a link that still works, of a meeting that took place, with its helpers and client."""
    took_place = with_outcome(Appointment.objects.all()).filter(outcome__in=TOOK_PLACE)
    links = CheckLink.objects.filter(
        secret_hash=secret_hash, used_at=None, expires_at__gt=at, appointment__in=took_place.values("pk")
    )
    return links.select_related(
        "appointment__episode__client", "appointment__therapist", "appointment__peer"
    ).first()


def heard_by(member: Member) -> list[Heard]:
    """Return the checks that wait on a helper's Today, each as far as it is open to them, in one query."""
    return [_heard(relay) for relay in open_to(member)]


def open_to(member: Member) -> QuerySet[Relay]:
    """Return what clients sent this helper, as long as it is open to them and waits to be read."""
    check = SessionCheck.objects.filter(pk=OuterRef("about_id"))
    return (
        waiting_for(member)
        .annotate(
            heard=Subquery(check.values("heard")),
            off=Subquery(check.values("off")),
            line=Subquery(check.values("line")),
            starts_at=Subquery(check.values("appointment__starts_at")),
            sees_word=latest_release(Kind.CHECK_WORD, OuterRef("about_id"), member),
            sees_answers=latest_release(Kind.CHECK_ANSWERS, OuterRef("about_id"), member),
        )
        .filter(sees_word=True, episode__ended_at=None, episode__in=helped_by(member))
    )


def _heard(relay: Any) -> Heard:
    check = SessionCheck(pk=relay.about_id, heard=relay.heard, off=relay.off, line=relay.line)
    answers = answers_of(check)
    return Heard(
        about_id=relay.about_id,
        episode_id=relay.episode_id,
        client=relay.episode.client,
        starts_at=relay.starts_at,
        word=word(answers),
        answers=answers if relay.sees_answers else None,
    )


def answers_of(check: SessionCheck) -> Answers:
    """Return a check's answers as the rules read them."""
    return Answers(check.heard, check.off, check.line)
