"""The card at the end of the first ten minutes: printed, or sent to a careful address."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.people.models import Invitation, Member
from tests.cast import Actor, World
from tests.language.visible import blocks
from tests.parts.beginning import (
    REACH,
    handed_over,
)
from tests.parts.meetings import text


@pytest.fixture
def device() -> Client:
    """A device on which nobody is signed in."""
    return Client()


@pytest.fixture
def at_the_start(world: World) -> None:
    """Let Cleo have no account yet."""
    Member.objects.filter(pk=world.people["cleo"][0]).update(user=None)


def card(device: Client, url: str) -> str:
    """Go on to the card, and return it."""
    device.post(f"{url}hopes/", {"go": "skip"})
    return text(device.get(f"{url}card/"))


def test_the_card_says_when_how_to_stop_and_whom_to_call(
    world: World, priya: Actor, device: Client, at_the_start: None
) -> None:
    page = card(device, handed_over(world, priya))

    assert "No time is set yet." in page
    assert "You need no reason." in page
    assert "988" in page
    assert re.search(r'translate="no">http\S+/invited/', page)


def test_the_printed_invitation_works_and_stays_the_same(
    world: World, priya: Actor, device: Client, at_the_start: None
) -> None:
    url = handed_over(world, priya)
    first, second = (re.search(r"/invited/[\w-]+/", card(device, url)) for _ in range(2))

    assert first
    assert second
    assert first[0] == second[0]
    Member.objects.filter(pk=world.people["cleo"][0]).update(email="new@cast.example")
    assert "Choose a password" in text(Client().get(first[0]))


def test_there_is_none_for_a_client_with_an_account_or_without_an_address(
    world: World, priya: Actor, device: Client
) -> None:
    assert "/invited/" not in card(device, handed_over(world, priya))
    Member.objects.filter(pk=world.people["cleo"][0]).update(user=None, email="")
    page = card(device, handed_over(world, world.actor("theo")))

    assert "/invited/" not in page
    assert "Send it to me" not in page
    assert not Invitation.objects.exists()


def test_what_is_sent_has_no_name_and_says_nothing_of_therapy(
    world: World, priya: Actor, device: Client, outbox: Any
) -> None:
    url = handed_over(world, priya)
    for _ in range(2):
        assert "It is on its way" in text(device.post(f"{url}card/", {"go": "send"}))
    mail = outbox()
    assert len(mail) == 1
    link = re.search(r"/n/\S+/", mail[0].body)
    assert link
    shown = " ".join(block.text for block in blocks(text(Client().get(link[0]))))

    for words in (mail[0].body, mail[0].subject, shown):
        assert not re.search(r"Cleo|Theo|Priya|Willow|therap|peer|client|check", words, re.IGNORECASE)
    assert "How to stop" in shown
    assert "988" in shown
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert Client().get(link[0]).status_code == 410
    Member.objects.filter(pk=world.people["cleo"][0]).update(safer=True)
    assert Client().get(link[0]).status_code == 410


def test_in_safer_mode_nothing_is_sent(
    world: World, priya: Actor, device: Client, at_the_start: None, outbox: Any
) -> None:
    url = handed_over(world, priya)
    device.post(f"{url}contact/", REACH | {"seen": "maybe"})
    page = card(device, url)

    assert "Send it to me" not in page
    assert "/invited/" in page
    assert "We did not send it" in text(device.post(f"{url}card/", {"go": "send"}))
    assert outbox() == []


@pytest.fixture
def outbox() -> Any:
    """Send what waits, and return it."""
    from django.core import mail

    from tandem.notifications.actions import send_waiting

    def sent() -> list[Any]:
        send_waiting(at=timezone.now())
        return list(mail.outbox)

    return sent
