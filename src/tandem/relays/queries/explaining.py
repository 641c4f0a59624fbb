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
from tandem.care.models import Episode, SharingChoice, TeamMember
from tandem.care.queries import sharing_of
from tandem.permissions.sharing import Preset
from tandem.relays.models import Explanation, Relay, StandingYes
from tandem.relays.rules import About, Topic, meetings_left


@dataclass(frozen=True)
class Standing:
    """One topic now: for how many kept meetings it stays open, and whether the client ever opened it."""

    topic: Topic
    left: int
    on: bool  # what the client said last; still true when it has ended by itself


def standing_of(episode: Episode, places: Iterable[TeamMember], at: datetime) -> list[Standing]:
    """Return every topic as it stands for this team, in the order in which they are shown.

    What the client said about one topic goes before the preset that they chose earlier, and after it.
    """
    joined = [place.started_at for place in places]
    choice = sharing_of(episode)
    rows = {row.topic: row for row in _latest(episode, at) if choice is None or row.at >= choice.preset_at}
    otherwise = _by_preset(choice, at)
    if choice and choice.preset == Preset.SEPARATE:
        rows = {}
    return [_standing(topic, rows.get(topic.value, otherwise), joined) for topic in Topic]


def _standing(topic: Topic, said: Any, joined: list[datetime]) -> Standing:
    left = meetings_left(on=said.on, said_at=said.at, joined_at=joined, kept=said.kept)
    return Standing(topic, left, said.on)


@dataclass(frozen=True)
class _Said:
    """What stands where the client said nothing about a topic itself."""

    on: bool
    at: datetime
    kept: int = 0


def _by_preset(choice: SharingChoice | None, at: datetime) -> _Said:
    """A client who chose "open between the three of us" opened all topics, until four meetings are kept since."""
    if choice is None or choice.preset != Preset.OPEN:
        return _Said(False, at)
    kept = _kept(choice.episode_id, choice.chosen_at, at).count()
    return _Said(True, choice.chosen_at, kept)


def _kept(episode: Any, since: Any, until: datetime) -> QuerySet[Any]:
    """Return the meetings with a peer that took place after `since`."""
    met = Appointment.objects.filter(
        episode=episode, peer__isnull=False, starts_at__gt=since, starts_at__lte=until
    )
    return with_outcome(met).filter(outcome__in=[kind.value for kind in TOOK_PLACE])


def _latest(episode: Episode, at: datetime) -> QuerySet[Any]:
    """Return the latest row of each topic with how many meetings with a peer were `kept` since."""
    rows = StandingYes.objects.filter(episode=episode)
    newest = rows.filter(topic=OuterRef("topic")).order_by("-at", "-id").values("id")[:1]
    kept = _kept(OuterRef("episode"), OuterRef("at"), at)
    number = kept.order_by().values("episode").annotate(number=Count("pk")).values("number")
    return rows.filter(id=Subquery(newest)).annotate(kept=Coalesce(Subquery(number), 0))


def newest_yes(episode: Episode) -> UUID | None:
    """Return the row that was added last, by which a page knows whether anything has changed since."""
    rows = StandingYes.objects.filter(episode=episode).order_by("-at", "-id")
    return rows.values_list("pk", flat=True).first()


def reached(explanation_id: UUID) -> set[UUID]:
    """Return whom an explanation reached, unless it was taken back."""
    relays = Relay.objects.filter(kind=About.EXPLAINED.value, about_id=explanation_id, withdrawn_at=None)
    return set(relays.values_list("to_id", flat=True))


def explanation_once(episode: Episode, explanation_id: UUID) -> Explanation | None:
    """Return what was explained by the form that carried this id."""
    return Explanation.objects.filter(episode=episode, pk=explanation_id).first()
