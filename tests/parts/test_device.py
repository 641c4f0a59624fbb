"""What a browser keeps: nothing after a sign-in ends; a tablet that many people use waits for the next."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.privacy.rules import TABLET_IDLE
from tests.cast import PASSWORD, Actor, World, signed_in
from tests.parts.meetings import text

CLEARS = ('"cache"', '"storage"')


@pytest.fixture
def tablet(theo: Actor) -> Client:
    """A device that Theo marked as shared, with nobody signed in."""
    theo.post("/tablet/", {"on": "yes"})
    return theo.client


def sign_in(tablet: Client, who: Actor) -> None:
    """Let somebody sign in on it."""
    signed_in(tablet, who.user)


def clears(answer: Any, cookies: bool) -> bool:
    """Return whether an answer makes the browser forget."""
    told = answer.get("Clear-Site-Data", "")
    return all(part in told for part in CLEARS) and ('"cookies"' in told) is cookies


def test_signing_out_makes_the_browser_forget(cleo: Actor) -> None:
    assert "Clear-Site-Data" not in cleo.get("/today/")
    assert clears(cleo.post("/account/logout/"), cookies=True)
    assert "Clear-Site-Data" not in cleo.get("/account/login/")


def test_a_sign_in_that_ends_by_itself_does_so_too(cleo: Actor, time_machine: Any) -> None:
    cleo.get("/today/")
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    assert clears(cleo.get("/today/"), cookies=True)


def test_handing_a_device_over_does_so_too(theo: Actor, world: World) -> None:
    assert clears(theo.post(f"/e/{world.episode_id}/begin/here/"), cookies=True)


def test_whoever_left_without_a_network_is_out_at_the_next_request(cleo: Actor) -> None:
    cleo.client.cookies["left"] = "1"
    answer = cleo.get("/today/")

    assert answer["Location"].startswith("/account/login/")
    assert clears(answer, cookies=True)
    assert answer.cookies["left"]["max-age"] == 0
    assert cleo.get("/today/").status_code == 302


def test_somebody_of_the_practice_marks_a_device_and_is_signed_out_of_it(theo: Actor) -> None:
    page = text(theo.get("/tablet/"))
    answer = theo.post("/tablet/", {"on": "yes"})

    assert "Mark it as shared" in page
    assert (answer["Location"], clears(answer, cookies=False)) == ("/ready/", True)
    assert theo.get("/today/").status_code == 302
    page = text(theo.get("/ready/"))
    assert "Ready for you" in page
    assert "Tandem" not in page


def test_a_client_cannot_mark_a_device(cleo: Actor) -> None:
    assert cleo.get("/tablet/").content == cleo.get("/nowhere/").content
    assert "tablet" not in cleo.post("/tablet/", {"on": "yes"}).cookies


def test_a_mark_written_by_hand_counts_for_nothing(cleo: Actor) -> None:
    cleo.client.cookies["tablet"] = "yes:1:forged"

    assert "Done, next person" not in text(cleo.get("/today/"))


def test_every_page_there_has_the_way_to_the_next_person(tablet: Client, cleo: Actor, lead: Actor) -> None:
    for path in ("/ready/", "/account/login/", "/using-this-safely/", "/c/no/"):
        assert 'action="/next-person/"' in text(tablet.get(path)), path
    for who, path in ((cleo, "/today/"), (cleo, "/settings/"), (lead, "/today/"), (lead, "/people/")):
        sign_in(tablet, who)
        assert 'action="/next-person/"' in text(tablet.get(path)), path
    assert 'action="/next-person/"' not in text(cleo.get("/today/"))


def test_one_press_signs_out_and_forgets_but_for_the_mark(tablet: Client, cleo: Actor) -> None:
    sign_in(tablet, cleo)
    tablet.get("/today/")
    answer = tablet.post("/next-person/")

    assert (answer["Location"], clears(answer, cookies=False)) == ("/ready/", True)
    assert {answer.cookies[name]["max-age"] for name in ("csrftoken", "django_language", "session")} == {0}
    assert tablet.get("/today/").status_code == 302
    assert "Done, next person" in text(tablet.get("/ready/"))
    assert tablet.get("/next-person/").status_code == 405


def test_signing_out_there_leads_to_the_page_that_says_nothing(tablet: Client, cleo: Actor) -> None:
    sign_in(tablet, cleo)
    answer = tablet.post("/account/logout/")

    assert (answer["Location"], clears(answer, cookies=False)) == ("/ready/", True)


@pytest.mark.parametrize(("quiet", "status"), [(-10, 200), (10, 302)])
def test_two_quiet_minutes_sign_out(
    tablet: Client, cleo: Actor, quiet: int, status: int, time_machine: Any
) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign_in(tablet, cleo)
    assert f'data-idle="{TABLET_IDLE.seconds}"' in text(tablet.get("/today/"))
    time_machine.move_to(now + TABLET_IDLE + timedelta(seconds=quiet), tick=False)

    assert tablet.get("/today/").status_code == status


def test_what_a_page_fetches_by_itself_is_nobodys_use(tablet: Client, theo: Actor, time_machine: Any) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign_in(tablet, theo)
    tablet.get("/today/")
    time_machine.move_to(now + timedelta(seconds=90), tick=False)
    tablet.get("/today/news/", headers={"hx-request": "true"})
    time_machine.move_to(now + timedelta(seconds=130), tick=False)

    assert tablet.get("/today/").status_code == 302


def test_staff_take_the_mark_off_again(tablet: Client, lead: Actor) -> None:
    sign_in(tablet, lead)
    assert "No longer shared" in text(tablet.get("/tablet/"))
    tablet.post("/tablet/", {})

    assert 'action="/next-person/"' not in text(tablet.get("/tablet/"))


def test_a_wrong_password_there_keeps_no_address_for_the_next(tablet: Client, world: World) -> None:
    tablet.post("/account/login/", {"login": "cleo@cast.example", "password": "wrong" + PASSWORD})
    tablet.post("/next-person/")

    assert "cleo@" not in text(tablet.get("/account/login/"))
