"""What clients ask about their records, holds, what left the practice, and a record that is old."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tandem.care.models import Episode
from tandem.keeping import actions
from tandem.keeping.models import Hold, RecordRequest
from tandem.keeping.rules import Asked, Ground, HoldReason, What
from tandem.people.actions import add_member
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.tenancy.keys import uuid7
from tests.cast import World

LONG_AGO = timedelta(days=8 * 366)


def a_request(world: World, asked: Asked, words: str = "") -> RecordRequest:
    """Let Cleo ask something about her record."""
    return actions.ask(client=world.actor("cleo").member, asked=asked, words=words, at=timezone.now())


def a_hold(world: World, client: Member, words: str = "", told: bool = True) -> Hold:
    """Let the lead hold a record."""
    return actions.hold(
        client=client, reason=HoldReason.COURT, words=words, told=told, by=world.actor("lead").member,
        at=timezone.now(),
    )  # fmt: skip


def a_disclosure(world: World, client: Member, to: str, words: str = "") -> None:
    """Let the lead note what left the practice."""
    at = timezone.now()
    actions.note_disclosure(
        disclosure_id=uuid7(), client=client, to=to, what=What.PART, ground=Ground.LAW, words=words,
        on=timezone.localdate(at), by=world.actor("lead").member, at=at,
    )  # fmt: skip


def an_old_client(world: World, name: str = "Olga Old", at: datetime | None = None) -> Any:
    """Write a client whose only course of therapy ended eight years ago. Returns the episode."""
    then = (at or timezone.now()) - LONG_AGO
    client = add_member(name=name, email="", roles=[Role.CLIENT], by=None, at=then - timedelta(days=200))
    return Episode.objects.create(client=client, started_at=then - timedelta(days=200), ended_at=then)
