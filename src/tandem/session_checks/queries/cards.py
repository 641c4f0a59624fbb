"""Find helpers' cards, as far as their reader may see them, and what a difference rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_outcome
from tandem.care.models import Episode, Release
from tandem.care.queries import latest_release
from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.session_checks.models import NUMBERS, Card, SessionCheck
from tandem.session_checks.queries.asking import of_its_kind
from tandem.session_checks.queries.checks import answers_of
from tandem.session_checks.rules import Answers, Known, Seen, is_open, usual_gap
from tandem.tenancy.prepared import Prepared

LOOKED_AT = 20  # ours: earlier checks that a chart of falls rests on
PAIRS = 200  # ours: the latest pairs of guess and answer that make a practice's usual gap


@dataclass(frozen=True)
class Viewed:
    """One helper's side of a meeting, as the client may see it now."""

    helper: Member
    role: str
    card: Card | None  # None while nothing is written
    opened: bool  # whether more than the own side can be read
    after_the_answer: bool  # written when the client had answered
    line_sent: bool | None  # whether the client lets the line travel; None: not said yet


def meeting_for(episode: Episode, appointment_id: UUID, viewer: Member) -> Any | None:
    """Return a meeting of the episode, with its helpers: any for the client, their own for a helper."""
    meetings = Appointment.objects.filter(episode=episode, pk=appointment_id)
    if viewer.pk != episode.client_id:
        meetings = meetings.filter(Q(therapist=viewer) | Q(peer=viewer))
    return with_outcome(meetings).select_related("therapist", "peer", "episode__client").first()


def card_of(appointment: Appointment, member: Member) -> Card | None:
    """Return what a helper wrote about a meeting."""
    return Card.objects.filter(appointment=appointment, member=member).select_related("goal").first()


def views_of(meeting: Any, check: SessionCheck | None, at: datetime) -> list[Viewed]:
    """Return each helper's side of a meeting for the client."""
    cards = {card.member_id: card for card in _cards(meeting)}
    answered_at = check.submitted_at if check else None
    opened = is_open(met_until=meeting.ends_at, answered_at=answered_at, at=at)
    return [
        _viewed(helper, role, cards.get(helper.pk), opened, answered_at)
        for helper, role in ((meeting.therapist, "therapist"), (meeting.peer, "peer"))
        if helper
    ]


def _cards(meeting: Appointment) -> QuerySet[Any]:
    let = latest_release(Kind.CARD_LINE, OuterRef("pk"))
    return Card.objects.filter(appointment=meeting).select_related("goal").annotate(line_let=let)


def _viewed(helper: Member, role: str, card: Any, opened: bool, answered_at: datetime | None) -> Viewed:
    late = bool(card and answered_at and card.written_at > answered_at)
    return Viewed(helper, role, card, opened, late, card.line_let if card else None)


def known_about(meeting: Any, answers: Answers) -> list[Known]:
    """Return all that differences after `answers` may rest on: once, or once for each helper who wrote a card."""
    earlier = [_briefly(check) for check in _earlier(episode=meeting.episode_id, meeting=meeting.pk)]
    checks = [*reversed(earlier), answers]
    cards = list(Card.objects.filter(appointment=meeting)) if getattr(meeting, "has_card", True) else []
    return [_with_card(checks, card) for card in cards] or [Known(checks)]


def _with_card(checks: list[Answers], card: Card) -> Known:
    first_goal = _first_goal(card.episode_id) if card.goal_id else ""
    gap = usual_gap(_gaps()) if card.guess is not None and checks[-1].heard is not None else None
    known = {"usual_gap": gap} if gap is not None else {}
    return Known(
        checks,
        Seen(card.guess, card.step, str(card.goal_id or "")),
        first_goal,
        bool(first_goal) and names_other_goal(card, first_goal),
        **known,
    )


@Prepared
def _earlier(episode: UUID, meeting: UUID) -> QuerySet[SessionCheck]:
    here = Appointment.objects.filter(pk=meeting)
    checks = SessionCheck.objects.filter(episode=episode).exclude(appointment=meeting)
    checks = checks.annotate(here=Subquery(here.values("starts_at")), mine=Subquery(here.values("kind")))
    checks = of_its_kind(checks.filter(appointment__starts_at__lt=F("here")), "appointment__", F("mine"))
    return checks.order_by("-appointment__starts_at")[:LOOKED_AT]


def _briefly(check: SessionCheck) -> Answers:
    """Return an earlier check for the rules; its words are opened only where nothing else was said."""
    numbers = {name: getattr(check, name) for name in NUMBERS}
    brief = Answers(off=check.off, **numbers)
    return answers_of(check) if brief.empty else brief


def _first_goal(episode_id: UUID) -> str:
    first = Goal.objects.filter(episode=episode_id, closed_at=None).order_by("proposed_at", "id").first()
    return str(first.pk) if first else ""


def names_other_goal(card: Card, first_goal: str) -> bool:
    """Return whether this helper's card before this one named another goal than the client's first."""
    before = Card.objects.filter(
        episode=card.episode_id, member=card.member_id, appointment__starts_at__lt=card.appointment.starts_at
    )
    last = before.exclude(goal=None).order_by("-appointment__starts_at").first()
    return last is not None and str(last.goal_id) != first_goal


def _gaps() -> list[int]:
    """Return guess less answer of the practice's latest pairs."""
    same = SessionCheck.objects.filter(appointment=OuterRef("appointment"), heard__isnull=False)
    pairs = Card.objects.filter(guess__isnull=False).annotate(heard=Subquery(same.values("heard")[:1]))
    latest = pairs.exclude(heard=None).order_by("-id").values_list("guess", "heard")[:PAIRS]
    return [guess - heard for guess, heard in latest]


def card_in(episode: Episode, card_id: UUID) -> Card | None:
    """Return one card of an episode."""
    return Card.objects.filter(episode=episode, pk=card_id).select_related("episode__client").first()


def line_is_let(card: Card) -> bool | None:
    """Return whether the client lets a card's line travel; None when nobody has said."""
    latest = Release.objects.filter(kind=Kind.CARD_LINE.value, object_id=card.pk).order_by("-at", "-id")
    return latest.values_list("on", flat=True).first()
