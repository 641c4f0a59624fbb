"""Find which topics a client has opened, and what was explained under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_outcome
from tandem.appointments.rules import TOOK_PLACE
from tandem.care.models import Episode, TeamMember
from tandem.relays.models import Explanation, StandingYes
from tandem.relays.rules import Topic, meetings_left


@dataclass(frozen=True)
class Standing:
    """One topic now: for how many kept meetings it stays open, and whether the client ever opened it."""

    topic: Topic
    left: int
    on: bool  # what the client said last; still true when it has ended by itself


def standing_of(episode: Episode, places: Iterable[TeamMember], at: datetime) -> list[Standing]:
    """Return every topic as it stands for this team, in the order in which they are shown."""
    joined = [place.started_at for place in places]
    rows = {row.topic: row for row in _latest(episode, at)}
    return [_standing(topic, rows.get(topic.value), joined) for topic in Topic]


def _standing(topic: Topic, row: Any, joined: list[datetime]) -> Standing:
    if row is None:
        return Standing(topic, 0, on=False)
    left = meetings_left(on=row.on, said_at=row.at, joined_at=joined, kept=row.kept)
    return Standing(topic, left, row.on)


def _latest(episode: Episode, at: datetime) -> QuerySet[Any]:
    """Return the latest row of each topic with how many meetings with a peer were `kept` since."""
    rows = StandingYes.objects.filter(episode=episode)
    newest = rows.filter(topic=OuterRef("topic")).order_by("-at", "-id").values("id")[:1]
    met = Appointment.objects.filter(
        episode=OuterRef("episode"), peer__isnull=False, starts_at__gt=OuterRef("at"), starts_at__lte=at
    )
    kept = with_outcome(met).filter(outcome__in=[kind.value for kind in TOOK_PLACE])
    number = kept.order_by().values("episode").annotate(number=Count("pk")).values("number")
    return rows.filter(id=Subquery(newest)).annotate(kept=Coalesce(Subquery(number), 0))


def newest_yes(episode: Episode) -> UUID | None:
    """Return the row that was added last, by which a page knows whether anything has changed since."""
    rows = StandingYes.objects.filter(episode=episode).order_by("-at", "-id")
    return rows.values_list("pk", flat=True).first()


def explanation_once(episode: Episode, explanation_id: UUID) -> Explanation | None:
    """Return what was explained by the form that carried this id."""
    return Explanation.objects.filter(episode=episode, pk=explanation_id).first()
