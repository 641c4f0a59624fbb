"""Pages that were opened in an emergency, and who may still read one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from tandem.care.models import Emergency, EmergencyReview, Episode
from tandem.care.rules import REVIEWED_WITHIN
from tandem.people.models import Member, NameKey, RoleGrant
from tandem.people.rules import name_keys, plain_words
from tandem.permissions.rules import Basis, Role, Standing

AT_MOST = 5  # our choice: people of one name, of whom one is meant
SHOWN = timedelta(days=30)  # our choice: as long as names on lists are shown


def open_emergency(episode_id: UUID, member_id: UUID, at: datetime) -> Emergency | None:
    """Return the emergency in which a member may read an episode at this moment."""
    rows = Emergency.objects.filter(episode=episode_id, by=member_id, at__lte=at, until__gt=at)
    still = RoleGrant.objects.filter(member=member_id, role=OuterRef("role"), ended_at=None)
    return rows.filter(Exists(still)).order_by("-at").first()


def emergency_standing(
    episode_id: UUID, member: Member, at: datetime
) -> tuple[Episode | None, Standing | None]:
    """Return an episode, and where somebody stands who opened it in an emergency; neither when they did not."""
    found = open_emergency(episode_id, member.pk, at)
    if found is None:
        return None, None
    episode = Episode.objects.select_related("client").get(pk=episode_id)
    return episode, Standing(Role(found.role), episode.ended_at is None, basis=Basis.EMERGENCY)


def by_whole_name(name: str) -> list[Any]:
    """Return, as rows, the clients with helpers who are called exactly this; no part of a name finds anybody."""
    words = plain_words(name)
    if len(words) < 2:  # a first name alone is no whole name
        return []
    keys = NameKey.objects.filter(key__in=name_keys(name), member=OuterRef("client"))
    rows = Episode.objects.filter(Exists(keys), ended_at=None).order_by("id")
    found = rows.values_list("client_id", "client__name", "client__born_on", named=True)[:AT_MOST]
    return [row for row in found if sorted(plain_words(row.client__name)) == sorted(words)]


def emergency_once(emergency_id: UUID) -> Emergency | None:
    """Return an emergency by its id, with whom it is about and whom it concerns."""
    return Emergency.objects.filter(pk=emergency_id).select_related("episode__client", "by").first()


def emergencies(at: datetime) -> list[Any]:
    """Return what waits to be reviewed, and what was opened lately, each with `finding` (null: none yet)."""
    rows = _with_review().filter(Q(at__gte=at - SHOWN) | Q(finding=None))
    return list(rows.select_related("episode__client", "by").order_by("-at")[:100])


def emergencies_of(episode: Episode, at: datetime) -> list[Any]:
    """Return when a client's page was opened in an emergency lately, by whom, and what was found of it."""
    rows = _with_review().filter(episode=episode, at__gte=at - SHOWN)
    return list(rows.select_related("by").order_by("-at")[:10])


def late_emergencies(at: datetime) -> list[Emergency]:
    """Return those that should have been reviewed by now."""
    rows = _with_review().filter(finding=None, at__lt=at - REVIEWED_WITHIN)
    return list(rows.select_related("by"))


def with_emergency(since: datetime) -> dict[str, Any]:
    """Return, as parts of a query of episodes, who opened the page in an emergency last since then, and when."""
    rows = Emergency.objects.filter(episode=OuterRef("pk"), at__gte=since).order_by("-at")
    return {
        "emergency_by": Subquery(rows.values("by__name")[:1]),
        "emergency_at": Subquery(rows.values("at")[:1]),
    }


def to_review() -> bool:
    """Return whether any emergency waits to be reviewed."""
    return _with_review().filter(finding=None).exists()


def _with_review() -> Any:
    review = EmergencyReview.objects.filter(emergency=OuterRef("pk"))
    return Emergency.objects.annotate(finding=Subquery(review.values("finding")[:1]))
