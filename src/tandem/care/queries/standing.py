"""Where a person stands towards an episode, and what crosses to them."""

from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, Now
from django.db.models.lookups import Exact, GreaterThanOrEqual

from tandem.care.models import (
    Episode,
    Release,
    SharingChoice,
    TeamMember,
)
from tandem.people.models import Member
from tandem.permissions.rules import Basis, Kind, Role, Standing
from tandem.permissions.sharing import FLAGS, NOTHING_CHOSEN, Preset, Sharing, Start, towards
from tandem.tenancy.prepared import Prepared


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
    basis = Basis.COVER if episode.covers_until else Basis.TEAM
    return episode, Standing(Role(episode.my_role), episode.ended_at is None, shared, sharing, paused, basis)


def _with_role(episode: UUID, member: UUID) -> QuerySet[Any]:
    place = held().filter(episode=OuterRef("pk"), member=member)
    episodes = Episode.objects.select_related("client").filter(pk=episode)
    return episodes.annotate(
        my_role=Subquery(place.values("role")[:1]),
        joined_at=Subquery(place.values("started_at")[:1]),
        paused_at=Subquery(place.values("paused_at")[:1]),
        covers_until=Subquery(place.values("until")[:1]),
        **latest_sharing(),
    )


def _with_shared(episode: UUID, member: UUID, about: UUID) -> QuerySet[Any]:
    kinds = {f"shared_{kind.value}": latest_release(kind, about, member) for kind in Kind}
    return _with_role(episode, member).annotate(**kinds)


_standing, _shared = Prepared(_with_role), Prepared(_with_shared)


def held() -> QuerySet[TeamMember]:
    """Return the places on teams that are held now: not ended, of a member who still has that role."""
    return TeamMember.objects.filter(
        Q(until=None) | Q(until__gt=Now()),
        ended_at=None,
        member__grants__role=F("role"),
        member__grants__ended_at=None,
    )


def helping() -> QuerySet[TeamMember]:
    """Return the places of those who help now: held, and not paused by the client."""
    return held().filter(paused_at=None)


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
    place = helping().filter(episode=OuterRef("episode"), member=member)
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


def shown_since(kind: Kind, to: Member | UUID) -> Exists:
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
