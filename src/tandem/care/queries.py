"""Find episodes, teams, what is released, and the practice's calendar."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, Now
from django.db.models.lookups import Exact, GreaterThanOrEqual

from tandem.care.models import (
    ChangeWish,
    CoverHours,
    Episode,
    HistoryItem,
    Holiday,
    OutsidePerson,
    Release,
    SharingChoice,
    TeamMember,
    WorkingHours,
)
from tandem.care.rules import Calendar, Hours
from tandem.people.models import Member, RoleGrant
from tandem.permissions.rules import Kind, Role, Standing
from tandem.permissions.sharing import FLAGS, NOTHING_CHOSEN, Preset, Sharing, Start, towards
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
    shared = frozenset(kind for kind in Kind if about and getattr(episode, f"shared_{kind.value}"))
    if episode.client_id == member.pk:
        return episode, Standing(Role.CLIENT, episode.ended_at is None, shared)
    if episode.my_role is None:
        return episode, None
    sharing = towards(
        sharing_in(episode.sharing), chosen_at=episode.chosen_at, joined_at=episode.joined_at,
        began_at=episode.started_at,
    )  # fmt: skip
    paused = episode.paused_at is not None
    return episode, Standing(Role(episode.my_role), episode.ended_at is None, shared, sharing, paused)


def _with_role(episode: UUID, member: UUID) -> QuerySet[Any]:
    place = _held().filter(episode=OuterRef("pk"), member=member)
    episodes = Episode.objects.select_related("client").filter(pk=episode)
    return episodes.annotate(
        my_role=Subquery(place.values("role")[:1]),
        joined_at=Subquery(place.values("started_at")[:1]),
        paused_at=Subquery(place.values("paused_at")[:1]),
        **latest_sharing(),
    )


def _with_shared(episode: UUID, member: UUID, about: UUID) -> QuerySet[Any]:
    kinds = {f"shared_{kind.value}": latest_release(kind, about, member) for kind in Kind}
    return _with_role(episode, member).annotate(**kinds)


_standing, _shared = Prepared(_with_role), Prepared(_with_shared)


def _held() -> QuerySet[TeamMember]:
    """Return the places on teams that are held now: not ended, of a member who still has that role."""
    return TeamMember.objects.filter(
        Q(until=None) | Q(until__gt=Now()),
        ended_at=None,
        member__grants__role=F("role"),
        member__grants__ended_at=None,
    )


def _places() -> QuerySet[TeamMember]:
    """Return the places of those who help now: held, and not paused by the client."""
    return _held().filter(paused_at=None)


SHARING = ("preset", "checks", *FLAGS)


def latest_sharing(episode: str = "pk") -> dict[str, Any]:
    """Return, as parts of another query, the client's latest choice as one piece, and when it was made."""
    latest = SharingChoice.objects.filter(episode=OuterRef(episode)).order_by("-number")
    whole = JSONObject(**{name: name for name in SHARING})
    return {
        "sharing": Subquery(latest.values(all=whole)[:1]),
        "chosen_at": Subquery(latest.values("chosen_at")[:1]),
    }


def sharing_in(piece: dict[str, Any] | None) -> Sharing | None:
    """Return the choice in a row's piece `sharing`, or None where the client made none."""
    if piece is None:
        return None
    flags = {name: bool(piece[name]) for name in FLAGS}
    return Sharing(Preset(piece["preset"]), checks=Start(piece["checks"]), **flags)


def crosses_to(member: UUID) -> dict[str, Any]:
    """Return, as part of a query of rows with an `episode`, whether more than the times crosses to `member`.

    The same as `permissions.sharing.towards`, for many episodes at once.
    """
    place = _places().filter(episode=OuterRef("episode"), member=member)
    latest = SharingChoice.objects.filter(episode=OuterRef("episode")).order_by("-number")
    chosen_at = Coalesce(Subquery(latest.values("chosen_at")[:1]), F("episode__started_at"))
    knew = Q(GreaterThanOrEqual(chosen_at, Subquery(place.values("started_at")[:1])))
    open_ = Q(
        Exact(Coalesce(Subquery(latest.values("preset")[:1]), Value(Preset.ASK.value)), Preset.SEPARATE.value)
    )
    return {"crosses": Case(When(knew & ~open_, then=True), default=False, output_field=BooleanField())}


def as_chosen(row: SharingChoice | None) -> Sharing:
    """Return a row as the rules read it; without one, what stands unless something is chosen."""
    return row.sharing() if row else NOTHING_CHOSEN


def shown_since(kind: Kind, to: Member) -> Exists:
    """Return, for a query of things with an `episode`, whether each was shown to `to` since the preset was chosen."""
    latest = SharingChoice.objects.filter(episode=OuterRef("episode")).order_by("-number")
    since = Coalesce(Subquery(latest.values("preset_at")[:1]), F("episode__started_at"))
    shown = Release.objects.filter(object_id=OuterRef("pk"), kind=kind.value, to=to, on=True)
    return Exists(shown.filter(at__gte=since))


def sharing_of(episode: Episode) -> SharingChoice | None:
    """Return the client's choice that stands, if they made one."""
    return SharingChoice.objects.filter(episode=episode).order_by("-number").first()


def latest_release(kind: Kind, object_id: Any, to: Any = None) -> Subquery:
    """Return, as part of another query, whether the latest word on one thing is open (null: none yet).

    Without `to` it is the latest word whomever it was about, so that what was hidden from one helper
    stays hidden from the next.
    """
    rows = Release.objects.filter(kind=kind.value, object_id=object_id)
    rows = rows.filter(to=to) if to else rows
    return Subquery(rows.order_by("-at", "-id").values("on")[:1])


def open_releases(episode: Episode) -> list[Release]:
    """Return the latest row of each thing that is open to somebody now."""
    newest = Release.objects.filter(
        episode=OuterRef("episode"), object_id=OuterRef("object_id"), kind=OuterRef("kind"), to=OuterRef("to")
    ).order_by("-at", "-id")
    return list(Release.objects.filter(episode=episode, on=True, pk=Subquery(newest.values("pk")[:1])))


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
    return list(_held().filter(episode=episode).select_related("member").order_by("-role", "started_at"))


@Prepared
def _team(episode: UUID) -> QuerySet[TeamMember]:
    return _places().filter(episode=episode).select_related("member").order_by("-role", "started_at")


def helped_by(member: Member | UUID) -> QuerySet[Any]:
    """Return, as part of another query, the ids of the episodes on whose team `member` is now."""
    return _places().filter(member=member).values("episode_id")


def held_by(member: Member | UUID) -> QuerySet[TeamMember]:
    """Return, as part of another query, the places that `member` holds now, with those the client has paused."""
    return _held().filter(member=member)


def are_helping(episode: Episode | UUID, members: Collection[Member], until: datetime) -> bool:
    """Return whether all of these help the episode's client now, and none covers for less than `until`."""
    stay = _places().filter(Q(until=None) | Q(until__gte=until), episode=episode, member__in=members)
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
    rows = rows.exclude(member__in=_held().filter(episode=episode).values("member"))
    return list(rows.select_related("member").order_by("-ended_at"))


def team_news(member: UUID, since: datetime) -> QuerySet[TeamMember]:
    """Return, as part of another query, places of a helper whose client paused with them, or that ended, since then."""
    back = _held().filter(member=member, episode=OuterRef("episode"))
    gone = Q(ended_at__gte=since) & ~Exists(back)
    return TeamMember.objects.filter(gone | Q(paused_at__gte=since, ended_at=None), member=member)


def episode_by_id(episode_id: UUID) -> Episode | None:
    """Return one episode of the current practice, with its client."""
    return Episode.objects.filter(pk=episode_id).select_related("client").first()


def newcomers() -> dict[str, Any]:
    """Return, as parts of a query of episodes, the `newcomer` of whom the client has not yet said what they may see.

    That is the same as `permissions.sharing.towards`: who joined after the client's latest choice.
    """
    latest = SharingChoice.objects.filter(episode=OuterRef(OuterRef("pk"))).order_by("-number")
    knew = Coalesce(Subquery(latest.values("chosen_at")[:1]), OuterRef("started_at"))
    new = _places().filter(episode=OuterRef("pk"), started_at__gt=knew).order_by("started_at")
    return {"newcomer": Subquery(new.values("member__name")[:1])}


def leavers(since: datetime) -> dict[str, Any]:
    """Return, as parts of a query of episodes, the `leaver` whose place ended last since then and still is ended."""
    back = _held().filter(episode=OuterRef("episode"), member=OuterRef("member"))
    left = TeamMember.objects.filter(~Exists(back), episode=OuterRef("pk"), ended_at__gte=since)
    return {"leaver": Subquery(left.order_by("-ended_at").values("member__name")[:1])}


# --- For the lead, who reads names, roles and dates ---


def open_episode_of(client_id: UUID) -> Episode | None:
    """Return a client's open episode."""
    return Episode.objects.filter(client=client_id, ended_at=None).select_related("client").first()


def wishes_waiting(limit: int = 25) -> list[Any]:
    """Return, as rows, the clients who would like another helper, and in which role, longest first."""
    open_ = ChangeWish.objects.filter(settled_at=None, episode__ended_at=None).order_by("asked_at", "id")
    rows = open_.annotate(client_id=F("episode__client"), client_name=F("episode__client__name"))
    return list(rows.values_list("client_id", "client_name", "role", named=True)[:limit])


def without_therapist(limit: int = 25) -> list[Any]:
    """Return, as rows, the clients whose team has no therapist now, and whether it has a peer."""
    held = _held().filter(episode=OuterRef("pk"))
    open_ = Episode.objects.filter(~Exists(held.filter(role=Role.THERAPIST.value)), ended_at=None)
    rows = open_.annotate(client_name=F("client__name"), has_peer=Exists(held.filter(role=Role.PEER.value)))
    return list(
        rows.order_by("started_at", "id").values_list("client_id", "client_name", "has_peer", named=True)[
            :limit
        ]
    )


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


def outside_person() -> OutsidePerson | None:
    """Return whom complaints go to in this practice now, or None while nobody is named."""
    return OutsidePerson.objects.order_by("-at", "-id").first()


def holidays_from(day: date) -> list[Holiday]:
    """Return holidays on or after `day`, soonest first."""
    return list(Holiday.objects.filter(on__gte=day).order_by("on"))


def cover_rota() -> list[CoverHours]:
    """Return who covers when, in the order of the week."""
    return list(CoverHours.objects.select_related("member").order_by("weekday", "opens", "id"))


def turns_on(weekday: int) -> list[CoverHours]:
    """Return who covers on one weekday, of those who still may, earliest first."""
    able = RoleGrant.objects.filter(member=OuterRef("member"), role__in=COVERS, ended_at=None)
    rows = CoverHours.objects.filter(Exists(able), weekday=weekday).select_related("member")
    return list(rows.order_by("opens", "closes", "id"))
