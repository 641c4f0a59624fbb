"""Two who do something with one point at the same moment."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from tandem.care.actions import release
from tandem.permissions.rules import Kind
from tandem.relays.actions import AlreadyAcknowledged, NoLongerOpen, acknowledge, approve, withdraw
from tandem.relays.models import Relay
from tandem.relays.rules import Way
from tandem.tenancy.keys import uuid7
from tests.cast import World
from tests.parts.meetings import an_episode
from tests.parts.points import WORDS, a_point, list_url, point_url, relay_to
from tests.parts.races import Race
from tests.together import together

REPLY = "Thank you, Cleo."


def test_of_two_answers_at_once_one_is_kept(real_world: World) -> None:
    theo, point = real_world.actor("theo").member, a_point(real_world)
    relay = relay_to(point, real_world.actor("theo"))

    def answer(reply: str) -> Any:
        mine = Relay.objects.get(pk=relay.pk)
        return lambda: acknowledge(relay=mine, reply=reply, by=theo, at=timezone.now())

    results = together(real_world.practice_id, answer("One"), answer("Two"))

    assert sorted(type(one) for one in results if one) == [AlreadyAcknowledged]
    kept = Relay.objects.get(pk=relay.pk).reply
    assert kept == ("One" if results[0] is None else "Two")


def test_of_one_form_sent_twice_at_once_one_point_is_made(real_world: World) -> None:
    episode, key = an_episode(real_world), uuid7()
    theo, priya = (real_world.actor(name).member for name in ("theo", "priya"))
    send = partial(
        approve, point_id=key, episode=episode, words=WORDS, way=Way.FOR_ME, to=theo, team_seen=[theo.pk, priya.pk],
        by=episode.client, at=timezone.now(),
    )  # fmt: skip
    results = together(real_world.practice_id, send, send)

    assert sorted(type(one).__name__ for one in results) == ["AlreadyDecided", "Point"]
    assert Relay.objects.count() == 2


def test_two_helpers_at_once_each_answer_their_own(real_world: World) -> None:
    point = a_point(real_world)
    theo, priya = real_world.actor("theo"), real_world.actor("priya")
    acts = [
        lambda who=who: acknowledge(relay=relay_to(point, who), reply="Yes", by=who.member, at=timezone.now())
        for who in (theo, priya)
    ]

    assert together(real_world.practice_id, *acts) == [None, None]
    assert not Relay.objects.filter(acknowledged_at=None).exists()


def test_an_answer_and_a_taking_back_at_once_leave_nothing_in_between(real_world: World) -> None:
    point, theo = a_point(real_world), real_world.actor("theo")
    cleo, relay = an_episode(real_world).client, relay_to(point, theo)
    answered, taken = together(
        real_world.practice_id,
        lambda: acknowledge(relay=relay, reply=REPLY, by=theo.member, at=timezone.now()),
        lambda: withdraw(point=point, by=cleo, at=timezone.now()),
    )

    assert taken is None
    after = Relay.objects.get(pk=relay.pk)
    assert after.withdrawn_at
    assert (after.acknowledged_at is None) == isinstance(answered, NoLongerOpen)
    assert theo.get(point_url(point, real_world)).status_code == 404


@pytest.mark.parametrize("url", ["the point's page", "/today/", "the list"])
def test_nobody_reads_a_point_after_it_was_taken_back(real_world: World, url: str) -> None:
    theo, cleo, point = real_world.actor("theo"), real_world.actor("cleo"), a_point(real_world, Way.TOGETHER)
    pages = {"the point's page": point_url(point, real_world), "the list": list_url(real_world)}
    race = Race(real_world, theo, pages.get(url, url), WORDS)

    def turn(on: bool) -> None:
        release(
            episode=point.episode, kinds=[Kind.POINT], object_id=point.pk, to=[theo.member], on=on, by=cleo.pk,
            at=timezone.now(),
        )  # fmt: skip

    race.run(lambda: turn(True), lambda: turn(False))
    assert race.reads > 15
    assert race.late == 0
