"""Who is on a team, and who was."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tandem.care.models import (
    ChangeWish,
    Episode,
    SharingChoice,
    TeamMember,
)
from tandem.care.queries.standing import held, helping
from tandem.people.models import Member
from tandem.tenancy.prepared import Prepared


def wishes(episode: Episode) -> dict[str, datetime]:
    """Return the roles in which the client would like another helper, with when they said so."""
    return dict(ChangeWish.objects.filter(episode=episode, settled_at=None).values_list("role", "asked_at"))


def team(episode: Episode) -> list[TeamMember]:
    """Return the helpers who work with an episode's client now, therapist first."""
    return _team(episode=episode.pk)


def in_roles(places: Iterable[TeamMember]) -> dict[str, list[Member]]:
    """Return the helpers of each role, those who only cover after those who are there for good."""
    found: dict[str, list[Member]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (place.until is not None, place.started_at)):
        found[place.role].append(place.member)
    return found


def the_other(places: Iterable[TeamMember], role: str) -> list[Member]:
    """Return the one helper in the other role, who stays before who covers; none where there is nobody."""
    others = [place for place in places if place.role != role]
    return next(iter(in_roles(others).values()), [])[:1]


def places(episode: Episode) -> list[TeamMember]:
    """Return the same, with those whom the client has paused."""
    return list(held().filter(episode=episode).select_related("member").order_by("-role", "started_at"))


@Prepared
def _team(episode: UUID) -> QuerySet[TeamMember]:
    return helping().filter(episode=episode).select_related("member").order_by("-role", "started_at")


def helped_by(member: Member | UUID) -> QuerySet[Any]:
    """Return, as part of another query, the ids of the episodes on whose team `member` is now."""
    return helping().filter(member=member).values("episode_id")


def held_by(member: Member | UUID) -> QuerySet[TeamMember]:
    """Return, as part of another query, the places that `member` holds now, with those the client has paused."""
    return held().filter(member=member)


def are_helping(episode: Episode | UUID, members: Collection[Member], until: datetime) -> bool:
    """Return whether all of these help the episode's client now, and none covers for less than `until`."""
    stay = helping().filter(Q(until=None) | Q(until__gte=until), episode=episode, member__in=members)
    return len(set(stay.values_list("member_id", flat=True))) == len({member.pk for member in members})


def was_on_team(episode: Episode, member_id: UUID) -> Member | None:
    """Return somebody who is or was a helper of this episode."""
    row = TeamMember.objects.filter(episode=episode, member=member_id).select_related("member").first()
    return row.member if row else None


def places_ever(episode: Episode) -> list[TeamMember]:
    """Return every place there is or was on an episode's team."""
    return list(TeamMember.objects.filter(episode=episode))


def left_since(episode: Episode, since: datetime) -> list[TeamMember]:
    """Return the places that ended since then, of helpers who have not come back, latest first."""
    rows = TeamMember.objects.filter(episode=episode, ended_at__gte=since)
    rows = rows.exclude(member__in=held().filter(episode=episode).values("member"))
    return list(rows.select_related("member").order_by("-ended_at"))


def team_news(member: UUID, since: datetime) -> QuerySet[TeamMember]:
    """Return, as part of another query, places of a helper whose client paused with them, or that ended, since then."""
    back = held().filter(member=member, episode=OuterRef("episode"))
    gone = Q(ended_at__gte=since) & ~Exists(back)
    return TeamMember.objects.filter(gone | Q(paused_at__gte=since, ended_at=None), member=member)


def newcomers() -> dict[str, Any]:
    """Return, as parts of a query of episodes, the `newcomer` of whom the client has not yet said what they may see.

    That is the same as `permissions.sharing.towards`: who joined after the client's latest choice.
    """
    latest = SharingChoice.objects.filter(episode=OuterRef(OuterRef("pk"))).order_by("-number")
    knew = Coalesce(Subquery(latest.values("chosen_at")[:1]), OuterRef("started_at"))
    new = helping().filter(episode=OuterRef("pk"), started_at__gt=knew).order_by("started_at")
    return {"newcomer": Subquery(new.values("member__name")[:1])}


def leavers(since: datetime) -> dict[str, Any]:
    """Return, as parts of a query of episodes, the `leaver` whose place ended last since then and still is ended."""
    back = held().filter(episode=OuterRef("episode"), member=OuterRef("member"))
    left = TeamMember.objects.filter(~Exists(back), episode=OuterRef("pk"), ended_at__gte=since)
    return {"leaver": Subquery(left.order_by("-ended_at").values("member__name")[:1])}
