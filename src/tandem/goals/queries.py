"""Find an episode's goals, as far as somebody may see them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from tandem.care.models import Episode
from tandem.care.queries import episode_and_standing, latest_release, shown_since
from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.permissions.rules import Kind, Role, Standing
from tandem.permissions.sharing import Crossing


def visible(episode: Episode, standing: Standing, viewer: Member) -> list[Goal]:
    """Return the goals that a team member may see, open ones first: all, but for those hidden from a peer.

    Where the client keeps their helpers separate, a peer sees only what was shown to them since.
    """
    peer = viewer.pk if standing.role is Role.PEER else None
    goals = seen(episode.pk, by_peer=peer, crosses=standing.lets(Crossing.GOALS))
    return sorted(goals, key=lambda goal: (goal.closed_at is not None, goal.proposed_at))


def seen(episode: UUID, *, by_peer: UUID | None = None, crosses: bool = True) -> QuerySet[Goal]:
    """Return an episode's goals; `by_peer` leaves out what is hidden from that peer, `crosses` as `visible` says."""
    goals = Goal.objects.filter(episode=episode).order_by("closed_at", "proposed_at", "id")
    if by_peer:
        goals = goals.annotate(shown=Coalesce(latest_release(Kind.GOAL, OuterRef("pk")), Value(True)))
        goals = goals.filter(shown=True)
        if not crosses:
            goals = goals.filter(shown_since(Kind.GOAL, by_peer))
    return goals


def with_peer_view(episode: Episode, peers: Sequence[Member]) -> list[Any]:
    """Return all goals for the client, each with `shown`: which of these peers see it now."""
    goals: list[Any] = list(Goal.objects.filter(episode=episode))
    seen = {peer: _seen_by(episode, peer) for peer in peers}
    for goal in goals:
        goal.shown = [peer for peer in peers if goal.pk in seen[peer]]
    return sorted(goals, key=lambda goal: (goal.closed_at is not None, goal.proposed_at))


def _seen_by(episode: Episode, peer: Member) -> set[UUID]:
    _, standing = episode_and_standing(episode.pk, peer)
    return {goal.pk for goal in visible(episode, standing, peer)} if standing else set()


def one(episode: Episode, goal_id: UUID) -> Goal | None:
    """Return one goal of an episode."""
    return Goal.objects.filter(episode=episode, pk=goal_id).first()
