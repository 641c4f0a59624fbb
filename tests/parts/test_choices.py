"""What differs is shown to the client first, with five choices; what a choice tells whom."""

import pytest

from tandem.appointments.models import Appointment
from tandem.care.actions import leave_team
from tandem.care.models import Episode
from tandem.relays.models import Relay
from tandem.session_checks.models import SessionCheck
from tandem.session_checks.rules import Answers
from tests.cast import Actor, World
from tests.parts.meetings import a_check, text
from tests.parts.test_cards import SAID, card_url, views_url

LOW = Answers(heard=4, off="no")


def choose(cleo: Actor, check: SessionCheck, choice: str) -> str:
    url = f"/e/{check.episode_id}/checks/{check.pk}/choose/"
    return text(cleo.post(url, {"choice": choice}, follow=True))


def test_a_gap_is_shown_to_the_client_alone(
    cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    theo.post(card_url(kept_meeting), SAID)
    check = a_check(kept_meeting, to=[], said=LOW)

    assert check.reasons == "guessed_higher other_step"
    assert "felt more understood than you did" in text(cleo.get(views_url(kept_meeting)))
    assert views_url(kept_meeting) in text(cleo.get("/today/"))
    for helper in (theo, priya):
        assert "understood" not in text(helper.get("/today/"))
        assert helper.get(f"/e/{check.episode_id}/checks/{check.pk}/").status_code == 404


def test_a_card_that_comes_later_finds_the_gap_too(theo: Actor, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[], said=LOW)
    assert check.reasons == ""
    theo.post(card_url(kept_meeting), {"guess": "9"})
    check.refresh_from_db()
    assert check.reasons == "guessed_higher"


def test_a_later_card_does_not_ask_again_what_was_settled(
    cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    choose(cleo, check, "let_be")
    theo.post(card_url(kept_meeting), {"guess": "9"})
    check.refresh_from_db()
    assert check.reasons == "low"
    assert views_url(kept_meeting) not in text(cleo.get("/today/"))


def test_nothing_differs_when_the_helper_guessed_too_low(theo: Actor, kept_meeting: Appointment) -> None:
    theo.post(card_url(kept_meeting), {"guess": "1"})
    assert a_check(kept_meeting, to=[], said=Answers(heard=10, off="no")).reasons == ""


def test_the_receipt_shows_the_reason_at_once(cleo: Actor, kept_meeting: Appointment) -> None:
    url = f"/e/{kept_meeting.episode_id}/meetings/{kept_meeting.pk}/check/"
    saved = cleo.post(url, {"step": "who", "who": "nobody", "level": "word", "heard": "2", "off": "no"})
    assert "You gave a low number." in text(saved)


@pytest.mark.parametrize("choice", ["let_be", "think", "therapist", "together"])
def test_these_choices_tell_nobody_by_themselves(
    cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment, choice: str
) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    choose(cleo, check, choice)
    check.refresh_from_db()
    assert check.choice == choice
    assert not Relay.objects.exists()
    for helper in (theo, priya):
        assert helper.get(f"/e/{check.episode_id}/checks/{check.pk}/").status_code == 404


def test_to_talk_with_the_peer_tells_the_peer_that_and_no_number(
    cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=4, room=5))  # hard to say, yet no word by itself
    assert "would like to talk" in choose(cleo, check, "peer")

    today = text(priya.get("/today/"))
    assert "would like to talk" in today
    page = text(priya.get(f"/e/{check.episode_id}/checks/{check.pk}/"))
    assert "Worth a talk" in page
    assert "of 10" not in page
    assert "would like to talk" not in text(theo.get("/today/"))


def test_the_peer_is_told_once(cleo: Actor, priya: Actor, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    choose(cleo, check, "peer")
    assert "Saved" in choose(cleo, check, "peer")
    assert Relay.objects.count() == 1


def test_thinking_keeps_it_on_today_and_letting_be_does_not(cleo: Actor, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    choose(cleo, check, "think")
    assert "There is no hurry" in text(cleo.get("/today/"))
    choose(cleo, check, "let_be")
    assert views_url(kept_meeting) not in text(cleo.get("/today/"))


def test_without_a_peer_only_what_is_possible_is_offered(
    cleo: Actor, priya: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    leave_team(episode=episode, member=priya.member, by=None, at=check.submitted_at)
    page = text(cleo.get(views_url(kept_meeting)))
    assert 'value="therapist"' in page
    assert 'value="peer"' not in page
    url = f"/e/{check.episode_id}/checks/{check.pk}/choose/"
    assert cleo.post(url, {"choice": "peer"}).status_code == 404
    assert cleo.post(url, {"choice": "shout"}).status_code == 404


def test_nobody_chooses_for_the_client(world: World, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    url = f"/e/{check.episode_id}/checks/{check.pk}/choose/"
    for name in ("theo", "priya", "otto", "lead", "sam"):
        assert world.actor(name).post(url, {"choice": "peer"}).status_code == 404
    check.refresh_from_db()
    assert check.choice == ""


@pytest.mark.parametrize(("choice", "way"), [("therapist", ""), ("together", "together")])
def test_these_choices_lead_to_words_of_the_clients_own(
    cleo: Actor, theo: Actor, kept_meeting: Appointment, choice: str, way: str
) -> None:
    check = a_check(kept_meeting, to=[], said=Answers(heard=2))
    url = f"/e/{check.episode_id}/checks/{check.pk}/choose/"
    form = cleo.post(url, {"choice": choice}, follow=True).context["form"]
    assert form["to"].value() == str(theo.pk)
    assert form["way"].value() == way
    assert str(form["about"].value()) == str(kept_meeting.pk)
