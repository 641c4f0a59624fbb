"""A stranger, another practice's member and somebody who isn't signed in get the same nothing everywhere."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.beginnings.actions import keep_hopes
from tandem.care import gate
from tandem.care.models import CoverHours, Episode, Unusual
from tandem.goals.actions import propose_goal
from tandem.keeping.rules import Asked
from tandem.relays.actions import ask_review, choose_topics, explain, keep_noticed
from tandem.relays.models import Relay, Review
from tandem.relays.rules import Topic
from tandem.session_checks.actions import submit_check, write_card
from tandem.session_checks.rules import Answers, Level
from tandem.tenancy.keys import uuid7
from tests.architecture.urls import Address, addresses
from tests.cast import Actor, World
from tests.parts.consents import an_introduction
from tests.parts.emergencies import an_emergency
from tests.parts.points import a_draft, a_point
from tests.parts.records import a_request

# Open to anybody, or answered by a secret in the address; each has tests of its own.
OPEN = {"", "healthz", "language", "invited", "leave", "stay", "check-by-link", "look", "mail"}
OPEN |= {"begin-by-link", "begin-step-by-link", "small-card", "safely", "paper", "next-person", "ready"}


@pytest.fixture
def things(
    world: World,
    episode: Episode,
    kept_meeting: Appointment,
    cleo: Actor,
    theo: Actor,
    priya: Actor,
    wendy: Actor,
) -> dict[str, Any]:
    """Real ids of the first practice for every argument that an address takes."""
    at = timezone.now()
    goal = propose_goal(episode=episode, wording="Sleep", by=cleo.member, at=at)
    check = submit_check(
        appointment=kept_meeting, answers=Answers(4, "small", "A line."), to=[theo.member], level=Level.ANSWERS,
        link=None, by=cleo.member, at=at,
    )  # fmt: skip
    card = write_card(
        meeting=kept_meeting, said={"own_side": "I went too fast.", "for_other": "A line."}, by=theo.member,
        role="therapist", at=at,
    )  # fmt: skip
    return with_the_peer(kept_meeting, cleo, theo, priya) | {
        "step": "contact",
        "card_id": card.pk,
        "relay_id": Relay.objects.get(about_id=card.pk).pk,
        "episode_id": episode.pk,
        "appointment_id": kept_meeting.pk,
        "goal_id": goal.pk,
        "check_id": check.pk,
        "about_id": check.pk,
        "point_id": a_point(world).pk,
        "draft_id": a_draft(world).pk,
        "member_id": wendy.pk,
        "colleague_id": theo.pk,
        "helper_id": theo.pk,
        "role": "peer",
        "client_id": cleo.pk,
        "cover_id": CoverHours.objects.values_list("pk", flat=True)[0],
        "holiday_id": uuid4(),
        "batch_id": uuid4(),
        "introduction_id": an_introduction(world),
        "kind": "joint_care",
        "request_id": a_request(world, Asked.DELETE).pk,
        "emergency_id": an_emergency(world).pk,
        "unusual_id": Unusual.objects.create(member=theo.member, on=at.date(), signs="many", at=at).pk,
    }


def with_the_peer(meeting: Appointment, cleo: Actor, theo: Actor, priya: Actor) -> dict[str, Any]:
    """What is asked, noticed, explained and hoped for."""
    at, episode, noticed, explained = timezone.now(), meeting.episode, uuid7(), uuid7()
    ask_review(episode=episode, by=theo.member, at=at)
    keep_noticed(noticed_id=noticed, meeting=meeting, words="A line.", by=priya.member, at=at)
    choose_topics(episode=episode, topics=[Topic.PACE], seen=None, by=cleo.member, at=at)
    explain(
        explanation_id=explained, episode=episode, topic=Topic.PACE, words="A line.", by=priya.member, at=at
    )
    hopes = keep_hopes(episode=episode, tried="A line.", worth="", to=[theo.member], by=cleo.member, at=at)
    assert hopes
    return {
        "review_id": Review.objects.get().pk, "noticed_id": noticed, "explanation_id": explained,
        "hopes_id": hopes.pk,
    }  # fmt: skip


def closed_addresses() -> list[Address]:
    """Return the addresses that only some may enter."""
    return [one for one in addresses() if one.name not in OPEN]


def leaks(people: list[Actor], things: dict[str, Any]) -> list[str]:
    """Return where somebody got anything but the page that says "not there"."""
    absent = people[0].get("/nowhere/").content
    found = []
    for who in people:
        who.client.raise_request_exception = False
        for one in _with_ids():
            for method in ("get", "post"):
                answer = getattr(who, method)(one.filled(things))
                refused = answer.status_code == 404 and answer.content == absent
                if not refused and answer.status_code != 405:
                    found.append(f"{method} {one.name}: {answer.status_code}")
    return found


def _with_ids() -> Iterator[Address]:
    return (one for one in closed_addresses() if one.arguments)


def test_the_walk_meets_every_part_of_the_program() -> None:
    names = {one.name for one in _with_ids()}

    assert {
        "episode",
        "meeting",
        "goals",
        "check",
        "read-check",
        "acknowledge",
        "point",
        "draft",
        "topics",
        "consent",
        "introduction-ask",
        "begin-step",
        "hopes",
        "answer-review",
        "start-episode",
    } <= names


def test_members_of_another_practice_find_nothing_here(
    things: dict[str, Any], sam: Actor, carl: Actor
) -> None:
    assert leaks([sam, carl], things) == []


def test_helpers_and_clients_of_others_find_nothing_of_this_client(
    things: dict[str, Any], tess: Actor, pia: Actor, otto: Actor, eddy: Actor, desk: Actor, biller: Actor
) -> None:
    assert leaks([tess, pia, otto, eddy, desk, biller], things) == []


def test_a_gate_that_no_longer_asks_is_found(
    things: dict[str, Any], tess: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "refusal", lambda standing, act: None)

    assert len(leaks([tess], things)) > 5


def test_somebody_who_is_not_signed_in_is_asked_to(things: dict[str, Any]) -> None:
    for one in closed_addresses():
        answer = Client().get(one.filled(things))
        asked = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        assert asked or answer.status_code == 405, one.name


def test_pages_of_another_practice_show_nothing_of_this_one(
    world: World, things: dict[str, Any], sam: Actor
) -> None:
    for one in closed_addresses():
        if not one.arguments:
            page = sam.get(one.filled({})).content.decode()
            assert "Cleo" not in page, one.name
            assert str(world.episode_id) not in page, one.name
