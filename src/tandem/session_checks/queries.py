"""Find checks: which wait for the client, which reached a helper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_names, with_outcome
from tandem.appointments.rules import TOOK_PLACE, MeetingKind
from tandem.care.models import Episode
from tandem.care.queries import helped_by, latest_release
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.relays.models import Relay
from tandem.relays.queries import sent_in
from tandem.session_checks.models import NUMBERS, CheckLink, CheckWish, SessionCheck
from tandem.session_checks.rules import Answers, Rhythm, Start, Wish, Word, asked, since, word
from tandem.tenancy.prepared import Prepared

AT_MOST_SENT = 6  # our choice: three meetings, each told to both helpers


@dataclass(frozen=True)
class Heard:
    """One check as a helper may see it: a word, and the answers if those were opened too."""

    about_id: UUID
    episode_id: UUID
    client_name: str
    starts_at: datetime
    word: Word
    answers: Answers | None


def due(episode: Episode, at: datetime) -> list[Any]:
    """Return meetings that took place, ask for the client's check and wait for it, latest first, as rows."""
    return [row for row in _due(episode=episode.pk, since=since(at), at=at) if is_asked(row)]


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
    waiting = _waiting(episode, since, at).filter(pk=meeting)
    return waiting.select_related("therapist", "peer", "episode__client")


def _waiting(episode: UUID, since: datetime, at: datetime) -> QuerySet[Any]:
    answered = SessionCheck.objects.filter(appointment=OuterRef("pk"))
    meetings = Appointment.objects.filter(
        ~Exists(answered), episode=episode, ends_at__gte=since, starts_at__lte=at
    )
    meetings = _kept(meetings)
    alike = Appointment.objects.filter(episode=OuterRef("episode"), starts_at__lte=OuterRef("starts_at"))
    alike = _of_its_kind(_kept(alike))
    checks = SessionCheck.objects.filter(episode=OuterRef("episode"))
    checks = _of_its_kind(checks, "appointment__")
    return meetings.annotate(nth=_count(alike), earlier=_count(checks), **_wish())


def _kept(meetings: QuerySet[Any]) -> QuerySet[Any]:
    return with_outcome(meetings).filter(outcome__in=[kind.value for kind in TOOK_PLACE])


def _of_its_kind(found: QuerySet[Any], through: str = "") -> QuerySet[Any]:
    """Keep peer meetings beside a peer meeting, and meetings with the therapist beside such a one."""
    here = Q(Exact(F(f"{through}kind"), MeetingKind.PEER.value))
    there = Q(Exact(OuterRef("kind"), MeetingKind.PEER.value))
    return found.filter((here & there) | (~here & ~there))


def _count(found: QuerySet[Any]) -> Any:
    """Return how many there are, as part of another query."""
    counted = found.order_by().values("episode").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _wish() -> dict[str, Any]:
    wishes = CheckWish.objects.filter(episode=OuterRef("episode")).order_by("-at", "-id")
    return {name: Subquery(wishes.values(name)[:1]) for name in ("rhythm", "start")}


def wish(episode: Episode) -> Wish:
    """Return what the client wishes for now."""
    row = CheckWish.objects.filter(episode=episode).order_by("-at", "-id").first()
    return Wish(Rhythm(row.rhythm), Start(row.start)) if row else Wish()


@Prepared
def _due(episode: UUID, since: datetime, at: datetime) -> QuerySet[Any, Any]:
    meetings = with_names(_waiting(episode, since, at)).order_by("-starts_at")
    names = ("id", "starts_at", "therapist_name", "peer_name", "kind", "nth", "rhythm")
    return meetings.values_list(*names, named=True)


def answered(episode: Episode, appointment_id: UUID) -> SessionCheck | None:
    """Return the check that was given about a meeting."""
    found = SessionCheck.objects.filter(episode=episode, appointment_id=appointment_id)
    return found.select_related("appointment__therapist", "appointment__peer").first()


def one(episode: Episode, check_id: UUID) -> SessionCheck | None:
    """Return one check of an episode."""
    return SessionCheck.objects.filter(episode=episode, pk=check_id).select_related("appointment").first()


def sent_lately(episode: Episode) -> list[Any]:
    """Return the client's latest checks with whom each went to and what came of it, latest first, as rows."""
    return _sent(episode=episode.pk)


@Prepared
def _sent(episode: UUID) -> QuerySet[Any, Any]:
    said = (*NUMBERS, "off", "line", "takeaway", "starts_at")
    came_of_it = ("id", "about_id", "to_name", "to_role", "acknowledged_at", "reply")
    return with_check(sent_in(episode)).values_list(*came_of_it, *said, named=True)[:AT_MOST_SENT]


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
    return [_heard(row) for row in _open_to(member=member.pk)]


def waiting_for(member: Member) -> int:
    """Return how many checks wait on a helper's Today."""
    return open_to(member.pk).count()


def open_to(member: UUID) -> QuerySet[Relay]:
    """Return what clients sent this helper, as long as it is open to them and waits to be read, oldest first."""
    return (
        Relay.objects.filter(to=member, acknowledged_at=None, episode__ended_at=None)
        .filter(episode__in=helped_by(member))
        .annotate(sees_word=latest_release(Kind.CHECK_WORD, OuterRef("about_id"), member))
        .filter(sees_word=True)
        .order_by("sent_at", "id")
    )


@Prepared
def _open_to(member: UUID) -> QuerySet[Any, Any]:
    relays = with_check(open_to(member)).annotate(
        sees_answers=latest_release(Kind.CHECK_ANSWERS, OuterRef("about_id"), member),
        client_name=F("episode__client__name"),
    )
    said = (*NUMBERS, "off", "line", "takeaway")
    shown = ("about_id", "episode_id", "client_name", "starts_at", "sees_answers")
    return relays.values_list(*shown, *said, named=True)


def with_check(relays: QuerySet[Relay]) -> QuerySet[Any]:
    """Return what was sent with the check that it was about, and when that meeting was."""
    check = SessionCheck.objects.filter(pk=OuterRef("about_id"))
    names = {name: name for name in (*NUMBERS, "off", "line", "takeaway")}
    names |= {"starts_at": "appointment__starts_at"}
    return relays.annotate(**{name: Subquery(check.values(field)) for name, field in names.items()})


def _heard(row: Any) -> Heard:
    answers = answers_in(row)
    return Heard(
        about_id=row.about_id,
        episode_id=row.episode_id,
        client_name=row.client_name,
        starts_at=row.starts_at,
        word=word(answers),
        answers=answers if row.sees_answers else None,
    )


def answers_in(row: Any) -> Answers:
    """Return the answers that `with_check` found."""
    numbers = {name: getattr(row, name) for name in NUMBERS}
    words = {"off": row.off, "line": row.line, "takeaway": row.takeaway}
    return answers_of(SessionCheck(pk=row.about_id, **numbers, **words))


def answers_of(check: SessionCheck) -> Answers:
    """Return a check's answers as the rules read them."""
    numbers = {name: getattr(check, name) for name in NUMBERS}
    return Answers(off=check.off, line=check.line, takeaway=check.takeaway, **numbers)
