"""Either helper may bring looking back together forward; the client says yes or no, and nobody gives a reason."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.care.actions import join_team, leave_team
from tandem.permissions.rules import Role
from tandem.relays.actions import AlreadyAnswered, CannotAsk, answer_review, ask_review
from tandem.relays.models import Relay, Review
from tandem.relays.rules import ASK_AGAIN, ASKS_FOR
from tests.cast import Actor, World
from tests.parts.meetings import an_episode, text
from tests.together import together

ASKED = "would like the three of you to look back together. No reason is needed."
YES, NOT_NOW = "says yes to looking back together: book all three", "not now"
OTHERS = ("eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller", "on_call")


def url(world: World) -> str:
    return f"/e/{world.episode_id}/review/"


def answer_url(review: Review) -> str:
    return f"/e/{review.episode_id}/review/{review.pk}/answer/"


@pytest.fixture
def review(world: World, theo: Actor) -> Review:
    """What Theo asked of Cleo."""
    ask_review(episode=an_episode(world), by=theo.member, at=timezone.now())
    return Review.objects.get()


def in_inbox(who: Actor) -> bool:
    return '<h2 id="reviews-h">' in text(who.get("/today/"))


# --- Asking ---


@pytest.mark.parametrize("name", ["theo", "priya"])
def test_either_helper_asks_and_no_reason_can_be_given(world: World, cleo: Actor, name: str) -> None:
    who = world.actor(name)
    assert "<textarea" not in text(who.get(url(world)))
    assert 'type="text"' not in text(who.get(url(world)))
    assert who.post(url(world)).status_code == 302

    page = text(cleo.get("/today/"))
    assert f"{who.member.name} {ASKED}" in page
    for value, label in (("yes", "Yes"), ("no", "No, thank you")):
        assert f'<button class="button" name="answer" value="{value}">{label}</button>' in page


def test_one_request_at_a_time(world: World, review: Review, theo: Actor, priya: Actor, cleo: Actor) -> None:
    for who in (theo, priya):
        page = text(who.post(url(world), follow=True))
        assert "This can’t be asked now. Nothing was sent." in page
    assert Review.objects.count() == 1
    assert "You have asked." in text(theo.get(url(world)))
    assert "You have asked." not in text(priya.get(url(world)))
    assert text(cleo.get("/today/")).count(ASKED) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(episode=an_episode(world), asked_by=priya.member, asked_at=timezone.now())


def test_two_who_ask_at_once_ask_once(real_world: World) -> None:
    episode = an_episode(real_world)
    acts = [
        partial(ask_review, episode=episode, by=real_world.actor(name).member, at=timezone.now())
        for name in ("theo", "priya")
    ]
    results = together(real_world.practice_id, *acts)

    assert sorted(type(one).__name__ for one in results) == ["CannotAsk", "NoneType"]
    assert Review.objects.count() == 1


def test_it_takes_a_therapist_and_a_peer(world: World, theo: Actor, priya: Actor) -> None:
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    assert "needs a therapist and a peer" in text(theo.get(url(world)))
    theo.post(url(world))
    assert not Review.objects.exists()


def test_a_request_of_a_helper_who_left_is_gone_and_does_not_stand_in_the_way(
    world: World, review: Review, theo: Actor, tess: Actor, priya: Actor, cleo: Actor
) -> None:
    episode, at = an_episode(world), timezone.now()
    leave_team(episode=episode, member=theo.member, by=None, at=at)
    assert ASKED not in text(cleo.get("/today/"))
    join_team(episode=episode, member=tess.member, role=Role.THERAPIST, by=None, at=at)
    priya.post(url(world))
    assert f"Priya Specimen {ASKED}" in text(cleo.get("/today/"))
    assert Review.objects.count() == 1


# --- The client does not answer ---


def test_without_an_answer_it_leaves_the_clients_today_by_itself(
    world: World, review: Review, cleo: Actor, theo: Actor, priya: Actor, time_machine: Any
) -> None:
    time_machine.move_to(review.asked_at + ASKS_FOR - timedelta(minutes=1), tick=False)
    assert ASKED in text(cleo.get("/today/"))
    time_machine.move_to(review.asked_at + ASKS_FOR, tick=False)

    assert ASKED not in text(cleo.get("/today/"))
    assert "Nothing to do today." in text(cleo.get("/today/"))
    pages = [text(who.get(url(world))).split("<main")[1] for who in (theo, priya)]
    assert "Not now. You can look again in two weeks." in pages[0]
    assert pages[0] == pages[1]


def test_without_an_answer_there_are_two_weeks_of_peace_and_then_it_can_be_asked_again(
    world: World, review: Review, cleo: Actor, priya: Actor, time_machine: Any
) -> None:
    time_machine.move_to(review.asked_at + ASKS_FOR + ASK_AGAIN - timedelta(minutes=1), tick=False)
    with pytest.raises(CannotAsk):
        ask_review(episode=an_episode(world), by=priya.member, at=timezone.now())
    time_machine.move_to(review.asked_at + ASKS_FOR + ASK_AGAIN, tick=False)
    ask_review(episode=an_episode(world), by=priya.member, at=timezone.now())
    assert f"Priya Specimen {ASKED}" in text(cleo.get("/today/"))
    assert Review.objects.count() == 1


def test_an_answer_from_a_page_left_open_still_counts(
    review: Review, cleo: Actor, theo: Actor, time_machine: Any
) -> None:
    time_machine.move_to(review.asked_at + ASKS_FOR + timedelta(days=1), tick=False)
    assert cleo.post(answer_url(review), {"answer": "yes"}).status_code == 302
    assert YES in text(theo.get("/today/"))


# --- The client answers ---


def test_a_yes_stands_before_both_helpers_until_they_read_it(
    world: World, review: Review, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    assert cleo.post(answer_url(review), {"answer": "yes"}).status_code == 302
    assert ASKED not in text(cleo.get("/today/"))
    for who in (theo, priya):
        page = text(who.get("/today/"))
        assert YES in page
        assert f'href="/e/{world.episode_id}/appointments/book/?kind=joint"' in page
        assert "Nothing waits for you." not in page
        relay = Relay.objects.get(kind="review", to=who.pk)
        assert who.post(f"/e/{world.episode_id}/lines/{relay.pk}/read/").status_code == 302
        assert YES not in text(who.get("/today/"))


def test_a_no_tells_the_one_who_asked_not_now_and_nobody_else_anything(
    world: World, review: Review, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    cleo.post(answer_url(review), {"answer": "no"})

    assert NOT_NOW in text(theo.get("/today/"))
    assert YES not in text(theo.get("/today/"))
    assert not in_inbox(priya)


def test_what_a_no_and_an_open_request_look_like_to_the_other_is_the_same(
    world: World, review: Review, cleo: Actor, priya: Actor
) -> None:
    waits = text(priya.get(url(world)))
    cleo.post(answer_url(review), {"answer": "no"})
    said_no = text(priya.get(url(world)))

    assert "Not now. You can look again in two weeks." in waits
    assert waits.split("<main")[1] == said_no.split("<main")[1]


def test_after_a_no_there_are_two_weeks_of_peace(
    world: World, review: Review, cleo: Actor, theo: Actor, priya: Actor, time_machine: Any
) -> None:
    cleo.post(answer_url(review), {"answer": "no"})
    answered = Review.objects.get().answered_at
    assert answered
    time_machine.move_to(answered + ASK_AGAIN - timedelta(minutes=1))
    for who in (theo, priya):
        with pytest.raises(CannotAsk):
            ask_review(episode=an_episode(world), by=who.member, at=timezone.now())
    time_machine.move_to(answered + ASK_AGAIN)
    ask_review(episode=an_episode(world), by=priya.member, at=timezone.now())
    assert Review.objects.count() == 2


def test_of_two_tabs_the_first_answer_stands(review: Review, cleo: Actor, priya: Actor) -> None:
    cleo.post(answer_url(review), {"answer": "no"})
    page = text(cleo.post(answer_url(review), {"answer": "yes"}, follow=True))

    assert "Your first answer stands." in page
    assert Review.objects.get().answer == "no"
    assert not in_inbox(priya)


def test_of_two_answers_at_once_one_stands(real_world: World) -> None:
    episode = an_episode(real_world)
    ask_review(episode=episode, by=real_world.actor("theo").member, at=timezone.now())

    def say(yes: bool) -> Any:
        mine = Review.objects.select_related("episode", "asked_by").get()
        return lambda: answer_review(review=mine, yes=yes, by=episode.client, at=timezone.now())

    results = together(real_world.practice_id, say(True), say(False))
    assert sorted(type(one) for one in results if one) == [AlreadyAnswered]
    kept = Review.objects.get().answer
    assert Relay.objects.filter(kind="review").count() == {"yes": 2, "no": 1}[kept]


def test_an_answer_is_a_yes_or_a_no(review: Review, cleo: Actor) -> None:
    assert cleo.post(answer_url(review), {"answer": "maybe"}).status_code == 404
    assert not Review.objects.get().answer


def test_nobody_else_asks_or_answers(
    world: World, review: Review, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    others = [world.actor(name) for name in OTHERS]
    for who in (cleo, *others):
        assert who.get(url(world)).status_code == 404
        assert who.post(url(world)).status_code == 404
    for who in (theo, priya, *others):
        assert who.post(answer_url(review), {"answer": "yes"}).status_code == 404
    assert not Relay.objects.filter(kind="review").exists()


def test_an_answer_counts_as_news(review: Review, cleo: Actor, theo: Actor) -> None:
    assert theo.get("/today/news/?seen=0").status_code == 204
    cleo.post(answer_url(review), {"answer": "yes"})
    assert theo.get("/today/news/?seen=0").status_code == 200
    assert "seen=1" in text(theo.get("/today/"))
