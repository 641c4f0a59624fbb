"""What a client says at the start: who reads it, who answers, and how it is taken back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tandem.beginnings.actions import keep_hopes
from tandem.beginnings.models import Hopes
from tandem.care.actions import add_holiday, leave_team, set_week, take_all_back
from tandem.care.rules import Hours
from tandem.relays.models import Relay
from tests.cast import ZONE, Actor, World
from tests.parts.beginning import (
    REACH,
    TRIED,
    WORTH,
    handed_over,
    hopes_form,
    say_hopes,
    signed_in,
)
from tests.parts.meetings import an_episode, text


@pytest.fixture
def device() -> Client:
    """A device on which nobody is signed in."""
    return Client()


def test_both_are_ticked_unless_the_client_keeps_them_separate(world: World, cleo: Actor) -> None:
    assert text(cleo.get(signed_in(world, "hopes"))).count(" checked") == 2
    cleo.post(signed_in(world, "sharing"), {"preset": "separate", "number": "0"})

    assert text(cleo.get(signed_in(world, "hopes"))).count(" checked") == 0


def test_it_stands_on_the_today_of_those_who_were_chosen(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    url = say_hopes(world, "theo")

    assert WORTH in text(theo.get("/today/"))
    assert "Answer with one line by" in text(theo.get("/today/"))
    assert WORTH not in text(priya.get("/today/"))
    assert theo.get(url).status_code == 200
    assert priya.get(url).status_code == 404
    assert priya.post(f"{url}answer/", {"reply": "Hi"}).status_code == 404


def test_it_waits_until_it_is_answered_with_a_line(world: World, cleo: Actor, theo: Actor) -> None:
    url = say_hopes(world, "theo")

    empty = theo.post(f"{url}answer/", {"reply": "  "})
    assert empty.status_code == 422
    assert "Write one line." in text(empty)
    assert WORTH in text(theo.get("/today/"))
    theo.post(f"{url}answer/", {"reply": "We start with sleep."})
    assert WORTH not in text(theo.get("/today/"))
    second = theo.post(f"{url}answer/", {"reply": "Something else."}, follow=True)
    assert "Your first answer stands." in text(second)

    for page in (text(cleo.get("/today/")), text(cleo.get(f"/e/{world.episode_id}/begin/said/"))):
        assert "Dr. Theo Sample: We start with sleep." in page
        assert "Something else." not in page


def test_it_cannot_be_put_away_as_read_without_a_line(world: World, cleo: Actor, theo: Actor) -> None:
    say_hopes(world, "theo")
    relay = Relay.objects.get(kind="hopes")

    assert theo.post(f"/e/{world.episode_id}/lines/{relay.pk}/read/").status_code == 404
    assert theo.post(f"/e/{world.episode_id}/relays/{relay.about_id}/").status_code == 404


def test_taken_back_while_it_is_being_read(world: World, cleo: Actor, theo: Actor) -> None:
    url = say_hopes(world, "theo", "priya")
    assert theo.get(url).status_code == 200
    cleo.post(f"{url}withdraw/")
    cleo.post(f"{url}withdraw/")

    assert theo.get(url).status_code == 404
    assert theo.post(f"{url}answer/", {"reply": "We start with sleep."}).status_code == 404
    assert WORTH not in text(theo.get("/today/"))
    said = text(cleo.get(f"/e/{world.episode_id}/begin/said/"))
    assert "You took this back from Dr. Theo Sample" in said
    assert "We start with sleep." not in said


def test_going_back_and_saying_it_otherwise_replaces_it(world: World, cleo: Actor, theo: Actor) -> None:
    first = say_hopes(world, "theo")
    second = say_hopes(world, "theo", tried="A third group.")

    assert first != second
    assert theo.get(first).status_code == 404
    assert theo.get(second).status_code == 200
    assert text(theo.get("/today/")).count(WORTH) == 1


def test_emptied_again_nobody_reads_it(world: World, cleo: Actor, theo: Actor) -> None:
    url = say_hopes(world, "theo")
    cleo.post(signed_in(world, "hopes"), hopes_form(world, "theo", tried="", worth=""))

    assert theo.get(url).status_code == 404


def test_for_nobody_is_for_the_client_alone(world: World, cleo: Actor, theo: Actor) -> None:
    url = say_hopes(world)

    assert theo.get(url).status_code == 404
    assert WORTH in text(cleo.get(f"/e/{world.episode_id}/begin/said/"))
    assert "Only you can see this." in text(cleo.get(f"/e/{world.episode_id}/begin/said/"))


def test_ten_thousand_letters_come_back_whole(world: World, priya: Actor, device: Client) -> None:
    url = handed_over(world, priya)
    long = "sleep " * 1666
    answer = device.post(f"{url}hopes/", hopes_form(world, "theo", tried=long))

    assert answer.status_code == 422
    assert "Please keep it to 500 letters." in text(answer)
    assert long in text(answer)
    assert WORTH in text(answer)
    assert not Hopes.objects.exists()


def test_what_was_typed_survives_going_back_two_steps(world: World, priya: Actor, device: Client) -> None:
    url = handed_over(world, priya)
    typed = hopes_form(world, "priya")

    back = device.post(f"{url}hopes/", typed | {"go": "back"})
    assert "Reaching you" in text(back)
    carried = dict(re.findall(r'type="hidden" name="(tried|worth|to)" value="([^"]*)"', text(back)))
    forward = device.post(f"{url}contact/", REACH | carried)

    assert TRIED in text(forward)
    assert WORTH in text(forward)
    assert text(forward).count(" checked") == 1
    assert not Hopes.objects.exists()


def test_a_stranger_cannot_be_chosen(world: World, cleo: Actor) -> None:
    answer = cleo.post(signed_in(world, "hopes"), hopes_form(world, "tess"))

    assert answer.status_code == 422
    assert not Relay.objects.filter(kind="hopes").exists()


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ("2026-06-03T10:00", "2026-06-04"),  # a Wednesday
        ("2026-06-05T10:00", "2026-06-08"),  # a Friday: the weekend does not count
        ("2026-06-05T23:30", "2026-06-08"),  # by the practice's clock still Friday
        ("2026-06-06T10:00", "2026-06-08"),  # a Saturday
        ("2026-07-02T10:00", "2026-07-06"),  # a Thursday before a holiday and a weekend
    ],
)
def test_one_working_day_by_the_practices_calendar(
    world: World, cleo: Actor, theo: Actor, told: str, until: str
) -> None:
    at = timezone.now()
    week = {day: Hours(datetime.min.time(), datetime.max.time().replace(microsecond=0)) for day in range(5)}
    set_week(week=week, by=None, at=at)
    add_holiday(on=datetime(2026, 7, 3).date(), name="Day off", by=None, at=at)
    moment = datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(ZONE))
    keep_hopes(episode=an_episode(world), tried="x", worth="", to=[theo.member], by=cleo.member, at=moment)

    assert Relay.objects.get(kind="hopes").due_on.isoformat() == until  # type: ignore[union-attr]


def test_who_left_or_was_closed_out_is_never_said_to_read_it(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    say_hopes(world, "theo", "priya")
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    take_all_back(episode=an_episode(world), by=cleo.pk, at=timezone.now())
    said = text(cleo.get(f"/e/{world.episode_id}/begin/said/"))

    assert "Priya Specimen is not on your team now" in said
    assert "Dr. Theo Sample can’t see this now: you took it back." in said
    assert "Take it back" not in said
    assert WORTH not in text(theo.get("/today/"))


def test_once_the_day_has_gone_by_the_client_is_told_no_day(world: World, cleo: Actor, theo: Actor) -> None:
    long_ago = timezone.now() - timedelta(days=5)
    keep_hopes(episode=an_episode(world), tried="x", worth="", to=[theo.member], by=cleo.member, at=long_ago)

    assert "can see this. Not answered yet." in text(cleo.get("/today/"))
