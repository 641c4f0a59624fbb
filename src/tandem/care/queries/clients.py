"""Episodes of clients, and those who wait."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from tandem.care.models import (
    ChangeWish,
    Episode,
    HistoryItem,
)
from tandem.care.queries.standing import held
from tandem.people.models import Member, RoleGrant
from tandem.permissions.rules import Role


def own_episodes(member: Member | UUID) -> QuerySet[Episode]:
    """Return the client's own open episode: one, or none."""
    return Episode.objects.filter(client=member, ended_at=None).select_related("client")


def open_episode_of(client_id: UUID) -> Episode | None:
    """Return a client's open episode."""
    return Episode.objects.filter(client=client_id, ended_at=None).select_related("client").first()


def episode_by_id(episode_id: UUID) -> Episode | None:
    """Return one episode of the current practice, with its client."""
    return Episode.objects.filter(pk=episode_id).select_related("client").first()


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
    return list(history_of(client.pk).order_by("-starts_at", "id")[:limit])


def history_of(client_id: UUID) -> QuerySet[HistoryItem]:
    """Return the same, all of it, as part of another query."""
    return HistoryItem.objects.filter(client=client_id)


def wishes_waiting(limit: int = 25) -> list[Any]:
    """Return, as rows, the clients who would like another helper, and in which role, longest first."""
    open_ = ChangeWish.objects.filter(settled_at=None, episode__ended_at=None).order_by("asked_at", "id")
    rows = open_.annotate(client_id=F("episode__client"), client_name=F("episode__client__name"))
    return list(rows.values_list("client_id", "client_name", "role", named=True)[:limit])


def without_therapist(limit: int = 25) -> list[Any]:
    """Return, as rows, the clients whose team has no therapist now, and whether it has a peer."""
    places = held().filter(episode=OuterRef("pk"))
    open_ = Episode.objects.filter(~Exists(places.filter(role=Role.THERAPIST.value)), ended_at=None)
    rows = open_.annotate(client_name=F("client__name"), has_peer=Exists(places.filter(role=Role.PEER.value)))
    return list(
        rows.order_by("started_at", "id").values_list("client_id", "client_name", "has_peer", named=True)[
            :limit
        ]
    )
