"""Find episodes, teams, what is released, and the practice's calendar."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from tandem.care.models import CoverHours, Episode, HistoryItem, Holiday, Release, TeamMember, WorkingHours
from tandem.care.rules import Calendar, Hours
from tandem.people.models import Member, RoleGrant
from tandem.permissions.rules import Kind, Role, Standing
from tandem.tenancy.prepared import Prepared

COVERS = (Role.ON_CALL, Role.THERAPIST, Role.CLINICAL_SUPERVISOR)  # clinicians


def episode_and_standing(
    episode_id: UUID, member: Member, about: UUID | None = None
) -> tuple[Episode | None, Standing | None]:
    """Return an episode and where `member` stands towards it, in one query.

    `about` names the thing asked for; the standing then holds the kinds of it shared with them.
    """
    asked = {"episode": episode_id, "member": member.pk}
    found = _shared(**asked, about=about) if about else _standing(**asked)
    if not found:
        return None, None
    episode = found[0]
    role = Role.CLIENT if episode.client_id == member.pk else episode.my_role
    if role is None:
        return episode, None
    shared = frozenset(kind for kind in Kind if about and getattr(episode, f"shared_{kind.value}"))
    return episode, Standing(Role(role), episode.ended_at is None, shared)


def _with_role(episode: UUID, member: UUID) -> QuerySet[Any]:
    place = _places().filter(episode=OuterRef("pk"), member=member)
    episodes = Episode.objects.select_related("client").filter(pk=episode)
    return episodes.annotate(my_role=Subquery(place.values("role")[:1]))


def _with_shared(episode: UUID, member: UUID, about: UUID) -> QuerySet[Any]:
    kinds = {f"shared_{kind.value}": latest_release(kind, about, member) for kind in Kind}
    return _with_role(episode, member).annotate(**kinds)


_standing, _shared = Prepared(_with_role), Prepared(_with_shared)


def _places() -> QuerySet[TeamMember]:
    """Return the places on teams that hold now: not ended, of a member who still has that role."""
    return TeamMember.objects.filter(
        ended_at=None, member__grants__role=F("role"), member__grants__ended_at=None
    )


def latest_release(kind: Kind, object_id: Any, to: Any = None) -> Subquery:
    """Return, as part of another query, whether the latest word on one thing is open (null: none yet).

    Without `to` it is the latest word whomever it was about, so that what was hidden from one helper
    stays hidden from the next.
    """
    rows = Release.objects.filter(kind=kind.value, object_id=object_id)
    rows = rows.filter(to=to) if to else rows
    return Subquery(rows.order_by("-at", "-id").values("on")[:1])


def team(episode: Episode) -> list[TeamMember]:
    """Return the helpers on an episode's team now, therapist first."""
    return _team(episode=episode.pk)


@Prepared
def _team(episode: UUID) -> QuerySet[TeamMember]:
    return _places().filter(episode=episode).select_related("member").order_by("-role", "started_at")


def helped_by(member: Member | UUID) -> QuerySet[Any]:
    """Return, as part of another query, the ids of the episodes on whose team `member` is now."""
    return _places().filter(member=member).values("episode_id")


def own_episodes(member: Member | UUID) -> QuerySet[Episode]:
    """Return the client's own open episode: one, or none."""
    return Episode.objects.filter(client=member, ended_at=None).select_related("client")


def waiting_clients(limit: int = 25) -> QuerySet[Member]:
    """Return clients with no open episode yet, longest here first."""
    is_client = RoleGrant.objects.filter(member=OuterRef("pk"), role=Role.CLIENT.value, ended_at=None)
    has_episode = Episode.objects.filter(client=OuterRef("pk"), ended_at=None)
    waiting = Member.objects.filter(Exists(is_client), ~Exists(has_episode), died_on=None)
    return waiting.order_by("id")[:limit]


def waiting_client(member_id: UUID) -> Member | None:
    """Return one client who has no open episode."""
    is_client = RoleGrant.objects.filter(member=OuterRef("pk"), role=Role.CLIENT.value, ended_at=None)
    has_episode = Episode.objects.filter(client=OuterRef("pk"), ended_at=None)
    return Member.objects.filter(Exists(is_client), ~Exists(has_episode), pk=member_id, died_on=None).first()


def is_helped(member_id: UUID) -> bool:
    """Return whether a client has an open episode."""
    return Episode.objects.filter(client_id=member_id, ended_at=None).exists()


def history(client: Member, limit: int = 100) -> list[HistoryItem]:
    """Return what was brought in about a client, latest first."""
    return list(HistoryItem.objects.filter(client=client).order_by("-starts_at", "id")[:limit])


def calendar() -> Calendar:
    """Return the current practice's calendar as the rules read it."""
    week = {row.weekday: Hours(row.opens, row.closes) for row in WorkingHours.objects.all()}
    holidays = {row.on: row.name for row in Holiday.objects.all()}
    cover: dict[int, list[Hours]] = defaultdict(list)
    able = RoleGrant.objects.filter(member=OuterRef("member"), role__in=COVERS, ended_at=None)
    for row in CoverHours.objects.filter(Exists(able)):
        cover[row.weekday].append(Hours(row.opens, row.closes))
    return Calendar(week, holidays, cover)


def holidays_from(day: date) -> list[Holiday]:
    """Return holidays on or after `day`, soonest first."""
    return list(Holiday.objects.filter(on__gte=day).order_by("on"))


def cover_rota() -> list[CoverHours]:
    """Return who covers when, in the order of the week."""
    return list(CoverHours.objects.select_related("member").order_by("weekday", "opens", "id"))
