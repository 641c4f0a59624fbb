"""How long a sign-in lasts, for whom; where one is signed in; and what ends it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tandem.people.models import Member, Session
from tandem.people.sessions import USED, name_of
from tandem.sign_ins.rules import device
from tests.cast import PASSWORD, Actor, World, signed_in
from tests.parts.entering import sign_in
from tests.parts.meetings import text

START = datetime.now(UTC).replace(microsecond=0)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"  # noqa: E501


def at(**after: float) -> time_machine.travel:
    """Return the clock set to some time after the start."""
    return time_machine.travel(START + timedelta(**after), tick=False)


@pytest.mark.parametrize(
    ("name", "safer", "still", "over"),
    [("cleo", False, 14.9, 15), ("cleo", True, 4.9, 5), ("theo", False, 14.9, 15), ("lead", False, 14.9, 15)],
)
def test_without_use_it_ends(world: World, name: str, safer: bool, still: float, over: float) -> None:
    who = world.actor(name)
    Member.objects.filter(pk=who.pk).update(safer=safer)
    with at(minutes=0):
        page = who.get("/today/")
        assert f'data-idle="{int(over * 60)}"' in page.content.decode()
    with at(minutes=still):
        assert who.get("/today/").status_code == 200
    with at(minutes=still + over):
        assert who.get("/today/").status_code == 302


@pytest.mark.parametrize(("name", "hours"), [("cleo", 24), ("theo", 12), ("biller", 12)])
def test_however_much_it_is_used_it_ends(world: World, name: str, hours: int) -> None:
    who = world.actor(name)
    with at(minutes=0):
        who.get("/settings/")
    for minutes, status in ((hours * 60 - 1, 200), (hours * 60, 302)):
        with at(minutes=minutes - 1):
            session = who.client.session
            session[USED] = int((START + timedelta(minutes=minutes - 1)).timestamp())
            session.save()
        with at(minutes=minutes):
            assert who.get("/settings/").status_code == status
    assert who.get("/stay/").status_code == 403


def test_a_practice_may_be_stricter(theo: Actor, settings: Any) -> None:
    settings.TANDEM_IDLE_SECONDS = 120
    with at(minutes=0):
        theo.get("/today/")
    with at(minutes=2):
        assert theo.get("/today/").status_code == 302


# Devices -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (IPHONE, ("Safari", "iPhone")),
        (
            "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/146.0 Mobile Safari/537.36",
            ("Chrome", "Android"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/146 Safari/537.36 Edg/146",
            ("Edge", "Windows"),
        ),
        ("", ("", "")),
        ("<script>alert(1)</script>", ("", "")),
    ],
)
def test_a_device_is_told_in_words(agent: str, said: tuple[str, str]) -> None:
    assert device(agent) == said


def test_a_sign_in_elsewhere_is_listed_and_ended(cleo: Actor) -> None:
    phone, desk = (Client(headers={"user-agent": agent}) for agent in (IPHONE, FIREFOX))
    for browser in (phone, desk):
        sign_in(browser, "cleo")
    page = desk.get("/devices/")
    body = text(page)

    assert "Safari on iPhone" in body
    assert "Firefox on Linux" in body
    assert phone.cookies["session"].value not in body
    assert name_of(desk.cookies["session"].value) not in body  # this one has no button
    desk.post("/devices/sign-out/", {"device": name_of(phone.cookies["session"].value)})
    assert phone.get("/today/").status_code == 302
    assert desk.get("/today/").status_code == 200


def test_all_others_are_ended_at_once(cleo: Actor) -> None:
    browsers = [signed_in(Client(), cleo.user) for _ in range(3)]
    browsers[0].post("/devices/sign-out-others/")
    assert [browser.get("/today/").status_code for browser in browsers] == [200, 302, 302]


def test_nobody_ends_somebody_elses(cleo: Actor, otto: Actor) -> None:
    cleo.get("/today/")
    key = cleo.client.cookies["session"].value
    for name in (name_of(key), key, "", "x"):
        otto.post("/devices/sign-out/", {"device": name})
    assert cleo.get("/today/").status_code == 200


def test_a_new_password_ends_them_all(cleo: Actor) -> None:
    elsewhere = signed_in(Client(), cleo.user)
    here = Client()
    sign_in(here, "cleo")
    new = "quite another password"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert elsewhere.get("/today/").status_code == 302
    assert here.get("/today/").status_code == 302
    sign_in(here, "cleo", new)
    assert here.get("/today/").status_code == 200


# Keys --------------------------------------------------------------------------------------------------


def test_a_planted_key_dies_when_somebody_signs_in(world: World) -> None:
    victim, thief = Client(), Client()
    victim.get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    planted = victim.cookies["session"].value
    thief.cookies["session"] = planted
    sign_in(victim, "cleo")

    assert victim.cookies["session"].value != planted
    assert thief.get("/today/").status_code == 302
    assert victim.get("/today/").status_code == 200


@pytest.mark.parametrize("cookie", ["x", "", "a" * 32, "../../etc", "ü" * 8, "a" * 5000])
def test_a_made_up_key_is_nobody(world: World, cookie: str) -> None:
    browser = Client()
    browser.cookies["session"] = cookie
    assert browser.get("/today/").status_code == 302
    assert not Session.objects.filter(session_key=cookie[:40]).exists()


def test_sign_in_data_that_was_tampered_with_is_nobody(theo: Actor) -> None:
    theo.get("/today/")
    Session.objects.update(session_data="eyJhIjoxfQ:1abcde:forged")
    assert theo.get("/today/").status_code == 302
