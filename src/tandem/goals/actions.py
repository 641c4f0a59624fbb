"""Propose a goal, close it."""

from datetime import datetime

from django.db import transaction

from tandem.care.models import Episode
from tandem.goals.events import GoalClosed, GoalProposed
from tandem.goals.models import Goal
from tandem.people.models import Member
from tandem.record.actions import happened


@transaction.atomic
def propose_goal(*, episode: Episode, wording: str, by: Member, at: datetime) -> Goal:
    """Keep what the client wants to reach."""
    goal = Goal.objects.create(episode=episode, wording=wording, proposed_at=at)
    happened(GoalProposed(episode.pk, goal.pk), by=by.pk, at=at)
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, by: Member, at: datetime) -> None:
    """Close a goal; closing it again changes nothing."""
    if Goal.objects.filter(pk=goal.pk, closed_at=None).update(closed_at=at):
        happened(GoalClosed(goal.episode_id, goal.pk), by=by.pk, at=at)
