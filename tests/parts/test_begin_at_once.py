"""Two who do the same thing in the first ten minutes at the same moment, and reading without pause."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from tandem.beginnings.actions import (
    LinkSpent,
    finish,
    hand_over,
    keep_hopes,
    make_ready,
    send_card,
    withdraw_hopes,
)
from tandem.beginnings.models import BeginLink, Begun, Hopes
from tandem.notifications.models import Notice
from tandem.people.models import Invitation, Member
from tandem.relays.actions import NoLongerOpen, acknowledge
from tandem.relays.models import Relay
from tests.cast import World
from tests.parts.beginning import WORTH, say_hopes
from tests.parts.meetings import an_episode
from tests.parts.races import Race
from tests.together import together


def test_the_same_hopes_sent_twice_at_once_are_kept_once(real_world: World) -> None:
    theo, episode = real_world.actor("theo").member, an_episode(real_world)

    def send() -> Any:
        return keep_hopes(
            episode=episode, tried="x", worth="", to=[theo], by=episode.client, at=timezone.now()
        )

    results = together(real_world.practice_id, send, send)

    assert [type(one) for one in results] == [Hopes, Hopes]
    assert Hopes.objects.count() == Relay.objects.filter(kind="hopes").count() == 1


def test_of_two_different_hopes_at_once_one_is_open_and_neither_is_lost(real_world: World) -> None:
    theo, episode = real_world.actor("theo").member, an_episode(real_world)

    def send(words: str) -> Any:
        return lambda: keep_hopes(
            episode=episode, tried=words, worth="", to=[theo], by=episode.client, at=timezone.now()
        )

    together(real_world.practice_id, send("one"), send("two"))

    assert sorted(row.tried for row in Hopes.objects.all()) == ["one", "two"]
    assert Relay.objects.filter(kind="hopes", withdrawn_at=None).count() == 1


def test_taken_back_and_answered_at_once_never_both_stand(real_world: World) -> None:
    say_hopes(real_world, "theo")
    theo, hopes, relay = real_world.actor("theo").member, Hopes.objects.get(), Relay.objects.get(kind="hopes")

    results = together(
        real_world.practice_id,
        lambda: withdraw_hopes(
            hopes=Hopes.objects.get(pk=hopes.pk), by=an_episode(real_world).client, at=timezone.now()
        ),
        lambda: acknowledge(relay=Relay.objects.get(pk=relay.pk), reply="Yes", by=theo, at=timezone.now()),
    )

    relay.refresh_from_db()
    assert results[0] is None
    assert relay.withdrawn_at
    assert (results[1] is None) is bool(relay.acknowledged_at)
    assert results[1] is None or isinstance(results[1], NoLongerOpen)


def test_pressed_twice_at_once_one_link_is_used_and_one_card_sent(real_world: World) -> None:
    episode, client = an_episode(real_world), an_episode(real_world).client
    Member.objects.filter(pk=client.pk).update(user=None)
    hand_over(episode=episode, by=real_world.actor("priya").member, at=timezone.now())
    link = BeginLink.objects.get()

    def ready() -> None:
        make_ready(episode=an_episode(real_world), by=client, at=timezone.now())

    def send() -> bool:
        return send_card(episode=episode, by=client, at=timezone.now())

    def done() -> None:
        finish(episode=episode, link=link, by=client, at=timezone.now())

    assert together(real_world.practice_id, ready, ready) == [None, None]
    assert Invitation.objects.count() == 1
    assert together(real_world.practice_id, send, send) == [True, True]
    assert Notice.objects.filter(template="card").count() == 1
    results = together(real_world.practice_id, done, done)
    assert sorted(type(one).__name__ for one in results) == [LinkSpent.__name__, "NoneType"]
    assert Begun.objects.get().finished_at


def test_of_two_devices_handed_over_at_once_one_works(real_world: World) -> None:
    acts = [
        lambda who=who: hand_over(
            episode=an_episode(real_world), by=real_world.actor(who).member, at=timezone.now()
        )
        for who in ("theo", "priya")
    ]

    together(real_world.practice_id, *acts)

    assert Begun.objects.count() == 1
    assert BeginLink.objects.filter(expires_at__gt=timezone.now()).count() == 1


def test_hopes_taken_back_are_never_read_late(real_world: World) -> None:
    with transaction.atomic():
        url = say_hopes(real_world, "theo")
    episode, theo = an_episode(real_world), real_world.actor("theo")
    race = Race(real_world, theo, "/today/", WORTH)

    def close() -> None:
        latest = Hopes.objects.order_by("at", "id").last()
        assert latest
        withdraw_hopes(hopes=latest, by=episode.client, at=timezone.now())

    def open_() -> None:
        keep_hopes(
            episode=episode, tried="x", worth=WORTH, to=[theo.member], by=episode.client, at=timezone.now()
        )

    race.run(open_, close)

    assert url
    assert race.reads > race.closings
    assert race.late == 0
