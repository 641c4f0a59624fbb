"""Find what was sent, and what waits for a helper."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from tandem.care.models import Episode, TeamMember
from tandem.people.models import Member
from tandem.relays.models import Relay
from tandem.relays.rules import About


def sent_in(episode: Episode | UUID) -> QuerySet[Any]:
    """Return what the client sent, latest first, with whom it went to (`to_name`) and their role (`to_role`)."""
    role = TeamMember.objects.filter(episode=OuterRef("episode"), member=OuterRef("to")).values("role")[:1]
    sent = Relay.objects.filter(episode=episode).annotate(to_role=Subquery(role), to_name=F("to__name"))
    return sent.order_by("-sent_at", "id")


def reply_in(row: Any) -> str:
    """Return the reply in a row of `sent_in` that holds its `id` and `reply`."""
    return str(Relay(pk=row.id, reply=row.reply).reply)


def to_member(episode: Episode, about_id: UUID, member: Member) -> Relay | None:
    """Return what was sent to this helper about one thing."""
    return Relay.objects.filter(episode=episode, about_id=about_id, to=member).first()


def is_told(about: About, about_id: UUID, member: Member) -> bool:
    """Return whether this helper was sent this before."""
    return Relay.objects.filter(kind=about.value, about_id=about_id, to=member).exists()


def about(episode: Episode, ids: Iterable[UUID]) -> list[Relay]:
    """Return what was sent about these things."""
    return list(Relay.objects.filter(episode=episode, about_id__in=list(ids)).select_related("to"))
