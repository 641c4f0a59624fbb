"""Short ways to a consent and an introduction, for tests that need many."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tandem.care.queries import team
from tandem.consents import texts
from tandem.consents.actions import introduce, say_yes
from tandem.consents.queries import introduction, present_at
from tandem.consents.rules import ConsentKind, Method, Topic
from tandem.tenancy.keys import uuid7
from tests.cast import World
from tests.parts.meetings import an_episode


def an_introduction(world: World, at: datetime | None = None) -> UUID:
    """Let Theo and Priya introduce themselves to Cleo. Returns the introduction's id."""
    episode, key = an_episode(world), uuid7()
    introduce(
        introduction_id=key, episode=episode, topics=[Topic.WHO, Topic.NEVER], present=team(episode),
        by=world.actor("theo").member, at=at or timezone.now(),
    )  # fmt: skip
    return key


def a_yes(world: World, kind: ConsentKind, at: datetime | None = None) -> None:
    """Let Cleo say yes in her own account."""
    episode = an_episode(world)
    say_yes(
        consent_id=uuid7(), episode=episode, kind=kind, seen=texts.current(kind, "en").sha256,
        method=Method.ON_SCREEN, by=episode.client, at=at or timezone.now(),
    )  # fmt: skip


def a_yes_in_the_room(world: World, kind: ConsentKind) -> None:
    """Let Cleo say yes after Theo and Priya explained it together."""
    episode = an_episode(world)
    found = introduction(episode, an_introduction(world))
    assert found
    say_yes(
        consent_id=uuid7(), episode=episode, kind=kind, seen=texts.current(kind, "en").sha256,
        method=Method.IN_PERSON, explained_by=present_at(found), by=world.actor("theo").member, at=timezone.now(),
    )  # fmt: skip


def answer(kind: ConsentKind, said: str = "yes", **more: Any) -> dict[str, Any]:
    """Return the form under a text as the browser sends it."""
    return {"seen": texts.current(kind, "en").sha256, "once": str(uuid7()), "answer": said} | more
