"""A record is handed over in person in Safer mode; and what a helper takes along as their own."""

import io
import json
import zipfile
from typing import Any

import pytest

from tandem.keeping.models import Disclosure, RecordRequest
from tandem.keeping.rules import Answer
from tandem.people.models import Member
from tandem.record.models import Look
from tandem.session_checks.models import Card
from tests.cast import PASSWORD, Actor, World
from tests.language.furnished import furnish

DOWNLOAD = {"proof": PASSWORD, "proof_for": "send"}


# --- In person ---


@pytest.fixture
def careful(cleo: Actor) -> Actor:
    """Cleo, whose phone somebody else may see."""
    Member.objects.filter(pk=cleo.pk).update(safer=True)
    return cleo


def hand_over(world: World, who: Actor, **typed: str) -> Any:
    """Open the page to hand Cleo her record, or send it."""
    url = f"/e/{world.episode_id}/hand-over-record/"
    return who.post(url, typed) if typed else who.get(url)


def test_in_safer_mode_nothing_is_downloaded(world: World, careful: Actor) -> None:
    answer = careful.post("/my-record/download/", DOWNLOAD)

    assert answer.status_code == 302
    assert not Disclosure.objects.exists()
    page = careful.get("/my-record/").content.decode()
    assert "Ask for a copy" in page
    assert "Download my record" not in page


def test_a_helper_hands_it_over_once_the_client_typed_their_password(
    world: World, careful: Actor, theo: Actor
) -> None:
    assert hand_over(world, theo).status_code == 404  # nobody asked
    careful.post("/my-record/copy/")
    assert "wants a copy of their record" in theo.get("/today/").content.decode()
    assert hand_over(world, theo).status_code == 200
    assert hand_over(world, theo, proof="wrong").status_code == 422

    answer = hand_over(world, theo, proof=PASSWORD)

    assert answer["Content-Type"] == "application/pdf"
    assert RecordRequest.objects.get().answer == Answer.GIVEN
    assert Disclosure.objects.get().by_id == theo.pk
    assert hand_over(world, theo).status_code == 404
    assert Look.objects.filter(act="hand_over_record", by=theo.pk).exists()


def test_nobody_guesses_the_password_of_a_client(world: World, careful: Actor, theo: Actor) -> None:
    careful.post("/my-record/copy/")
    for _ in range(12):
        last = hand_over(world, theo, proof="guess")

    assert "too many tries" in last.content.decode()
    assert hand_over(world, theo, proof=PASSWORD).status_code == 422


def test_a_helper_of_others_cannot_hand_it_over(world: World, careful: Actor, tess: Actor) -> None:
    careful.post("/my-record/copy/")

    assert hand_over(world, tess).status_code == 404
    assert "copy of their record" not in tess.get("/today/").content.decode()


# --- A helper's own ---


def test_a_helper_takes_along_what_is_their_own_and_no_client(world: World, theo: Actor) -> None:
    furnish(world)
    theo.post("/my-own/download/")
    answer = theo.post("/my-own/download/", DOWNLOAD)
    held = zipfile.ZipFile(io.BytesIO(answer.content))
    text = held.read("my-own.html").decode() + held.read("my-own.json").decode()

    assert "I cook for the whole street." in text
    assert "Cleo" not in text
    assert str(world.episode_id) not in text
    assert not any(card.step and card.step in text for card in Card.objects.all())
    assert json.loads(held.read("my-own.json"))["months"]


@pytest.mark.parametrize("who", ["cleo", "lead", "desk"])
def test_for_others_a_helpers_own_is_not_there(world: World, who: str) -> None:
    assert world.actor(who).get("/my-own/").status_code == 404
