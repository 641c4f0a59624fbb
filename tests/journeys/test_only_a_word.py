"""“Just if it is worth a talk”, to the peer: a word for the peer, and nothing for anybody else."""

import pytest
from playwright.sync_api import expect

from tandem.session_checks.models import SessionCheck
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import choose, give_number, say_something_small, words_on
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]

LINE = "The room was too loud for me."
ANSWERS = (LINE, "of 10", "Something small")
SIGNS = (*ANSWERS, "would like to talk", "says all was well", "Worth a talk", "just a word", "Good to know")


def test_a_word_for_the_peer_is_a_word_for_the_peer_alone(stage: Stage) -> None:
    meeting = a_kept_meeting(stage.world)
    cleo, priya, theo = stage.someone("cleo", PHONE), stage.someone("priya"), stage.someone("theo")
    episode = f"/e/{meeting.episode_id}/"

    cleo.goto(f"{episode}meetings/{meeting.pk}/check/")
    give_number(cleo, 2)
    say_something_small(cleo, LINE)
    choose(cleo, "Priya Specimen", "Just if it is worth a talk")
    expect(cleo.get_by_text("sees just if it is worth a talk")).to_be_visible()

    read = f"{episode}checks/{SessionCheck.objects.get().pk}/"
    everywhere = ["/today/", "/clients/", episode, f"{episode}goals/", read]
    seen_by_priya = words_on(priya, everywhere)
    axe.check(priya, address=read, heading="Cleo Example")
    assert "Cleo Example would like to talk about" in seen_by_priya
    assert "chose: just a word" in seen_by_priya
    assert "Worth a talk" in seen_by_priya
    assert [said for said in ANSWERS if said in seen_by_priya] == []
    assert "1 client would like to talk." in seen_by_priya

    seen_by_theo = words_on(theo, everywhere).replace("0 clients would like to talk.", "")
    assert [said for said in SIGNS if said in seen_by_theo] == []
    axe.check(theo, address=read, heading="We can’t find this page")
