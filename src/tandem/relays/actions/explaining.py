"""The client opens and closes topics; a peer explains something under an open one."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tandem.care.models import Episode
from tandem.care.queries import as_chosen, sharing_of, team
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.permissions.sharing import Preset
from tandem.record.actions import happened
from tandem.relays.actions.points import AlreadyDecided, deliver, keep, one_at_a_time
from tandem.relays.events import Explained, TopicsChosen
from tandem.relays.models import Explanation, Relay, StandingYes
from tandem.relays.queries import explanation_once, newest_yes, standing_of
from tandem.relays.rules import About, Topic


class ChangedMeanwhile(Exception):
    """Another page changed the topics since this one was opened."""


class KeptApart(Exception):
    """The client chose to keep their helpers separate; with that there is no standing yes."""


class TopicClosed(Exception):
    """The client closed the topic, or it has ended."""


class NobodyToTell(Exception):
    """No therapist is on the team now."""


@transaction.atomic
def choose_topics(
    *, episode: Episode, topics: Collection[Topic], seen: UUID | None, by: Member, at: datetime
) -> None:  # fmt: skip
    """Open these topics from now on, each for its full time, and close the others.

    `seen` is the newest row that the page knew of. Raises `ChangedMeanwhile` when there is a newer one,
    unless that one says the same.
    """
    one_at_a_time(episode)
    if topics and as_chosen(sharing_of(episode)).preset is Preset.SEPARATE:
        raise KeptApart
    was_on = {one.topic for one in standing_of(episode, team(episode), at) if one.on}
    if newest_yes(episode) != seen:
        if was_on != set(topics):
            raise ChangedMeanwhile
        return
    closed = [topic for topic in Topic if topic in was_on and topic not in topics]
    opened = [topic for topic in Topic if topic in topics]
    if opened or closed:
        _write(episode, opened, closed, by, at)


@transaction.atomic
def close_topic(*, episode: Episode, topic: Topic, by: Member, at: datetime) -> None:
    """Close one topic from the next request on; closing it again changes nothing."""
    one_at_a_time(episode)
    if any(one.topic is topic and one.on for one in standing_of(episode, team(episode), at)):
        _write(episode, [], [topic], by, at)


def _write(episode: Episode, opened: list[Topic], closed: list[Topic], by: Member, at: datetime) -> None:
    """Add the rows; of what was explained under a closed topic, take back what nobody has read."""
    for topics, on in ((opened, True), (closed, False)):
        StandingYes.objects.bulk_create(
            StandingYes(episode=episode, topic=topic.value, on=on, at=at) for topic in topics
        )
    told = Explanation.objects.filter(episode=episode, topic__in=[topic.value for topic in closed])
    unread = Relay.objects.filter(kind=About.EXPLAINED.value, about_id__in=told.values("pk"))
    unread.filter(acknowledged_at=None, withdrawn_at=None).update(withdrawn_at=at)
    names = (tuple(topic.value for topic in opened), tuple(topic.value for topic in closed))
    happened(TopicsChosen(episode.pk, *names), by=by.pk, at=at)


@transaction.atomic
def explain(
    *, explanation_id: UUID, episode: Episode, topic: Topic, words: str, by: Member, at: datetime
) -> None:  # fmt: skip
    """Put one line of a peer before the therapist, under an open topic; the client reads it at once.

    Raises `AlreadyDecided` for a form that was sent before, `TopicClosed` or `NobodyToTell`.
    """
    one_at_a_time(episode)
    if explanation_once(episode, explanation_id):
        raise AlreadyDecided
    places = team(episode)
    if not any(one.topic is topic and one.left for one in standing_of(episode, places, at)):
        raise TopicClosed
    therapists = [place.member for place in places if place.role == Role.THERAPIST]
    if not therapists:
        raise NobodyToTell
    row = Explanation(pk=explanation_id, episode=episode, topic=topic.value, words=words, by=by, at=at)
    keep(row)
    deliver(episode=episode, about=About.EXPLAINED, about_id=row.pk, to=therapists, at=at)
    ids = tuple(person.pk for person in therapists)
    happened(Explained(episode.pk, row.pk, topic.value, ids), by=by.pk, at=at)
