"""A therapist's and a peer's own first ten minutes, and the two lines that clients read."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tandem.beginnings.models import HelperStep, TopicAnswer
from tandem.care.actions import add_cover
from tandem.care.models import CoverHours
from tandem.notifications.actions import send_waiting
from tandem.notifications.models import Notice
from tandem.people.models import Member, Profile
from tests.cast import ZONE, Actor, World
from tests.parts.meetings import text

LINE, SECOND = "I cook for the whole street.", "Ask me anything; I may pass."
PAGES = ("/begin/", "/begin/example/", "/begin/asked/", "/begin/topics/", "/begin/cover/", "/begin/tonight/")
TOPICS = dict.fromkeys(("roles", "records", "safety", "stopping", "ties"), "agreed")


# Two lines ------------------------------------------------------------------------------------------


def test_clients_read_the_two_lines_of_their_helpers(world: World, cleo: Actor, priya: Actor) -> None:
    assert priya.post("/profile/", {"line_one": LINE, "line_two": SECOND}).status_code == 302

    for url in (f"/e/{world.episode_id}/", f"/e/{world.episode_id}/begin/to/faces/"):
        assert LINE in text(cleo.get(url))
        assert SECOND in text(cleo.get(url))
    assert LINE in text(priya.get("/profile/"))


def test_the_preview_is_just_what_a_client_sees_and_keeps_nothing(
    world: World, cleo: Actor, priya: Actor
) -> None:
    shown = text(priya.post("/profile/", {"line_one": LINE, "go": "preview"}))
    assert not Profile.objects.exists()
    assert f'value="{LINE}"' in shown
    priya.post("/profile/", {"line_one": LINE})

    piece = shown[shown.index('<div class="person">', shown.index("So a client sees you")) :]
    piece = piece[: piece.index("</div></div>")]
    assert piece in text(cleo.get(f"/e/{world.episode_id}/"))


def test_the_lines_may_be_emptied_again_and_sent_twice(world: World, cleo: Actor, priya: Actor) -> None:
    for _ in range(2):
        priya.post("/profile/", {"line_one": LINE})
    priya.post("/profile/", {"line_one": "", "line_two": ""})

    assert Profile.objects.count() == 2
    assert LINE not in text(cleo.get(f"/e/{world.episode_id}/"))


def test_a_line_that_is_too_long_comes_back_whole(priya: Actor) -> None:
    answer = priya.post("/profile/", {"line_one": "x" * 10_000, "line_two": SECOND})

    assert answer.status_code == 422
    assert "Please keep it to 140 letters." in text(answer)
    assert "x" * 10_000 in text(answer)
    assert SECOND in text(answer)


def test_the_lines_are_sealed(world: World, priya: Actor) -> None:
    from tests.parts.engines import select

    priya.post("/profile/", {"line_one": LINE})

    assert LINE not in str(select("SELECT line_one FROM people_profile"))


# Steps ----------------------------------------------------------------------------------------------


def test_only_helpers_get_ready_here(
    cleo: Actor, lead: Actor, desk: Actor, theo: Actor, priya: Actor
) -> None:
    for url in (*PAGES, "/try/card/", "/profile/"):
        for who in (cleo, lead, desk):
            assert who.get(url).status_code == 404, url
        for who in (theo, priya):
            assert who.get(url).status_code == 200, url


def test_each_role_has_its_own_list(theo: Actor, priya: Actor) -> None:
    assert "Five things to settle with the peer" in text(theo.get("/begin/"))
    assert "What nobody may ask of you here" not in text(theo.get("/begin/"))
    assert "What nobody may ask of you here" in text(priya.get("/begin/"))


def test_today_leads_there_until_all_is_done(world: World, tess: Actor) -> None:
    assert "Your own first ten minutes" in text(tess.get("/today/"))
    for page in ("example", "cover"):
        for _ in range(2):
            tess.post(f"/begin/{page}/")
    tess.post("/begin/topics/", TOPICS)
    tess.post("/try/card/", {"step": "Walk to the gate."})
    assert "Your own first ten minutes" in text(tess.get("/today/"))
    tess.post("/profile/", {"line_one": "", "line_two": ""})

    assert "Your own first ten minutes" not in text(tess.get("/today/"))
    assert "All done." in text(tess.get("/begin/"))
    assert HelperStep.objects.filter(member=tess.member).count() == 4


def test_settings_lead_a_helper_there_and_nobody_else(theo: Actor, lead: Actor, cleo: Actor) -> None:
    assert "/begin/" in text(theo.get("/settings/"))
    for who in (lead, cleo):
        assert "/begin/" not in text(who.get("/settings/"))
        assert "/profile/" not in text(who.get("/settings/"))


def test_topics_are_kept_as_rows_and_done_once_all_five_are_said(theo: Actor) -> None:
    theo.post("/begin/topics/", {"roles": "agreed", "ties": "talk"})
    assert not HelperStep.objects.exists()
    for _ in range(2):
        theo.post("/begin/topics/", TOPICS | {"roles": "talk"})

    assert HelperStep.objects.get().step == "topics"
    said = list(TopicAnswer.objects.order_by("at", "id").values_list("topic", "answer"))
    assert len(said) == 7
    assert [answer for topic, answer in said if topic == "roles"] == ["agreed", "talk"]
    assert text(theo.get("/begin/topics/")).count(" checked") == 5


def test_a_topic_that_does_not_exist_is_refused(theo: Actor) -> None:
    assert theo.post("/begin/topics/", {"roles": "maybe"}).status_code == 422


def test_the_card_on_an_invented_client_keeps_nothing(world: World, theo: Actor, priya: Actor) -> None:
    from tandem.session_checks.models import Card

    page = text(theo.get("/try/card/"))
    assert "Robin Invented" in page
    goal = "00000000-0000-0000-0000-000000000000"
    for who in (theo, priya):
        answer = who.post("/try/card/", {"step": LINE, "guess": "8", "own_side": LINE, "goal": goal})
        assert "Nothing of what you wrote was kept." in text(answer)
    assert "you write this together" in text(priya.get("/try/card/"))
    long = theo.post("/try/card/", {"step": "x" * 10_000})

    assert long.status_code == 422
    assert "x" * 10_000 in text(long)
    assert not Card.objects.exists()


def test_the_rota_says_whom_to_ask(theo: Actor, world: World) -> None:
    page = text(theo.get("/begin/cover/"))

    assert "Dr. Theo Sample" in page
    assert "Lead Example" in page
    assert "/calendar/" not in page


# Tonight --------------------------------------------------------------------------------------------


@pytest.fixture
def rota(world: World, theo: Actor) -> Any:
    """Theo answers from two until nine in the evening, on the practice's clock."""
    CoverHours.objects.all().delete()
    add_cover(
        member=theo.member, weekdays=range(7), opens=time(14), closes=time(21), by=None, at=timezone.now()
    )

    def at(clock: str) -> Any:
        then = datetime.fromisoformat(f"{timezone.localdate() + timedelta(days=1)}T{clock}")
        return time_machine.travel(then.replace(tzinfo=ZoneInfo(ZONE)), tick=True)

    return at


def test_a_peer_sees_who_answers_and_when_nobody_does(world: World, rota: Any) -> None:
    for clock, said in (
        ("20:00", "From 9 p.m. on nobody from here answers."),
        ("22:00", "Nobody from here answers right now."),
        ("10:00", "Nobody from here answers right now."),
    ):
        with rota(clock):
            page = text(world.actor("priya").get("/begin/tonight/"))
        assert said in page
        assert ("Dr. Theo Sample" in page) is (clock != "22:00")
        assert ("Send a test" in page) is (clock == "20:00")


def test_a_test_goes_to_whoever_answers_now_once(world: World, rota: Any) -> None:
    with rota("20:00"):
        priya = world.actor("priya")
        for _ in range(2):
            priya.post("/begin/tonight/test/")
        send_waiting(at=timezone.now())

    assert [letter.to for letter in mail.outbox] == [["theo@cast.example"]]
    assert mail.outbox[0].body.strip() == "This is a test. Nothing is asked of you."
    assert HelperStep.objects.get().step == "tonight"


def test_nobody_is_written_to_when_nobody_answers_or_has_an_address(
    world: World, rota: Any, theo: Actor
) -> None:
    with rota("22:00"):
        said = text(world.actor("priya").post("/begin/tonight/test/", follow=True))
    assert "Nobody answers now, so no test was sent." in said
    Member.objects.filter(pk=theo.pk).update(email="")
    with rota("20:00"):
        said = text(world.actor("priya").post("/begin/tonight/test/", follow=True))
    assert "has an e-mail address here, so no test was sent." in said

    assert not Notice.objects.exists()
    assert not HelperStep.objects.exists()
