"""Somebody opens a client's page in an emergency."""

from typing import Any

from django.test import Client
from django.utils import timezone

from tandem.care.actions import open_in_emergency
from tandem.care.models import Emergency
from tandem.care.rules import Reason
from tandem.tenancy.keys import uuid7
from tests.cast import PASSWORD, Actor, World
from tests.parts.meetings import an_episode

WHY = "Found on the stairs, nobody answers."


def an_emergency(world: World, name: str = "on_call", at: Any = None) -> Emergency:
    """Let somebody of the cast open Cleo's page."""
    return open_in_emergency(
        emergency_id=uuid7(), episode=an_episode(world), by=world.actor(name).member, role=name, reason=Reason.DANGER,
        words=WHY, at=at or timezone.now(),
    )  # fmt: skip


def proven(who: Actor | Client, url: str) -> Any:
    """Open an address that asks for the password first, and type it."""
    who.get(url)
    return who.post(url, {"proof": PASSWORD, "proof_for": "open"})
