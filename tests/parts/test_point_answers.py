"""A helper reads a point, answers once, and tells what came of it; the client takes it back when they like."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tandem.care.actions import leave_team, release
from tandem.care.models import Release
from tandem.permissions.rules import Kind
from tandem.record.models import Entry
from tandem.relays.actions import (
    NoLongerOpen,
    NotYetRead,
    acknowledge,
    tell_outcome,
    withdraw,
)
from tandem.relays.models import Point, Relay
from tandem.relays.rules import Way
from tests.cast import Actor, World
from tests.parts.meetings import an_episode, text
from tests.parts.points import WORDS, a_point, list_url, point_url, relay_to

REPLY, OUTCOME = "Thank you, Cleo.", "We leave the homework out until Christmas."


@pytest.fixture
def point(world: World) -> Point:
    """What Priya is to say to Theo for Cleo."""
    return a_point(world)


def read(who: Actor, point: Point, world: World, reply: str = "") -> Any:
    """Let a helper say that they have read it."""
    return who.post(point_url(point, world, "read/"), {"reply": reply})


def tell(who: Actor, point: Point, world: World, outcome: str = OUTCOME) -> Any:
    """Let a helper tell what came of it."""
    return who.post(point_url(point, world, "outcome/"), {"outcome": outcome})


def test_it_goes_all_the_way_and_the_client_reads_each_step_at_once(
    world: World, point: Point, cleo: Actor, theo: Actor
) -> None:
    steps = [lambda: None, lambda: read(theo, point, world, REPLY), lambda: tell(theo, point, world)]
    shown = []
    for step in steps:
        step()
        shown.append(
            [
                (REPLY in page, OUTCOME in page)
                for page in (
                    text(cleo.get(url)) for url in ("/today/", list_url(world), point_url(point, world))
                )
            ]
        )

    assert shown == [[(False, False)] * 3, [(True, False)] * 3, [(True, True)] * 3]


def test_todays_lines_follow_what_the_helper_did(
    world: World, point: Point, theo: Actor, priya: Actor
) -> None:
    assert "Read it, and say that you did." in text(theo.get("/today/"))
    read(theo, point, world)
    assert "tell Cleo Example what came of it" in text(theo.get("/today/"))
    tell(theo, point, world)
    assert WORDS not in text(theo.get("/today/"))
    assert WORDS in text(priya.get("/today/")), "each answers for themselves"
    read(priya, point, world)
    assert WORDS not in text(priya.get("/today/")), "whoever carries it owes no outcome"


def test_of_two_answers_the_first_stands(world: World, point: Point, theo: Actor, cleo: Actor) -> None:
    read(theo, point, world, REPLY)
    second = theo.post(point_url(point, world, "read/"), {"reply": "Second"}, follow=True)
    assert "Your first answer stands." in text(second)
    tell(theo, point, world)
    third = theo.post(point_url(point, world, "outcome/"), {"outcome": "Third"}, follow=True)
    assert "Your first answer stands." in text(third)

    page = text(cleo.get(list_url(world)))
    assert [said in page for said in (REPLY, OUTCOME, "Second", "Third")] == [True, True, False, False]


@pytest.mark.parametrize(("outcome", "status"), [("", 422), ("   ", 422), ("y" * 301, 422), ("y" * 300, 302)])
def test_only_an_outcome_closes_it(
    world: World, point: Point, theo: Actor, outcome: str, status: int
) -> None:
    read(theo, point, world)
    answer = tell(theo, point, world, outcome)

    assert answer.status_code == status
    assert bool(relay_to(point, theo).outcome_at) is (status == 302)
    assert status == 302 or outcome.strip() in text(answer)
    with pytest.raises(ValueError, match="what came of it"):
        tell_outcome(relay=relay_to(point, theo), outcome=" ", by=theo.member, at=timezone.now())


def test_an_outcome_before_reading_is_not_taken(world: World, point: Point, theo: Actor) -> None:
    assert tell(theo, point, world).status_code == 404
    with pytest.raises(NotYetRead):
        tell_outcome(relay=relay_to(point, theo), outcome=OUTCOME, by=theo.member, at=timezone.now())


def test_the_outcome_is_told_by_the_one_it_was_meant_for(world: World, point: Point, priya: Actor) -> None:
    read(priya, point, world)

    assert "What came of it" not in text(priya.get(point_url(point, world)))
    assert tell(priya, point, world).status_code == 404
    assert relay_to(point, priya).outcome_at is None


def test_one_helper_does_not_read_what_the_other_answered(
    world: World, point: Point, theo: Actor, priya: Actor
) -> None:
    read(theo, point, world, REPLY)
    tell(theo, point, world)

    for url in ("/today/", list_url(world), point_url(point, world)):
        page = text(priya.get(url))
        assert REPLY not in page
        assert OUTCOME not in page


def test_nothing_that_was_written_is_in_the_record(world: World, point: Point, theo: Actor) -> None:
    read(theo, point, world, REPLY)
    tell(theo, point, world)
    withdraw(point=point, by=an_episode(world).client, at=timezone.now())

    told = " ".join(Entry.objects.values_list("details", flat=True))
    assert not [word for word in (WORDS, REPLY, OUTCOME, "homework", "Cleo") if word in told]


def test_something_new_is_told_while_today_is_open(world: World, theo: Actor) -> None:
    assert theo.get("/today/news/?seen=0").status_code == 204
    point = a_point(world)
    assert theo.get("/today/news/?seen=0").status_code == 200
    assert "seen=1" in text(theo.get("/today/"))
    read(theo, point, world)
    assert theo.get("/today/news/?seen=0").status_code == 204


# --- Taken back ---


@pytest.mark.parametrize("after", ["sending", "reading", "closing"])
def test_what_is_taken_back_is_gone_from_the_next_request_on(
    world: World, point: Point, cleo: Actor, theo: Actor, priya: Actor, after: str
) -> None:
    if after != "sending":
        read(theo, point, world, REPLY)
    if after == "closing":
        tell(theo, point, world)
    assert cleo.post(point_url(point, world, "withdraw/")).status_code == 302

    absent = theo.get("/nowhere/").content
    for who in (theo, priya):
        assert who.get(point_url(point, world)).content == absent
        assert read(who, point, world).status_code == tell(who, point, world).status_code == 404
        for url in ("/today/", list_url(world)):
            assert WORDS not in text(who.get(url))
            assert str(point.pk) not in text(who.get(url))
        assert who.get("/today/news/?seen=0").status_code == 204
    page = text(cleo.get(list_url(world)))
    assert "You took this back" in page
    assert (REPLY in page, OUTCOME in page) == (after != "sending", after == "closing")
    assert WORDS not in text(cleo.get("/today/"))


def test_taking_back_twice_is_taking_back_once(world: World, point: Point, cleo: Actor) -> None:
    for _ in range(2):
        cleo.post(point_url(point, world, "withdraw/"))

    assert Release.objects.filter(on=False).count() == 2
    assert Entry.objects.filter(event="PointWithdrawn").count() == 1


@pytest.mark.parametrize("how", ["closed by itself", "withdrawn by itself"])
def test_either_of_the_two_locks_is_enough(
    world: World, point: Point, cleo: Actor, theo: Actor, how: str
) -> None:
    if how == "closed by itself":
        release(
            episode=point.episode, kinds=[Kind.POINT], object_id=point.pk, to=[theo.member], on=False, by=cleo.pk,
            at=timezone.now(),
        )  # fmt: skip
    else:
        Relay.objects.update(withdrawn_at=timezone.now())

    assert theo.get(point_url(point, world)).status_code == 404
    assert read(theo, point, world).status_code == 404
    assert WORDS not in text(theo.get("/today/")) + text(theo.get(list_url(world)))


def test_a_stale_page_writes_nothing_after_leaving_the_team(
    world: World, point: Point, theo: Actor, cleo: Actor
) -> None:
    leave_team(episode=an_episode(world), member=theo.member, by=None, at=timezone.now())

    assert read(theo, point, world).status_code == 404
    assert relay_to(point, theo).acknowledged_at is None
    assert WORDS not in text(theo.get("/today/"))
    assert "Dr. Theo Sample is not on your team now" in text(cleo.get(list_url(world)))


def test_only_the_client_takes_it_back_or_says_it(
    world: World, point: Point, theo: Actor, priya: Actor
) -> None:
    for who in (theo, priya):
        for then in ("withdraw/", "said/"):
            assert who.post(point_url(point, world, then)).status_code == 404
    assert not Relay.objects.exclude(withdrawn_at=None).exists()


# --- Late, and too old ---


def test_after_two_working_days_it_says_since_when(world: World) -> None:
    with time_machine.travel("2027-01-04 15:00Z", tick=False):  # a Monday; the practice works all week
        point = a_point(world)
    for day, late in (("2027-01-06 15:00Z", False), ("2027-01-07 15:00Z", True)):
        with time_machine.travel(day, tick=False):
            theo, cleo = world.actor("theo"), world.actor("cleo")  # each signs in on that day
            page = text(theo.get("/today/")).split("<main", 1)[-1]
            assert ("Waits since " in page) is late
            assert ("They have until" in text(cleo.get(point_url(point, world)))) is not late


def test_what_nobody_read_in_a_month_waits_no_longer_and_the_client_is_told(
    world: World, theo: Actor, priya: Actor, cleo: Actor
) -> None:
    point = a_point(world, at=timezone.now() - timedelta(days=31))

    for who in (theo, priya):
        assert WORDS not in text(who.get("/today/")) + text(who.get(list_url(world)))
        assert who.get(point_url(point, world)).status_code == 404
        assert read(who, point, world).status_code == 404
    for url in ("/today/", list_url(world)):
        assert "did not read this in 30 days" in text(cleo.get(url))
    with pytest.raises(NoLongerOpen):
        acknowledge(relay=relay_to(point, theo), reply="", by=theo.member, at=timezone.now())


def test_what_expired_leaves_the_clients_today_after_two_weeks_more(world: World, cleo: Actor) -> None:
    old = a_point(world, words="Long ago", at=timezone.now() - timedelta(days=45))
    own = a_point(world, way=Way.MYSELF, words="My own", at=timezone.now() - timedelta(days=45))

    assert "Long ago" not in text(cleo.get("/today/"))
    assert own.words in text(cleo.get("/today/")), "it stays until they say it or take it back"
    assert old.words in text(cleo.get(list_url(world)))


def test_what_was_read_in_time_stays_until_it_is_told(world: World, theo: Actor) -> None:
    point = a_point(world, at=timezone.now() - timedelta(days=31))
    Relay.objects.filter(to=theo.pk).update(acknowledged_at=timezone.now() - timedelta(days=20))

    assert "tell Cleo Example what came of it" in text(theo.get("/today/"))
    assert tell(theo, point, world).status_code == 302


def test_what_came_of_it_leaves_today_after_two_weeks_and_stays_on_the_list(
    world: World, cleo: Actor, theo: Actor
) -> None:
    point, then = a_point(world, at=timezone.now() - timedelta(days=20)), timezone.now() - timedelta(days=15)
    acknowledge(relay=relay_to(point, theo), reply="", by=theo.member, at=then)
    tell_outcome(relay=relay_to(point, theo), outcome=OUTCOME, by=theo.member, at=then)

    assert OUTCOME not in text(cleo.get("/today/"))
    assert OUTCOME in text(cleo.get(list_url(world)))
