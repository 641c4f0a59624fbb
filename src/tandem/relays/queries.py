"""Find what was sent, and what waits for a helper."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tandem.care.models import Episode, TeamMember
from tandem.people.models import Member
from tandem.relays.models import Relay


def waiting_for(member: Member) -> QuerySet[Relay]:
    """Return what clients sent this helper and waits to be read, oldest first."""
    waiting = Relay.objects.filter(to=member, acknowledged_at=None)
    return waiting.select_related("episode__client").order_by("sent_at", "id")


def sent_in(episode: Episode, limit: int = 6) -> list[Relay]:
    """Return what the client sent lately, latest first, with whom it went to and their role (`to_role`)."""
    role = TeamMember.objects.filter(episode=OuterRef("episode"), member=OuterRef("to")).values("role")[:1]
    sent = Relay.objects.filter(episode=episode).select_related("to").annotate(to_role=Subquery(role))
    return list(sent.order_by("-sent_at", "id")[:limit])


def to_member(episode: Episode, about_id: UUID, member: Member) -> Relay | None:
    """Return what was sent to this helper about one thing."""
    return Relay.objects.filter(episode=episode, about_id=about_id, to=member).first()


def about(episode: Episode, ids: Iterable[UUID]) -> list[Relay]:
    """Return what was sent about these things."""
    return list(Relay.objects.filter(episode=episode, about_id__in=list(ids)).select_related("to"))
