"""What a peer noticed is kept only with the client's yes to these very words; the therapist never reads it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.people.models import Member
from tandem.record.models import Entry
from tandem.relays.actions import keep_noticed, take_back_noticed
from tandem.relays.models import Noticed, NoticedOff
from tandem.relays.rules import SHOWN_GOOD_FOR
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.points import list_url, said, say_url
from tests.together import together

WORDS = "I noticed you look down when we talk about school, am I off?"
OTHERS = ("cleo", "theo", "eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller")


def url(meeting: Appointment) -> str:
    return f"/e/{meeting.episode_id}/meetings/{meeting.pk}/noticed/"


@pytest.fixture
def meeting(world: World) -> Appointment:
    """A meeting of Cleo and Priya that took place."""
    return a_kept_meeting(world, kind=MeetingKind.PEER)


def shown(priya: Actor, meeting: Appointment, words: str = WORDS) -> dict[str, str]:
    """Let Priya show her words; return what the page carries, as the browser would send it."""
    page = text(priya.post(url(meeting), {"words": words}))
    (signed,) = re.findall(r'name="shown" value="([^"]+)"', page)
    return {"words": words, "shown": signed}


@pytest.fixture
def noticed(priya: Actor, meeting: Appointment) -> Noticed:
    """What Priya noticed, and Cleo said yes to."""
    priya.post(url(meeting), shown(priya, meeting) | {"answer": "yes"})
    return Noticed.objects.get()


def everything_stored() -> dict[str, list[Any]]:
    """Return every row of every table."""
    return {
        model._meta.label: sorted(map(str, getattr(model, "all_practices", model.objects).values_list()))
        for model in apps.get_models()
        if model.__module__.startswith("tandem.") and hasattr(model, "objects")
    }


# --- Asking ---


def test_the_client_sees_the_words_with_two_buttons_of_equal_weight(
    priya: Actor, meeting: Appointment
) -> None:
    page = text(priya.post(url(meeting), {"words": WORDS}))

    assert WORDS in page
    for value, label in (("yes", "Yes"), ("no", "No, that is off")):
        assert f'<button class="button" name="answer" value="{value}">{label}</button>' in page
    assert "button--primary" not in page.split("<main")[1].split("</main>")[0]
    assert not Noticed.objects.exists()


def test_the_client_reads_the_question_in_their_own_language(
    cleo: Actor, priya: Actor, meeting: Appointment
) -> None:
    Member.objects.filter(pk=cleo.pk).update(language="es")
    assert '<html lang="es"' in text(priya.post(url(meeting), {"words": WORDS}))
    assert '<html lang="en"' in text(priya.get(url(meeting)))


def test_with_no_nothing_at_all_is_stored(priya: Actor, meeting: Appointment) -> None:
    priya.get(url(meeting))
    before = everything_stored()
    answer = priya.post(url(meeting), shown(priya, meeting) | {"answer": "no"})

    assert "Nothing was kept" in text(answer)
    assert WORDS not in text(answer)
    assert everything_stored() == before


def test_with_yes_these_very_words_are_kept_once(priya: Actor, meeting: Appointment) -> None:
    form = shown(priya, meeting) | {"answer": "yes"}
    for _ in range(2):
        assert priya.post(url(meeting), form).status_code == 302
    kept = Noticed.objects.get()
    assert (kept.words, kept.by_id, kept.appointment_id) == (WORDS, priya.pk, meeting.pk)
    assert WORDS not in "".join(str(one) for one in Entry.objects.values_list("details", flat=True))


def test_words_that_the_client_was_not_shown_are_not_kept(
    world: World, priya: Actor, meeting: Appointment
) -> None:
    form = shown(priya, meeting)
    elsewhere = a_kept_meeting(world, kind=MeetingKind.PEER, hours_ago=30)
    for where, sent in (
        (meeting, form | {"shown": "x"}),
        (meeting, form | {"shown": ""}),
        (meeting, form | {"shown": form["shown"][:-1] + "-"}),
        (elsewhere, form),
    ):
        answer = priya.post(url(where), sent | {"answer": "yes"})
        assert answer.status_code == 422
        assert WORDS in text(answer), "what was typed is not lost"
    assert not Noticed.objects.exists()
    priya.post(url(meeting), form | {"words": "Something else.", "answer": "yes"})
    assert Noticed.objects.get().words == WORDS


def test_a_page_left_open_is_shown_once_more(priya: Actor, meeting: Appointment, time_machine: Any) -> None:
    form = shown(priya, meeting)
    time_machine.move_to(timezone.now() + SHOWN_GOOD_FOR + timedelta(seconds=2))
    answer = priya.post(url(meeting), form | {"answer": "yes"})

    assert answer.status_code == 422
    assert "no longer good" in text(answer)
    assert WORDS in text(answer)
    assert not Noticed.objects.exists()


@pytest.mark.parametrize("words", ["", "x" * 10_000])
def test_a_line_of_no_or_too_many_letters_comes_back_whole(
    priya: Actor, meeting: Appointment, words: str
) -> None:
    answer = priya.post(url(meeting), {"words": words})

    assert answer.status_code == 422
    assert words in text(answer)


def test_only_the_peer_of_a_meeting_that_has_begun_asks(
    world: World, priya: Actor, meeting: Appointment
) -> None:
    for name in OTHERS:
        who = world.actor(name)
        assert who.get(url(meeting)).status_code == 404
        assert who.post(url(meeting), {"words": WORDS}).status_code == 404
    ahead = timezone.now() + timedelta(days=1)
    later = a_meeting(an_episode(world), MeetingKind.PEER, starts_at=ahead, peer=priya.member)
    missed = a_kept_meeting(world, kind=MeetingKind.PEER, hours_ago=9)
    note_outcome(
        appointment=missed,
        outcome=OutcomeKind.MISSED,
        by=priya.member,
        at=timezone.now() + timedelta(seconds=1),
    )
    for where in (later, missed, a_kept_meeting(world, hours_ago=6)):
        assert priya.get(url(where)).status_code == 404
        assert priya.post(url(where), {"words": WORDS}).status_code == 404


@pytest.mark.parametrize(("kind", "there"), [(MeetingKind.PEER, True), (MeetingKind.JOINT, True)])
def test_the_way_there_is_on_the_peers_page_of_their_meeting(
    world: World, priya: Actor, theo: Actor, kind: MeetingKind, there: bool
) -> None:
    meeting = a_kept_meeting(world, kind=kind)
    page = f"/e/{meeting.episode_id}/appointments/{meeting.pk}/"
    assert (url(meeting) in text(priya.get(page))) is there
    if kind is MeetingKind.JOINT:
        assert url(meeting) not in text(theo.get(page))


# --- Reading ---


def test_the_client_and_the_peer_read_it_and_the_therapist_never(
    world: World, noticed: Noticed, cleo: Actor, priya: Actor, theo: Actor
) -> None:
    views = f"/e/{noticed.episode_id}/meetings/{noticed.appointment_id}/views/"
    for page in (cleo.get(list_url(world)), cleo.get(views)):
        assert WORDS in text(page)
    for page in (priya.get(url(noticed.appointment)), priya.get(list_url(world))):
        assert WORDS in text(page)
    for where in ("/today/", "/clients/", list_url(world), f"/e/{world.episode_id}/", views):
        assert WORDS not in text(theo.get(where))


def test_another_peer_does_not_read_it(world: World, noticed: Noticed, pia: Actor) -> None:
    from tandem.care.actions import join_team
    from tandem.permissions.rules import Role

    join_team(episode=an_episode(world), member=pia.member, role=Role.PEER, by=None, at=timezone.now())
    assert WORDS not in text(pia.get(list_url(world)))
    assert pia.get(url(noticed.appointment)).status_code == 404


def test_the_client_may_make_a_point_of_it(world: World, noticed: Noticed, cleo: Actor, otto: Actor) -> None:
    way = f"{say_url(world)}?noticed={noticed.pk}"
    assert f'href="{way}"' in text(cleo.get(list_url(world)))
    page = text(cleo.get(way))
    assert WORDS in page
    assert "checked" not in page
    assert otto.get(way).status_code == 404
    theirs = list_url(world).replace(str(world.episode_id), str(otto.member.episodes.get().pk))
    assert WORDS not in text(otto.get(f"{theirs}new/?noticed={noticed.pk}"))


def test_nobody_changes_what_was_kept(noticed: Noticed) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Noticed.objects.update(at=timezone.now())


# --- Taking it back ---


def off(noticed: Noticed) -> str:
    return f"/e/{noticed.episode_id}/noticed/{noticed.pk}/off/"


def test_off_after_all_nobody_reads_it_any_more(
    world: World, noticed: Noticed, cleo: Actor, priya: Actor
) -> None:
    assert f'action="{off(noticed)}"' in text(cleo.get(list_url(world)))
    for _ in range(2):
        assert "Nobody can read it now." in text(cleo.post(off(noticed), follow=True))

    views = f"/e/{noticed.episode_id}/meetings/{noticed.appointment_id}/views/"
    for page in (
        cleo.get(list_url(world)),
        cleo.get(views),
        cleo.get(f"{say_url(world)}?noticed={noticed.pk}"),
    ):
        assert WORDS not in text(page)
        assert "noticed-h" not in text(page)
    for page in (priya.get(url(noticed.appointment)), priya.get(list_url(world))):
        assert WORDS not in text(page)
        assert "You noticed, and the client said: yes" not in text(page)
    assert NoticedOff.objects.count() == 1


def test_only_the_client_says_that_it_was_off(world: World, noticed: Noticed, otto: Actor) -> None:
    for name in OTHERS[1:]:
        assert world.actor(name).post(off(noticed)).status_code == 404
    assert world.actor("priya").post(off(noticed)).status_code == 404
    otto.post(off(noticed).replace(str(noticed.episode_id), str(otto.member.episodes.get().pk)))
    assert not NoticedOff.objects.exists()


def test_of_two_who_take_it_back_at_once_it_is_off_once(real_world: World) -> None:
    meeting, key = a_kept_meeting(real_world, kind=MeetingKind.PEER), uuid7()
    priya = real_world.actor("priya").member
    keep_noticed(noticed_id=key, meeting=meeting, words=WORDS, by=priya, at=timezone.now())

    def take_back() -> None:
        row = Noticed.objects.select_related("episode__client").get()
        take_back_noticed(noticed=row, by=row.episode.client, at=timezone.now())

    assert together(real_world.practice_id, take_back, take_back) == [None, None]
    assert NoticedOff.objects.count() == 1


def test_a_page_still_open_does_not_bring_it_back(priya: Actor, meeting: Appointment, cleo: Actor) -> None:
    form = shown(priya, meeting) | {"answer": "yes"}
    priya.post(url(meeting), form)
    cleo.post(off(Noticed.objects.get()))
    assert WORDS not in text(priya.post(url(meeting), form, follow=True))


def test_what_was_said_of_it_stays_said(world: World, noticed: Noticed, cleo: Actor, theo: Actor) -> None:
    cleo.post(say_url(world), said(world, words="My own words."))
    cleo.post(off(noticed))
    assert "My own words." in text(theo.get("/today/"))


@pytest.mark.parametrize("kind", [MeetingKind.PEER, MeetingKind.JOINT])
def test_the_way_there_is_on_the_peers_card_written_or_not(
    world: World, priya: Actor, theo: Actor, kind: MeetingKind
) -> None:
    meeting = a_kept_meeting(world, kind=kind)
    card = f"/e/{meeting.episode_id}/meetings/{meeting.pk}/card/"
    for _ in range(2):
        assert f'href="{url(meeting)}"' in text(priya.get(card))
        priya.post(card, {"own_side": "I was late."})
    assert "I was late." in text(priya.get(card))
    if kind is MeetingKind.JOINT:
        theo.post(card, {"own_side": "I was late too."})
        assert url(meeting) not in text(theo.get(card))
