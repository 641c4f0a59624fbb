"""Helpers' cards: written once, opened to the client alone, and one line that travels with the client's yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.models import Episode
from tandem.relays.models import Relay
from tandem.session_checks.actions import write_card
from tandem.session_checks.models import Card
from tests.cast import Actor, World
from tests.parts.meetings import a_check, a_kept_meeting, text
from tests.together import together

SAID = {
    "step": "Ring the library.", "matters": "To be believed.", "guess": "8", "wrong": "I went too fast.",
    "own_side": "I promised to slow down.", "for_other": "Could you walk there together?",
}  # fmt: skip


def card_url(meeting: Appointment) -> str:
    return f"/e/{meeting.episode_id}/meetings/{meeting.pk}/card/"


def views_url(meeting: Appointment) -> str:
    return f"/e/{meeting.episode_id}/meetings/{meeting.pk}/views/"


def line_url(card: Card) -> str:
    return f"/e/{card.episode_id}/cards/{card.pk}/line/"


@pytest.fixture
def card(theo: Actor, kept_meeting: Appointment) -> Card:
    """What Theo wrote about this morning's meeting."""
    theo.post(card_url(kept_meeting), SAID)
    return Card.objects.get()


def test_saying_that_a_meeting_took_place_leads_to_the_card(
    world: World, theo: Actor, episode: Episode
) -> None:
    from tests.cast import a_meeting

    at = timezone.now() - timedelta(hours=2)
    meeting = a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo.member)
    answer = theo.post(f"/e/{episode.pk}/appointments/{meeting.pk}/", {"outcome": "attended"})
    assert answer.url == card_url(meeting)
    assert theo.get(answer.url).status_code == 200


def test_everything_may_be_left_out_and_nothing_is_chosen_beforehand(
    theo: Actor, kept_meeting: Appointment
) -> None:
    assert "checked" not in text(theo.get(card_url(kept_meeting)))
    assert theo.post(card_url(kept_meeting), {}).url == "/today/"
    assert Card.objects.get().guess is None


def test_a_card_is_kept_as_it_was_written(card: Card, theo: Actor) -> None:
    assert (card.guess, card.step, card.matters) == (8, SAID["step"], SAID["matters"])
    assert (card.wrong, card.own_side, card.for_other) == (SAID["wrong"], SAID["own_side"], SAID["for_other"])
    assert (card.member_id, card.role) == (theo.pk, "therapist")
    page = text(theo.get(card_url(card.appointment)))
    assert all(words in page for words in (SAID["step"], SAID["matters"], SAID["wrong"]))


def test_the_first_card_stands_and_the_second_is_told(card: Card, theo: Actor) -> None:
    page = text(theo.post(card_url(card.appointment), {"step": "Something else."}, follow=True))
    assert "What you wrote first stands" in page
    assert Card.objects.get().step == SAID["step"]


def test_two_at_once_keep_one(real_world: World) -> None:
    meeting, theo = a_kept_meeting(real_world), real_world.actor("theo").member

    def write(step: str) -> Any:
        return lambda: write_card(
            meeting=meeting, said={"step": step}, by=theo, role="therapist", at=timezone.now()
        )

    results = together(real_world.practice_id, write("one"), write("two"))
    assert sorted(type(result).__name__ for result in results) == ["AlreadyWritten", "Card"]
    assert Card.objects.count() == 1


def test_a_line_that_is_too_long_is_told_and_all_is_kept(theo: Actor, kept_meeting: Appointment) -> None:
    answer = theo.post(card_url(kept_meeting), SAID | {"wrong": "x" * 10_000})
    assert answer.status_code == 422
    page = text(answer)
    assert "keep it to 300 letters" in page
    assert "x" * 10_000 in page
    assert SAID["matters"] in page
    assert not Card.objects.exists()


def test_only_who_was_there_writes_about_a_meeting_that_took_place(
    world: World, cleo: Actor, priya: Actor, tess: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    for who in (cleo, priya, tess, world.actor("sam")):
        assert who.get(card_url(kept_meeting)).status_code == 404
        assert who.post(card_url(kept_meeting), SAID).status_code == 404
    theo.post(f"/e/{kept_meeting.episode_id}/appointments/{kept_meeting.pk}/", {"outcome": "missed"})
    assert theo.get(card_url(kept_meeting)).status_code == 404
    assert not Card.objects.exists()


def test_before_the_client_answers_only_the_own_side_and_the_line_are_open(card: Card, cleo: Actor) -> None:
    page = text(cleo.get(views_url(card.appointment)))
    assert SAID["own_side"] in page
    assert SAID["for_other"] in page
    assert not any(words in page for words in (SAID["step"], SAID["matters"], SAID["wrong"], "8 of 10"))


def test_the_answer_opens_the_card_to_the_client(card: Card, cleo: Actor, kept_meeting: Appointment) -> None:
    a_check(kept_meeting, to=[])
    page = text(cleo.get(views_url(card.appointment)))
    assert all(words in page for words in (SAID["step"], SAID["matters"], SAID["wrong"], "8 of 10"))
    assert "Written after you had answered" not in page


def test_two_days_open_the_card_without_an_answer(card: Card, cleo: Actor, time_machine: Any) -> None:
    time_machine.move_to(card.appointment.ends_at + timedelta(hours=47, minutes=59))
    assert SAID["matters"] not in text(cleo.get(views_url(card.appointment)))
    time_machine.move_to(card.appointment.ends_at + timedelta(hours=48, minutes=1))
    assert SAID["matters"] in text(cleo.get(views_url(card.appointment)))


def test_a_card_written_after_the_answer_says_so(theo: Actor, cleo: Actor, kept_meeting: Appointment) -> None:
    a_check(kept_meeting, to=[])
    theo.post(card_url(kept_meeting), SAID)
    assert "Written after you had answered" in text(cleo.get(views_url(kept_meeting)))


def test_nobody_but_the_client_sees_the_three_views(
    world: World, card: Card, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    a_check(kept_meeting, to=[theo.member])
    for who in (theo, priya, world.actor("sam"), world.actor("otto"), world.actor("lead")):
        assert who.get(views_url(kept_meeting)).status_code == 404


def test_the_other_helper_reads_the_own_side_at_once_and_nothing_else(card: Card, priya: Actor) -> None:
    page = text(priya.get("/today/"))
    assert SAID["own_side"] in page
    assert not any(SAID[name] in page for name in ("step", "matters", "wrong", "for_other"))


def test_a_line_reaches_the_other_helper_only_after_a_yes(card: Card, cleo: Actor, priya: Actor) -> None:
    cleo.post(line_url(card), {"send": "no"})
    assert SAID["for_other"] not in text(priya.get("/today/"))
    cleo.post(line_url(card), {"send": "yes"})
    assert SAID["for_other"] in text(priya.get("/today/"))
    cleo.post(line_url(card), {"send": "no"})
    assert SAID["for_other"] not in text(priya.get("/today/"))
    cleo.post(line_url(card), {"send": "yes"})
    assert Relay.objects.filter(kind="line").count() == 1


def test_the_yes_may_be_given_on_the_helpers_device_once(card: Card, theo: Actor, priya: Actor) -> None:
    assert "May this go to" in text(theo.get(card_url(card.appointment)))
    assert theo.post(line_url(card), {"send": "no"}).status_code == 302
    assert theo.post(line_url(card), {"send": "yes"}).status_code == 404
    assert SAID["for_other"] not in text(priya.get("/today/"))


def test_a_helper_does_not_say_yes_for_anothers_line(
    world: World, card: Card, priya: Actor, tess: Actor
) -> None:
    for who in (priya, tess, world.actor("sam")):
        assert who.post(line_url(card), {"send": "yes"}).status_code == 404
    assert not Relay.objects.filter(kind="line").exists()


def test_a_line_stays_on_today_until_it_was_read(card: Card, cleo: Actor, priya: Actor) -> None:
    cleo.post(line_url(card), {"send": "yes"})
    line, own_side = Relay.objects.get(kind="line"), Relay.objects.get(kind="own_side")
    assert priya.post(f"/e/{card.episode_id}/lines/{line.pk}/read/").status_code == 302
    page = text(priya.get("/today/"))
    assert SAID["for_other"] not in page
    assert SAID["own_side"] in page
    assert priya.post(f"/e/{card.episode_id}/lines/{line.pk}/read/").status_code == 404
    assert priya.post(f"/e/{card.episode_id}/lines/{own_side.pk}/read/").status_code == 302


def test_a_line_taken_back_is_gone_from_a_stale_page(card: Card, cleo: Actor, priya: Actor) -> None:
    cleo.post(line_url(card), {"send": "yes"})
    line = Relay.objects.get(kind="line")
    cleo.post(line_url(card), {"send": "no"})
    assert priya.post(f"/e/{card.episode_id}/lines/{line.pk}/read/").status_code == 404
    line.refresh_from_db()
    assert line.acknowledged_at is None


def test_the_list_of_clients_says_who_was_met_when_and_what_waits(
    card: Card, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    mine, hers = text(theo.get("/clients/")), text(priya.get("/clients/"))
    assert "Last met" in mine
    assert "nothing booked" in mine
    assert "wait" not in mine
    assert "Not met yet" in hers  # she does not learn here when the other helper met the client
    assert "1 thing waits on Today" in hers
