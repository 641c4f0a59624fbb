"""What a client says travels as they chose, to those whom they chose, in the words that they approved."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.actions import join_team, leave_team
from tandem.care.models import Release
from tandem.permissions.rules import Role
from tandem.relays.models import Draft, Point, Relay
from tandem.relays.rules import Way
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.meetings import an_episode, text
from tests.parts.points import WORDS, a_point, list_url, point_url, said, say_url

OTHERS = ("eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller", "on_call")
NAMES = {"theo": "Dr. Theo Sample", "priya": "Priya Specimen"}
OTHER = {"theo": "priya", "priya": "theo"}
SENDING = [Way.TOGETHER, Way.FOR_ME]


def sent(world: World, cleo: Actor, **form: Any) -> Point:
    """Let Cleo send the form and return the point."""
    answer = cleo.post(say_url(world), said(world, **form))
    assert answer.status_code == 302
    return Point.objects.get()


# --- The page on which it is said ---


def test_nothing_is_chosen_beforehand_and_saying_it_oneself_comes_first(world: World, cleo: Actor) -> None:
    page = text(cleo.get(say_url(world)))

    assert "checked" not in page
    places = [page.index(f'value="{way.value}"') for way in Way]
    assert places == sorted(places)


def test_an_address_can_fill_in_whom_which_way_and_about_what(
    world: World, cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    page = text(cleo.get(f"{say_url(world)}?about={kept_meeting.pk}&to={theo.pk}&way=together"))

    assert page.count(" checked") == 2
    assert "with Dr. Theo Sample" in page
    assert str(kept_meeting.pk) in page


@pytest.mark.parametrize(
    "query", ["about=x&to=y&way=z", "about=&to=&way=", "about=00000000-0000-0000-0000-000000000000"]
)
def test_an_address_filled_in_wrongly_is_a_plain_page(world: World, cleo: Actor, query: str) -> None:
    page = cleo.get(f"{say_url(world)}?{query}")

    assert page.status_code == 200
    assert "checked" not in text(page)


def test_with_one_helper_nobody_can_carry_it(world: World, cleo: Actor, priya: Actor) -> None:
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    page = text(cleo.get(say_url(world)))

    assert [f'value="{way.value}"' in page for way in Way] == [True, False, False, True]
    for way in ("for_me", "together"):
        assert cleo.post(say_url(world), said(world, way=way)).status_code == 422
    assert not Point.objects.exists()


def test_without_any_helper_it_can_still_be_kept(
    world: World, cleo: Actor, priya: Actor, theo: Actor
) -> None:
    for helper in (priya, theo):
        leave_team(episode=an_episode(world), member=helper.member, by=None, at=timezone.now())
    page = text(cleo.get(say_url(world)))

    assert [f'value="{way.value}"' in page for way in Way] == [False, False, False, True]
    answer = cleo.post(say_url(world), said(world, way="not_yet", hold="yes", held="never"))
    assert answer.status_code == 302
    assert Draft.objects.get().words == WORDS


@pytest.mark.parametrize("missing", ["words", "to", "way"])
def test_what_is_missing_is_asked_for_and_nothing_is_kept(world: World, cleo: Actor, missing: str) -> None:
    answer = cleo.post(say_url(world), said(world) | {missing: ""})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    assert not Point.objects.exists()


@pytest.mark.parametrize("way", [*SENDING, Way.MYSELF, Way.NOT_YET])
def test_a_long_text_is_refused_beside_its_field_with_every_letter_kept(
    world: World, cleo: Actor, way: Way
) -> None:
    long = "So much to say. " * 625
    answer = cleo.post(say_url(world), said(world, words=long, way=way.value, hold="yes", held="never"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["words"]
    assert long.strip() in text(answer)
    assert "maxlength" not in text(answer), "a browser would cut what is pasted"
    assert not Point.objects.exists()
    assert not Draft.objects.exists()


def test_somebody_who_is_no_helper_of_theirs_cannot_be_chosen(world: World, cleo: Actor) -> None:
    for name in ("eddy", "tess", "sam", "cleo"):
        answer = cleo.post(say_url(world), said(world, to=name))
        assert answer.status_code == 422
        assert "Choose who it is for." in text(answer)
    assert not Release.objects.exists()


# --- Each way ---


@pytest.mark.parametrize("to", ["theo", "priya"])
def test_saying_it_oneself_tells_nobody(world: World, cleo: Actor, to: str) -> None:
    point = sent(world, cleo, to=to, way="myself")

    assert not Release.objects.exists()
    assert not Relay.objects.exclude(to=cleo.pk).exists()
    today = text(cleo.get("/today/"))
    assert f"You want to say this to {NAMES[to]}" in today
    for name in ("theo", "priya"):
        assert_sees_nothing(world, name, point)

    cleo.post(point_url(point, world, "said/"))
    assert WORDS not in text(cleo.get("/today/"))
    assert "You said this to" in text(cleo.get(list_url(world)))


@pytest.mark.parametrize("way", SENDING)
@pytest.mark.parametrize("to", ["theo", "priya"])
def test_both_helpers_read_it_and_nobody_else(world: World, cleo: Actor, to: str, way: Way) -> None:
    point = sent(world, cleo, to=to, way=way.value)

    for name in ("theo", "priya"):
        who = world.actor(name)
        for url in ("/today/", list_url(world), point_url(point, world)):
            assert WORDS in text(who.get(url)), (name, url)
    for name in OTHERS:
        assert_sees_nothing(world, name, point)


def assert_sees_nothing(world: World, name: str, point: Point) -> None:
    """Check every address at which somebody could find a point."""
    who = world.actor(name)
    for url in ("/today/", list_url(world), f"/e/{world.episode_id}/", "/clients/"):
        page = text(who.get(url))
        assert point.words not in page
        assert str(point.pk) not in page
    assert who.get(point_url(point, world)).status_code == 404
    for then in ("read/", "outcome/", "said/", "withdraw/"):
        assert who.post(point_url(point, world, then), {"reply": "", "outcome": "x"}).status_code == 404
    assert who.get("/today/news/?seen=0").status_code in (204, 404)


def test_said_together_both_are_asked_to_meet(world: World, cleo: Actor, theo: Actor, priya: Actor) -> None:
    point = sent(world, cleo, way="together")
    named, other = (text(who.get(point_url(point, world))) for who in (theo, priya))

    for page in (named, other):
        assert "within 7 days" in page
        assert f'href="/e/{world.episode_id}/appointments/book/?kind=joint"' in page
    assert "would like to say this together with you" in named
    assert "would like to say this to Dr. Theo Sample together with you" in other


def test_said_for_them_the_other_carries_it(world: World, cleo: Actor, theo: Actor, priya: Actor) -> None:
    point = sent(world, cleo, way="for_me")
    named, carrier = (text(who.get(point_url(point, world))) for who in (theo, priya))

    assert "wants you to know this" in named
    assert "Priya Specimen has this too" in named
    assert "asks you to say this to Dr. Theo Sample for them" in carrier
    assert "asks you to say this" in text(priya.get("/today/"))


def test_who_has_left_is_not_said_to_carry_it(world: World, cleo: Actor, theo: Actor, priya: Actor) -> None:
    point = sent(world, cleo)
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())

    assert "Priya Specimen" not in text(theo.get(point_url(point, world)))


def test_the_receipt_says_who_can_see_it_now(world: World, cleo: Actor) -> None:
    answer = cleo.post(say_url(world), said(world), follow=True)

    for name in NAMES.values():
        assert f"{name} can see this. Not read yet." in text(answer)


def test_a_point_is_not_taken_for_a_check(world: World, cleo: Actor, theo: Actor) -> None:
    point = sent(world, cleo)

    assert "All well" not in text(cleo.get("/today/"))
    assert "all well" not in text(theo.get("/today/"))
    assert theo.post(f"/e/{world.episode_id}/relays/{point.pk}/", {"reply": "x"}).status_code == 404


@pytest.mark.parametrize("way", SENDING)
def test_no_number_goes_with_it(world: World, cleo: Actor, theo: Actor, way: Way) -> None:
    page = text(theo.get(point_url(sent(world, cleo, way=way.value), world)))

    assert "of 10" not in page


def test_a_helper_learns_of_no_meeting_that_was_not_theirs(
    world: World, cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    point = sent(world, cleo, about=str(kept_meeting.pk))

    assert "About " in text(theo.get(point_url(point, world)))
    assert "About " not in text(priya.get(point_url(point, world)))


# --- Once, and as it was approved ---


def test_a_form_sent_twice_sends_one_point(world: World, cleo: Actor) -> None:
    form = said(world)
    for _ in range(2):
        answer = cleo.post(say_url(world), form, follow=True)

    assert "Nothing was sent twice." in text(answer)
    assert Point.objects.count() == 1
    assert Relay.objects.count() == 2


@pytest.mark.parametrize("change", [{"words": "Something new"}, {"way": "myself"}])
def test_new_words_on_a_page_already_used_are_not_lost(
    world: World, cleo: Actor, change: dict[str, str]
) -> None:
    form = said(world)
    cleo.post(say_url(world), form)
    answer = cleo.post(say_url(world), form | change)

    assert answer.status_code == 422
    assert (form | change)["words"] in text(answer)
    again = {**form, **change, "once": answer.context["form"].data["once"]}
    assert cleo.post(say_url(world), again).status_code == 302
    assert Point.objects.count() == 2


def test_somebody_elses_id_on_the_form_opens_nothing(world: World, cleo: Actor, otto: Actor) -> None:
    point = a_point(world)
    theirs = str(otto.member.episodes.get().pk)
    answer = otto.post(f"/e/{theirs}/points/new/", said(world, once=str(point.pk)))

    assert answer.status_code == 422
    assert Point.objects.get().words == WORDS


def test_a_changed_team_is_shown_before_anything_is_sent(
    world: World, cleo: Actor, priya: Actor, pia: Actor
) -> None:
    form, episode, at = said(world), an_episode(world), timezone.now()
    leave_team(episode=episode, member=priya.member, by=None, at=at)
    join_team(episode=episode, member=pia.member, role=Role.PEER, by=None, at=at)
    answer = cleo.post(say_url(world), form)

    assert answer.status_code == 422
    assert "Your team has changed." in text(answer)
    assert WORDS in text(answer)
    assert not Point.objects.exists()
    now = answer.context["form"]["team"].value()
    assert cleo.post(say_url(world), form | {"team": now}).status_code == 302
    assert WORDS in text(pia.get("/today/"))
    assert WORDS not in text(priya.get("/today/"))


@pytest.mark.parametrize("team", ["", "x y", str(uuid7())])
def test_a_form_that_does_not_say_whom_it_showed_sends_nothing(world: World, cleo: Actor, team: str) -> None:
    assert cleo.post(say_url(world), said(world) | {"team": team}).status_code == 422
    assert not Point.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE relays_point SET way = 'together'", "DELETE FROM relays_point"])
def test_the_database_refuses_to_change_approved_words(world: World, change: str) -> None:
    point = a_point(world)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    point.words = "Something else"
    with pytest.raises(DatabaseError), transaction.atomic():
        point.save()
    assert Point.objects.get().words == WORDS


def test_words_are_unreadable_in_the_database(world: World) -> None:
    a_point(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM relays_point")
        assert "homework" not in cursor.fetchone()[0]


def test_nothing_is_said_after_the_end(world: World, cleo: Actor) -> None:
    episode = an_episode(world)
    episode.ended_at = timezone.now() + timedelta(seconds=1)
    episode.save()

    assert cleo.post(say_url(world), said(world)).status_code == 403
    assert cleo.get(list_url(world)).status_code == 200
