"""A helper asks whether the three could look back together; the client says yes or no."""

from datetime import datetime

from django.db import transaction

from tandem.care.models import Episode
from tandem.care.queries import team
from tandem.people.models import Member
from tandem.record.actions import happened
from tandem.relays.actions.points import deliver, one_at_a_time
from tandem.relays.events import ReviewAnswered, ReviewAsked
from tandem.relays.models import Review
from tandem.relays.queries import asking_of, latest_review
from tandem.relays.rules import About, Asking


class CannotAsk(Exception):
    """It was asked already, the client said no not long ago, or the three are not complete."""


class AlreadyAnswered(Exception):
    """The client answered before; the first answer stands."""


@transaction.atomic
def ask_review(*, episode: Episode, by: Member, at: datetime) -> None:
    """Ask the client to look back, all three, earlier than planned. Raises `CannotAsk`."""
    one_at_a_time(episode)
    if asking_of(episode, by, at) is not Asking.POSSIBLE:
        raise CannotAsk
    latest = latest_review(episode)
    if latest and latest.answered_at is None:  # whoever asked has left, or it has left the client's Today
        latest.asked_by, latest.asked_at = by, at
        latest.save(update_fields=["asked_by", "asked_at"])
    else:
        latest = Review.objects.create(episode=episode, asked_by=by, asked_at=at)
    happened(ReviewAsked(episode.pk, latest.pk), by=by.pk, at=at)


@transaction.atomic
def answer_review(*, review: Review, yes: bool, by: Member, at: datetime) -> None:
    """Keep the client's answer. A yes goes to all helpers; a no only to the one who asked, as "not now".

    Raises `AlreadyAnswered`.
    """
    one_at_a_time(review.episode)
    review.refresh_from_db()
    if review.answered_at:
        raise AlreadyAnswered
    review.answer, review.answered_at = "yes" if yes else "no", at
    review.save(update_fields=["answer", "answered_at"])
    to = [place.member for place in team(review.episode)] if yes else [review.asked_by]
    deliver(episode=review.episode, about=About.REVIEW, about_id=review.pk, to=to, at=at)
    happened(ReviewAnswered(review.episode_id, review.pk, review.answer), by=by.pk, at=at)
