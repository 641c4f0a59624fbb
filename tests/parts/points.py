"""Short ways to a point and its relays, for tests that need many."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tandem.care.queries import team
from tandem.relays.actions import approve, write_draft
from tandem.relays.models import Draft, Point, Relay
from tandem.relays.rules import Way
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.meetings import an_episode

WORDS = "I want to stop the homework for a while."
FORM = "/e/{}/points/new/"


def say_url(world: World) -> str:
    """Return where Cleo says something."""
    return FORM.format(world.episode_id)


def list_url(world: World) -> str:
    """Return where everything Cleo said is listed."""
    return f"/e/{world.episode_id}/points/"


def point_url(point: Point | UUID, world: World, then: str = "") -> str:
    """Return where a point is read, or what can be done there."""
    return f"/e/{world.episode_id}/points/{getattr(point, 'pk', point)}/{then}"


def draft_url(draft: Draft, then: str = "") -> str:
    """Return where the client decides on a draft."""
    return f"/e/{draft.episode_id}/drafts/{draft.pk}/{then}"


def said(
    world: World, to: str = "theo", way: str = "for_me", words: str = WORDS, **more: Any
) -> dict[str, Any]:
    """Return the client's form as the browser sends it."""
    seen = " ".join(str(place.member_id) for place in team(an_episode(world)))
    form = {"words": words, "to": str(world.people[to][0]), "way": way, "team": seen, "once": str(uuid7())}
    return form | more


def a_point(
    world: World, way: Way = Way.FOR_ME, to: str = "theo", words: str = WORDS, at: datetime | None = None
) -> Point:
    """Let Cleo say something, without a browser."""
    episode = an_episode(world)
    return approve(
        point_id=uuid7(), episode=episode, words=words, way=way, to=world.actor(to).member,
        team_seen=[place.member_id for place in team(episode)], by=episode.client, at=at or timezone.now(),
    )  # fmt: skip


def a_draft(world: World, words: str = WORDS, at: datetime | None = None) -> Draft:
    """Let Priya write something down with Cleo."""
    key, priya = uuid7(), world.actor("priya").member
    write_draft(draft_id=key, episode=an_episode(world), words=words, by=priya, at=at or timezone.now())
    return Draft.objects.get(pk=key)


def relay_to(point: Point, who: Actor) -> Relay:
    """Return a point's relay to one person."""
    return Relay.objects.get(about_id=point.pk, to=who.pk)
