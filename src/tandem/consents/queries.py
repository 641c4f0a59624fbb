"""Find what a client said yes to, and the introductions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from tandem.care.models import Episode, TeamMember
from tandem.consents.models import Consent, Introduction
from tandem.consents.rules import ConsentKind, Phase, State, state
from tandem.tenancy.at_once import Asked, ask
from tandem.tenancy.prepared import Prepared


@dataclass(frozen=True)
class Standing:
    """One kind as it stands: its rows with text and explainers, latest first."""

    kind: ConsentKind
    state: State
    rows: list[Any]
    followed: bool  # a fuller yes came after it

    @property
    def latest(self) -> Any:
        """Return the row that stands."""
        return self.rows[0]

    @property
    def until(self) -> date | None:
        """Return the last day of a yes that holds now and ends by itself."""
        return self.latest.ends_on if self.state is State.GIVEN and not self.followed else None


def phase_of(episode: Episode) -> Phase:
    """Return where care stands. An ending has no beginning of its own yet, so it is care until it has ended."""
    return Phase.ENDED if episode.ended_at else Phase.CARE


def day_at(episode: Episode, at: datetime) -> date:
    """Return the day of a moment by the practice’s clock."""
    return at.astimezone(ZoneInfo(episode.practice.time_zone)).date()


def standings(episode: Episode, at: datetime) -> list[Standing]:
    """Return every kind that the client ever said yes to, in the order of kinds, in two queries."""
    rows: dict[str, list[Any]] = defaultdict(list)
    asked = _zoned(Consent.objects.filter(episode=episode)).select_related("text", "by")
    for row in asked.prefetch_related("explainers__member"):
        rows[row.kind].append(row)
    found = {kind: rows[kind.value] for kind in ConsentKind if kind.value in rows}
    states = _states(found, at)
    return [Standing(kind, states[kind], some, _followed(kind, states)) for kind, some in found.items()]


def _followed(kind: ConsentKind, states: dict[ConsentKind, State]) -> bool:
    return kind is ConsentKind.MEET_PEER and states.get(ConsentKind.JOINT_CARE) is State.GIVEN


def standing(episode: Episode, kind: ConsentKind, at: datetime) -> Standing | None:
    """Return one kind as it stands, or None when the client never said yes to it."""
    return next((one for one in standings(episode, at) if one.kind is kind), None)


def yeses(episode: Episode) -> Asked:
    """Ask for every yes of a client together with something else: rows for `states_of`."""
    return ask(_bare, episode=episode.pk)


def states_of(rows: list[Any], at: datetime) -> dict[ConsentKind, State]:
    """Return how each kind stands that the client ever said yes to."""
    return _states(_by_kind(rows), at)


def in_force(episode: Episode, at: datetime) -> list[Any]:
    """Return, as rows with `id`, `kind` and `at`, each yes that holds now: what a helper may know."""
    rows = _by_kind(_bare(episode=episode.pk))
    return [rows[kind][0] for kind, state in _states(rows, at).items() if state is State.GIVEN]


def _by_kind(found: list[Any]) -> dict[ConsentKind, list[Any]]:
    rows: dict[ConsentKind, list[Any]] = defaultdict(list)
    for row in found:
        rows[ConsentKind(row.kind)].append(row)
    return rows


@Prepared
def _bare(episode: UUID) -> QuerySet[Any, Any]:
    rows = _zoned(Consent.objects.filter(episode=episode))
    return rows.values_list("id", "kind", "on", "at", "ends_on", "zone", named=True)


def _zoned(rows: QuerySet[Consent]) -> QuerySet[Any, Any]:
    """Return the rows latest first, with the `zone` whose day counts."""
    return rows.annotate(zone=F("practice__time_zone")).order_by("-at", "-id")


def _states(rows: dict[ConsentKind, list[Any]], at: datetime) -> dict[ConsentKind, State]:
    """Return the state of each kind; its rows come latest first."""
    states = {kind: _one_state(some, at) for kind, some in rows.items()}
    followed = [kind for kind in rows if _followed(kind, states)]
    return states | {kind: _one_state(rows[kind], at, followed=True) for kind in followed}


def _one_state(rows: list[Any], at: datetime, *, followed: bool = False) -> State:
    return state(reversed(rows), at.astimezone(ZoneInfo(rows[0].zone)).date(), followed=followed)


def introduction(episode: Episode, introduction_id: UUID) -> Introduction | None:
    """Return one introduction of an episode."""
    return Introduction.objects.filter(episode=episode, pk=introduction_id).first()


def present_at(found: Introduction) -> list[TeamMember]:
    """Return the places on the team of those who were there, therapist first; also of who has left since."""
    places = TeamMember.objects.filter(episode=found.episode_id, member__in=found.present.values("member"))
    places = places.filter(started_at__lte=found.at).select_related("member").order_by("-role", "started_at")
    return list({place.member_id: place for place in places}.values())


def introductions(episode: Episode) -> list[Introduction]:
    """Return the introductions of an episode, latest first, with who was there."""
    rows = Introduction.objects.filter(episode=episode).prefetch_related("present__member")
    return list(rows.order_by("-at", "-id"))
