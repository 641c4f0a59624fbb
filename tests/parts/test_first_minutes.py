"""The client's first ten minutes: on a device handed over, and signed in."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.appointments.queries import by_id
from tandem.appointments.rules import MeetingKind
from tandem.beginnings.actions import hand_over
from tandem.beginnings.models import Begun, Hopes
from tandem.care.actions import leave_team
from tandem.care.models import Episode, SharingChoice
from tandem.care.queries import sharing_of
from tandem.notifications.models import Notice
from tandem.people.models import ContactWish, Invitation, Member
from tandem.relays.models import Relay
from tandem.session_checks.actions import invite
from tests.cast import PASSWORD, Actor, World, a_meeting
from tests.parts.beginning import (
    REACH,
    TRIED,
    WORTH,
    handed_over,
    hopes_form,
    signed_in,
    walk_through,
)
from tests.parts.meetings import an_episode, text


@pytest.fixture
def device() -> Client:
    """A device on which nobody is signed in."""
    return Client()


@pytest.fixture
def at_the_start(world: World) -> None:
    """Let Cleo have no account yet."""
    Member.objects.filter(pk=world.people["cleo"][0]).update(user=None)


def test_a_helper_hands_the_device_over_and_is_signed_out_of_it(world: World, priya: Actor) -> None:
    browser = priya.client
    answer = browser.post(f"/e/{world.episode_id}/begin/here/")

    assert answer["Location"].startswith("/b/")
    assert browser.get("/today/").status_code == 302
    assert "Two people, one team" in text(browser.get(answer["Location"]))


def test_both_faces_are_there_with_what_they_do_and_never_do(
    world: World, priya: Actor, device: Client
) -> None:
    page = text(device.get(handed_over(world, priya)))

    assert "Dr. Theo Sample" in page
    assert "Priya Specimen" in page
    assert page.count('<section class="card stack"') == 2
    assert "Never decides for you." in page
    assert "1 of 5" in page


def test_all_five_steps_are_kept_as_they_come(
    world: World, priya: Actor, device: Client, at_the_start: None
) -> None:
    url = handed_over(world, priya)

    done = walk_through(world, device, url, "theo", "priya")

    assert "You can hand the device back." in text(done)
    assert sharing_of(an_episode(world)).preset == "ask"  # type: ignore[union-attr]
    wish = ContactWish.objects.get()
    assert (wish.channel, wish.hours, wish.message, wish.named, wish.checks) == (
        "text",
        "evenings",
        True,
        False,
        "peer",
    )
    assert (Hopes.objects.get().tried, Hopes.objects.get().worth) == (TRIED, WORTH)
    assert Relay.objects.filter(kind="hopes").count() == 2
    assert Begun.objects.get().finished_at
    assert Begun.objects.get().invitation == ""
    assert Invitation.objects.count() == 1


def test_the_link_is_used_up_by_the_last_step_only(world: World, priya: Actor, device: Client) -> None:
    url = handed_over(world, priya)
    for _ in range(3):
        assert device.get(url).status_code == 200
    walk_through(world, device, url, "theo")

    for step in ("", "hopes/", "card/"):
        assert device.get(f"{url}{step}").status_code == 410
    assert device.post(f"{url}card/", {"go": "done"}).status_code == 410
    assert device.post(f"{url}hopes/", hopes_form(world, "priya", tried="Late")).status_code == 410
    assert not Hopes.objects.exclude(pk=Hopes.objects.get().pk).exists()


def test_a_link_lasts_two_hours_and_a_new_one_ends_it(world: World, priya: Actor, device: Client) -> None:
    first = handed_over(world, priya)
    second = handed_over(world, world.actor("theo"))

    assert device.get(first).status_code == 410
    assert device.get(second).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        assert device.get(second).status_code == 410
    assert device.get("/b/no/").status_code == 410
    assert device.get("/b/no/hopes/").status_code == 410


def test_once_done_it_is_not_handed_over_again(world: World, priya: Actor, device: Client) -> None:
    walk_through(world, device, handed_over(world, priya))
    again = world.actor("priya")

    answer = again.post(f"/e/{world.episode_id}/begin/here/")

    assert answer["Location"] == f"/e/{world.episode_id}/"
    assert again.get("/today/").status_code == 200
    page = text(again.get(f"/e/{world.episode_id}/"))
    assert "First ten minutes: done" in page
    assert "First ten minutes with" not in page


def test_asking_each_time_is_chosen_unless_changed(world: World, cleo: Actor) -> None:
    page = text(cleo.get(signed_in(world, "sharing")))

    assert re.search(r'value="ask"[^>]*checked', page)
    assert "There are three things we cannot keep to ourselves." in page
    assert "less protection in court" in page
    assert "Paying never depends on this." in page


def test_one_may_go_back_and_choose_another(world: World, cleo: Actor) -> None:
    cleo.post(signed_in(world, "sharing"), {"preset": "open", "number": "0"})
    assert re.search(r'value="open"[^>]*checked', text(cleo.get(signed_in(world, "sharing"))))
    cleo.post(signed_in(world, "sharing"), {"preset": "separate", "number": "1"})

    assert sharing_of(an_episode(world)).preset == "separate"  # type: ignore[union-attr]


def test_the_same_sent_twice_is_kept_once(world: World, cleo: Actor) -> None:
    for _ in range(2):
        answer = cleo.post(signed_in(world, "sharing"), {"preset": "open", "number": "0"})
        assert answer["Location"] == signed_in(world, "contact")
        cleo.post(signed_in(world, "contact"), REACH)
        cleo.post(signed_in(world, "hopes"), hopes_form(world, "theo"))

    assert SharingChoice.objects.count() == ContactWish.objects.count() == Hopes.objects.count() == 1
    assert Relay.objects.filter(kind="hopes").count() == 1


def test_two_different_choices_at_once_one_stands_and_the_second_is_told(world: World, cleo: Actor) -> None:
    cleo.post(signed_in(world, "sharing"), {"preset": "open", "number": "0"})
    answer = cleo.post(signed_in(world, "sharing"), {"preset": "separate", "number": "0"})

    assert answer.status_code == 409
    assert "changed on another page" in text(answer)
    assert sharing_of(an_episode(world)).preset == "open"  # type: ignore[union-attr]


def test_nothing_chosen_is_said_beside_the_field(world: World, cleo: Actor) -> None:
    answer = cleo.post(signed_in(world, "sharing"), {"preset": "all"})

    assert answer.status_code == 422
    assert SharingChoice.objects.count() == 0


def test_with_one_helper_only_there_is_one_face_and_no_question_about_sharing(
    world: World, theo: Actor, priya: Actor, device: Client
) -> None:
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    url = handed_over(world, theo)
    page = text(device.get(url))

    assert "Who is here for you" in page
    assert "1 of 4" in page
    assert "Priya" not in page
    assert device.post(f"{url}faces/")["Location"] == f"{url}contact/"
    assert device.get(f"{url}sharing/")["Location"] == f"{url}faces/"
    assert 'value="peer"' not in text(device.get(f"{url}contact/"))


def test_nothing_is_chosen_beforehand_and_skipping_keeps_what_is_careful(
    world: World, cleo: Actor, theo: Actor
) -> None:
    assert "checked" not in text(cleo.get(signed_in(world, "contact")))
    cleo.post(signed_in(world, "contact"), REACH | {"go": "skip"})
    cleo.post(signed_in(world, "contact"), {})

    assert not ContactWish.objects.exists()
    page = text(theo.get(f"/e/{world.episode_id}/"))
    assert "Leave no message, and do not say who you are." in page
    assert "nobody checks on them" in page


def test_what_was_left_out_is_a_no(world: World, cleo: Actor) -> None:
    cleo.post(signed_in(world, "contact"), {"channel": "call"})

    wish = ContactWish.objects.get()
    assert (wish.message, wish.named, wish.checks) == (False, False, "nobody")


@pytest.mark.parametrize(("seen", "safer"), [("yes", True), ("maybe", True), ("no", False), ("", False)])
def test_a_phone_that_others_see_turns_safer_mode_on(
    world: World, cleo: Actor, seen: str, safer: bool
) -> None:
    cleo.post(signed_in(world, "contact"), REACH | {"seen": seen})

    assert Member.objects.get(pk=cleo.pk).safer is safer


@pytest.mark.parametrize(("channel", "letters"), [("none", 0), ("text", 1)])
def test_who_asked_not_to_be_written_to_gets_no_links(
    world: World, cleo: Actor, kept_meeting: Any, channel: str, letters: int
) -> None:
    cleo.post(signed_in(world, "contact"), REACH | {"channel": channel})
    invite(appointment=by_id(kept_meeting.pk), at=timezone.now())  # type: ignore[arg-type]

    assert Notice.objects.filter(template="check").count() == letters


def test_helpers_and_the_front_desk_read_how_to_reach_and_nobody_else(
    world: World, cleo: Actor, theo: Actor, desk: Actor, tess: Actor, episode: Episode
) -> None:
    a_meeting(episode, MeetingKind.THERAPY, starts_at=timezone.now(), therapist=theo.member)
    cleo.post(signed_in(world, "contact"), REACH)

    said = "By text · In the evening"
    assert said in text(theo.get(f"/e/{world.episode_id}/"))
    assert said in text(desk.get("/today/"))
    assert tess.get(f"/e/{world.episode_id}/").status_code == 404
    assert said in text(cleo.get(f"/e/{world.episode_id}/begin/said/"))


def test_today_asks_for_two_weeks_until_it_is_done(world: World, cleo: Actor) -> None:
    assert "Your first ten minutes" not in text(cleo.get("/today/"))
    episode = an_episode(world)
    episode.started_at = timezone.now() - timedelta(days=3)
    episode.save()

    assert "Your first ten minutes" in text(cleo.get("/today/"))
    assert cleo.get(f"/e/{world.episode_id}/begin/")["Location"] == signed_in(world, "faces")
    done = cleo.post(signed_in(world, "card"), {"go": "done"})
    assert "Go to Today" in text(done)
    assert "Your first ten minutes" not in text(cleo.get("/today/"))
    assert cleo.get(f"/e/{world.episode_id}/begin/")["Location"] == f"/e/{world.episode_id}/begin/said/"


def test_how_to_reach_can_be_changed_later(world: World, cleo: Actor) -> None:
    cleo.post(signed_in(world, "contact"), REACH)
    cleo.post(signed_in(world, "card"), {"go": "done"})
    asked = text(cleo.post(signed_in(world, "contact"), REACH | {"channel": "none"}))
    assert "Is it you?" in asked
    assert ContactWish.objects.count() == 1
    answer = cleo.post(signed_in(world, "contact"), REACH | {"channel": "none", "proof": PASSWORD})

    assert answer["Location"] == f"/e/{world.episode_id}/begin/said/"
    assert ContactWish.objects.count() == 2
    assert "Please do not write or call" in text(cleo.get(answer["Location"]))


def test_nobody_else_takes_the_clients_steps(world: World, theo: Actor, otto: Actor, lead: Actor) -> None:
    for who in (theo, otto, lead):
        for step in ("faces", "hopes", "card"):
            assert who.get(signed_in(world, step)).status_code == 404
            assert who.post(signed_in(world, step), {"go": "done"}).status_code == 404
        assert who.get(f"/e/{world.episode_id}/begin/said/").status_code == 404
    assert not Begun.objects.exists()


def test_after_the_end_a_device_is_no_longer_good(world: World, priya: Actor, device: Client) -> None:
    url = handed_over(world, priya)
    episode = an_episode(world)
    episode.ended_at = timezone.now()
    episode.save()

    assert device.get(url).status_code == 410


def test_handing_over_twice_keeps_the_first_beginning(world: World, priya: Actor, theo: Actor) -> None:
    at = timezone.now()
    for minutes, who in ((0, priya), (5, theo)):
        hand_over(episode=an_episode(world), by=who.member, at=at + timedelta(minutes=minutes))

    assert Begun.objects.get().started_at == at
    assert Begun.objects.get().by == priya.member
