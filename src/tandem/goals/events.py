"""What can happen to a goal."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class GoalProposed:
    """The client said what they want to reach."""

    episode_id: UUID
    goal_id: UUID


@dataclass(frozen=True)
class GoalClosed:
    """The client closed a goal."""

    episode_id: UUID
    goal_id: UUID
