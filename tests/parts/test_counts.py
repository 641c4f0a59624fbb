"""Pages ask the database as little with twenty clients as with one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import open_episode
from tandem.goals.actions import propose_goal
from tandem.people.actions import add_member
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.relays.actions import answer_review, ask_review, choose_topics, explain
from tandem.relays.models import Review
from tandem.relays.rules import Topic
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World, a_meeting
from tests.counting import statements
from tests.parts.meetings import LINE, a_check, a_kept_meeting, an_episode, check_url, last_step, text
from tests.parts.points import WORDS, a_draft, a_point, said, say_url

MANY = 20


@pytest.fixture(params=[1, MANY], ids=["one client", "twenty clients"])
def clients(request: pytest.FixtureRequest, world: World) -> int:
    """Give Theo so many clients, each with a meeting of today, one before it, a goal and a check."""
    theo, priya = world.actor("theo").member, world.actor("priya").member
    for number in range(request.param):
        at = timezone.now()
        client = add_member(name=f"Client {number} Example", roles=[Role.CLIENT], by=None, at=at)
        episode = open_episode(client=client, therapist=theo, peer=priya, by=None, at=at)
        before = a_meeting(episode, MeetingKind.THERAPY, starts_at=at - timedelta(days=2), therapist=theo)
        note_outcome(appointment=before, outcome=OutcomeKind.ATTENDED, by=theo, at=at)
        a_check(before, to=[theo, priya])
        a_meeting(episode, MeetingKind.JOINT, starts_at=at - timedelta(days=1), therapist=theo, peer=priya)
        a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo)
        propose_goal(episode=episode, wording="Sleep", by=client, at=at)
    return int(request.param)


counted: dict[str, set[int]] = {}


def asked_for(name: str, act: Any) -> tuple[Any, int]:
    """Do something once to warm up and once counting; remember the count under `name`."""
    act()
    with statements(connection) as asked:
        answer = act()
    assert answer.status_code == 200
    counted.setdefault(name, set()).add(len(asked))
    return answer, len(asked)


@pytest.mark.parametrize(("url", "most"), [("/today/", 6), ("/clients/", 5)])
def test_a_helpers_lists_take_at_most_six(theo: Actor, clients: int, url: str, most: int) -> None:
    answer, count = asked_for(url, lambda: theo.get(url))

    assert text(answer).count("Example</strong>") >= clients
    assert count <= most


def test_a_clients_page_takes_at_most_seven(world: World, theo: Actor, clients: int) -> None:
    for hours in range(clients):
        a_kept_meeting(world, hours_ago=2 + hours)
    answer, count = asked_for("client", lambda: theo.get(f"/e/{world.episode_id}/"))

    assert text(answer).count('class="row"') + text(answer).count('class="row ') >= clients
    assert count <= 7


def test_the_clients_today_takes_the_same_whatever_was_sent(
    world: World, cleo: Actor, theo: Actor, priya: Actor, clients: int
) -> None:
    for hours in range(clients):
        a_check(a_kept_meeting(world, hours_ago=2 + hours), to=[theo.member, priya.member])
        a_point(world)
        a_draft(world)
    answer, count = asked_for("client's today", lambda: cleo.get("/today/"))

    assert LINE in text(answer)
    assert text(answer).count(WORDS) == 2 * clients
    assert count <= 8


def test_points_cost_a_helper_the_same_however_many(world: World, theo: Actor, clients: int) -> None:
    for _ in range(clients):
        a_point(world)
    for url in ("/today/", f"/e/{world.episode_id}/points/"):
        answer, count = asked_for(f"points on {url}", lambda url=url: theo.get(url))
        assert text(answer).count(WORDS) == clients
        assert count <= 6


def test_explaining_and_looking_back_cost_today_nothing(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    episode, at = an_episode(world), timezone.now()
    before = [
        asked_for(f"{who.member.name} before", lambda who=who: who.get("/today/"))[1] for who in (cleo, theo)
    ]
    choose_topics(episode=episode, topics=[Topic.PACE], seen=None, by=cleo.member, at=at)
    for _ in range(MANY):
        explain(
            explanation_id=uuid7(), episode=episode, topic=Topic.PACE, words=WORDS, by=priya.member, at=at
        )
        ask_review(episode=episode, by=priya.member, at=at)
        answer_review(review=Review.objects.get(answered_at=None), yes=True, by=cleo.member, at=at)
    ask_review(episode=episode, by=priya.member, at=at)
    after = [
        asked_for(f"{who.member.name} after", lambda who=who: who.get("/today/")) for who in (cleo, theo)
    ]

    assert [text(answer).count(WORDS) for answer, _count in after] == [MANY, MANY]
    assert [count for _answer, count in after] == before


def test_saying_something_takes_the_same_whatever_was_said(world: World, cleo: Actor, clients: int) -> None:
    for _ in range(clients):
        a_point(world)
    cleo.post(say_url(world), said(world))  # to warm up
    with statements(connection) as asked:
        cleo.post(say_url(world), said(world))
    counted.setdefault("say", set()).add(len(asked))
    assert len(asked) <= 20


def test_sending_a_check_takes_at_most_twelve(world: World, cleo: Actor, theo: Actor, clients: int) -> None:
    first, second = a_kept_meeting(world, hours_ago=5), a_kept_meeting(world, hours_ago=3)
    meetings = iter([first, second])

    _answer, count = asked_for("check", lambda: cleo.post(check_url(next(meetings)), last_step("everybody")))
    assert count <= 12


def test_it_was_the_same_with_one_and_with_twenty() -> None:
    assert {name: sorted(counts) for name, counts in counted.items() if len(counts) > 1} == {}


def test_a_page_that_asks_once_for_each_client_is_found(theo: Actor, clients: int) -> None:
    with statements(connection) as asked:
        for member in Member.objects.filter(name__startswith="Client "):
            Member.objects.get(pk=member.pk)

    assert len(asked) == clients + 1
