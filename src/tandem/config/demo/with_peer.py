"""Tell what came of a meeting with the peer: topics, an explanation, something noticed, looking back together."""

from datetime import datetime, timedelta

from tandem.appointments.models import Appointment
from tandem.config.demo.story import WithPeer
from tandem.people.models import Member
from tandem.relays.actions import acknowledge, answer_review, ask_review, choose_topics, explain, keep_noticed
from tandem.relays.queries import latest_review, to_member
from tandem.relays.rules import Topic
from tandem.tenancy.keys import uuid7


def tell_with_peer(meeting: Appointment, peer: Member, told: WithPeer, now: datetime) -> None:
    """Let client and peer do so after their meeting; the therapist has not read of it yet."""
    episode, at = meeting.episode, meeting.ends_at
    topics, client = [Topic(one) for one in told.topics], episode.client
    keep_noticed(noticed_id=uuid7(), meeting=meeting, words=told.noticed, by=peer, at=at)
    choose_topics(episode=episode, topics=topics, seen=None, by=client, at=at)
    explain(
        explanation_id=uuid7(), episode=episode, topic=topics[0], words=told.explained, by=peer,
        at=min(at + timedelta(hours=1), now),
    )  # fmt: skip
    ask_review(episode=episode, by=peer, at=at)
    review, answered = latest_review(episode), min(at + timedelta(days=1), now)
    if review:
        answer_review(review=review, yes=True, by=client, at=answered)
        relay = to_member(episode, review.pk, peer)
        if relay:
            acknowledge(relay=relay, reply="", by=peer, at=answered)
