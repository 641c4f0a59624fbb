"""Find checks, with whom each reached."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import JSONObject

from tandem.care.models import Episode
from tandem.care.queries import helped_by, latest_release
from tandem.permissions.rules import Kind
from tandem.relays.models import Relay
from tandem.relays.queries import sent_in
from tandem.relays.rules import About
from tandem.sealing.fields import opened
from tandem.session_checks.models import NUMBERS, SessionCheck
from tandem.session_checks.rules import Answers, Choice
from tandem.tenancy.prepared import Prepared

AT_MOST_EVER = 400  # our choice: what a page can hold
AT_MOST_SENT = 6  # our choice: three meetings, each told to both helpers


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


def sent_ever(episode: Episode) -> list[Any]:
    """Return the same of all checks that the client sent."""
    return list(_sent_in(episode.pk)[:AT_MOST_EVER])


@Prepared
def _sent(episode: UUID) -> QuerySet[Any, Any]:
    return _sent_in(episode)[:AT_MOST_SENT]


def _sent_in(episode: UUID) -> QuerySet[Any, Any]:
    came_of_it = ("id", "about_id", "sent_at", "to_name", "to_role", "acknowledged_at", "reply")
    places: Any = helped_by(OuterRef("to"))  # type: ignore[arg-type]
    relays = sent_in(episode, About.CHECK).annotate(
        still=Exists(places.filter(episode=OuterRef("episode"))),
        shown=latest_release(Kind.CHECK_WORD, OuterRef("about_id"), OuterRef("to")),
    )
    return with_check(relays).values_list(*came_of_it, "said", "starts_at", "still", "shown", named=True)


def with_look_at(episodes: QuerySet[Episode], since: datetime) -> QuerySet[Any]:
    """Return episodes with the client's latest check, if there is a reason for a talk that waits for their choice.

    Given are `look_meeting` (null when none waits), `look_starts_at`, `look_choice`; `since` leaves out old ones.
    """
    checks = SessionCheck.objects.filter(episode=OuterRef("pk"), submitted_at__gte=since)
    checks = checks.filter(choice__in=["", Choice.THINK.value]).exclude(reasons="").order_by("-submitted_at")
    return episodes.annotate(
        look_meeting=Subquery(checks.values("appointment_id")[:1], output_field=UUIDField()),
        look_starts_at=Subquery(checks.values("appointment__starts_at")[:1]),
        look_choice=Subquery(checks.values("choice")[:1]),
    )


def with_check(relays: QuerySet[Relay]) -> QuerySet[Any]:
    """Return what was sent with what its check `said`, in one piece, and when that meeting was."""
    check = SessionCheck.objects.filter(pk=OuterRef("about_id"))
    said = JSONObject(**{name: name for name in (*NUMBERS, "off", "line", "takeaway", "choice")})
    return relays.annotate(
        said=Subquery(check.values(all=said)), starts_at=Subquery(check.values("appointment__starts_at"))
    )


def answers_in(row: Any) -> Answers:
    """Return the answers that `with_check` found."""
    said = {name: row.said[name] for name in (*NUMBERS, "off")}
    for name in ("line", "takeaway"):
        said[name] = opened(getattr(SessionCheck, name), row.about_id, row.said[name])
    return Answers(**said)


def answers_of(check: SessionCheck) -> Answers:
    """Return a check's answers as the rules read them."""
    numbers = {name: getattr(check, name) for name in NUMBERS}
    return Answers(off=check.off, line=check.line, takeaway=check.takeaway, **numbers)
