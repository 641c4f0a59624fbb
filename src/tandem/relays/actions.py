"""Deliver what the client chose to send; take the helper's answer back to the client."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.record.actions import happened
from tandem.relays.events import RelayAcknowledged
from tandem.relays.models import Relay
from tandem.relays.rules import About


class AlreadyAcknowledged(Exception):
    """The helper has answered before; the first answer stands."""


def deliver(*, episode: Episode, about: About, about_id: UUID, to: Iterable[Member], at: datetime) -> None:
    """Put one point before each helper, in the caller's transaction, whose event says so."""
    Relay.objects.bulk_create(
        Relay(episode=episode, kind=about.value, about_id=about_id, to=person, sent_at=at) for person in to
    )


@transaction.atomic
def acknowledge(*, relay: Relay, reply: str, by: Member, at: datetime) -> None:
    """Say "I have read this", perhaps with one line. Raises `AlreadyAcknowledged`."""
    if not Relay.objects.filter(pk=relay.pk, acknowledged_at=None).update(acknowledged_at=at):
        raise AlreadyAcknowledged
    if reply:
        relay.reply = reply
        relay.save(update_fields=["reply"])
    happened(RelayAcknowledged(relay.episode_id, relay.pk, bool(reply)), by=by.pk, at=at)
