"""Find whether looking back together was asked for, and what the client said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tandem.care.models import Episode
from tandem.care.queries import helped_by, team
from tandem.people.models import Member
from tandem.relays.models import Review
from tandem.relays.rules import Asking, asking


def with_review(episodes: QuerySet[Episode], asked_since: datetime) -> QuerySet[Any]:
    """Return episodes with the request that waits for the client: its `review_id`, and who asked, `review_by`.

    Both are null when none waits, when it has waited too long, or when whoever asked is no longer on the team.
    """
    still: Any = helped_by(OuterRef("asked_by"))  # type: ignore[arg-type]
    asked = Review.objects.filter(Exists(still.filter(episode=OuterRef("episode"))), answered_at=None)
    asked = asked.filter(episode=OuterRef("pk"), asked_at__gt=asked_since)
    return episodes.annotate(
        review_id=Subquery(asked.values("pk")[:1]), review_by=Subquery(asked.values("asked_by__name")[:1])
    )


def latest_review(episode: Episode) -> Review | None:
    """Return the request that was made last."""
    return Review.objects.filter(episode=episode).order_by("-asked_at", "-id").first()


def review(episode: Episode, review_id: UUID) -> Review | None:
    """Return one request of an episode."""
    return Review.objects.filter(episode=episode, pk=review_id).select_related("asked_by", "episode").first()


def asking_of(episode: Episode, by: Member, at: datetime) -> Asking:
    """Return whether `by` may ask now, and if not, as much of the reason as is theirs to know."""
    places, latest = team(episode), latest_review(episode)
    return asking(
        roles={place.role for place in places},
        unanswered_since=latest.asked_at if latest and latest.answered_at is None else None,
        mine=latest is not None and latest.asked_by_id == by.pk,
        asker_stays=latest is not None and latest.asked_by_id in {place.member_id for place in places},
        said_no_at=latest.answered_at if latest and latest.answer == "no" else None,
        at=at,
    )
