"""Staff see nothing before they have shown a second factor; an app's code and the codes to keep work once."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as as_served
from django.db import connection
from django.test import Client

from tandem.people.models import Session
from tandem.record.models import Entry
from tandem.sign_ins.models import FactorSecret
from tests.architecture.test_strangers import OPEN
from tests.architecture.urls import addresses
from tests.cast import ROLES, Actor, World, just_proven
from tests.counting import statements
from tests.parts.entering import APP, SECOND, an_app, code_now, sign_in
from tests.parts.meetings import text

STAFF = [name for name, roles in ROLES.items() if roles != ROLES["cleo"]]
SET_UP = "/second-factor/"


def without_one(who: Actor) -> Client:
    """Return a browser that is signed in with a password alone."""
    browser = Client()
    browser.force_login(who.user)
    return browser


def test_it_is_asked_unless_the_demonstration_says_otherwise() -> None:
    assert as_served.TANDEM_SECOND_FACTOR is True


@pytest.mark.parametrize("name", STAFF)
def test_every_role_but_the_clients_is_led_to_its_page(world: World, name: str) -> None:
    assert without_one(world.actor(name)).get("/today/")["Location"] == SET_UP


@pytest.mark.parametrize("name", ["sam"])
def test_staff_are_led_to_its_page_from_every_other(world: World, name: str) -> None:
    browser, found = without_one(world.actor(name)), []
    for one in addresses():
        url = "/" + re.sub(r"<[^>]+>", "0190f3f0-0000-7000-8000-000000000000", one.route)
        if one.name in {"healthz", "language", "leave", "stay", "second-factor"}:
            continue
        answers = (browser.get(url), browser.post(url, {}))
        found += [one.name for answer in answers if answer.headers.get("Location") != SET_UP]
    assert found == []


def test_a_client_is_never_made_to(cleo: Actor) -> None:
    assert without_one(cleo).get("/today/").status_code == 200


def test_its_page_leads_out_and_nowhere_else(theo: Actor) -> None:
    browser = without_one(theo)
    page = text(browser.get(SET_UP))

    assert APP in page
    assert "/clients/" not in page
    assert browser.get("/account/password/change/")["Location"] == SET_UP
    browser.post("/account/logout/")
    assert browser.get("/today/")["Location"].startswith("/account/login/")


def test_it_costs_no_question_of_the_database(theo: Actor, settings: Any) -> None:
    asked = []
    for setting in (True, False):
        settings.TANDEM_SECOND_FACTOR = setting
        theo.get("/settings/")
        with statements(connection) as found:
            theo.get("/settings/")
        asked.append(len(found))
    assert asked[0] == asked[1]


def set_up(browser: Client) -> Any:
    """Set up an app as a person would; the answer leads to the codes to keep."""
    page = browser.get(APP)
    return browser.post(APP, {"code": code_now(page.context["form"].secret)})


def test_an_app_is_set_up_and_opens_the_day(theo: Actor) -> None:
    browser = Client()
    assert sign_in(browser, "theo").status_code == 302
    key = browser.cookies["session"].value
    page = text(browser.get(APP))  # the password was typed a moment ago, so it is not asked again
    answer = set_up(browser)

    assert "<svg" in page
    assert "style=" not in page.split("<svg")[1].split("</svg>")[0]
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    codes = re.findall(r">(\d{8})<", text(browser.get(answer["Location"])))
    assert len(set(codes)) == 10
    assert browser.get("/today/").status_code == 200
    assert browser.cookies["session"].value != key
    assert Entry.objects.filter(event="FactorAdded", by=theo.pk).count() == 1


def test_setting_one_up_ends_the_sign_ins_that_had_none(theo: Actor) -> None:
    elsewhere, here = without_one(theo), Client()
    elsewhere.get(SET_UP)
    sign_in(here, "theo")
    set_up(here)

    assert elsewhere.get("/today/")["Location"].startswith("/account/login/")
    assert here.get("/today/").status_code == 200


def test_a_sign_in_without_one_beside_an_app_is_told_to_sign_in_again(theo: Actor) -> None:
    an_app(theo.user)
    assert "in again with it" in text(without_one(theo).get(SET_UP))


@pytest.mark.parametrize("typed", ["", "000000", "x" * 500, "١٢٣٤٥٦", "12345\x00"])
def test_a_wrong_first_code_sets_nothing_up(theo: Actor, typed: str) -> None:
    browser = Client()
    sign_in(browser, "theo")
    browser.get(APP)
    answer = browser.post(APP, {"code": typed})

    assert answer.context["form"].errors["code"]
    assert not Authenticator.objects.exists()
    assert browser.get("/today/")["Location"] == SET_UP


@pytest.mark.parametrize("name", ["theo", "cleo"])
def test_whoever_has_an_app_is_asked_for_its_code(world: World, name: str) -> None:
    secret, browser = an_app(world.actor(name).user), Client()

    assert sign_in(browser, name)["Location"] == SECOND
    assert browser.get("/today/")["Location"].startswith("/account/login/")
    answer = browser.post(SECOND, {"code": "000000"})
    assert "not the code" in text(answer)
    assert browser.get("/today/").status_code == 302

    browser.post(SECOND, {"code": code_now(secret)})
    assert browser.get("/today/").status_code == 200


def test_a_code_is_good_once(theo: Actor) -> None:
    secret = an_app(theo.user)
    code = code_now(secret, later=30)  # the next one: clocks may differ by one
    for turn, status in enumerate((200, 302)):
        browser = Client()
        sign_in(browser, "theo")
        answer = browser.post(SECOND, {"code": code})
        assert browser.get("/today/").status_code == status, turn
    assert "used" in text(answer) or "not the code" in text(answer)


def test_a_code_to_keep_is_good_once(theo: Actor) -> None:
    first = Client()
    sign_in(first, "theo")
    codes = re.findall(r">(\d{8})<", text(first.get(set_up(first)["Location"])))
    for status in (200, 302):
        browser = Client()
        sign_in(browser, "theo")
        browser.post(SECOND, {"code": codes[3]})
        assert browser.get("/today/").status_code == status


def test_the_second_step_alone_is_no_way_in(theo: Actor) -> None:
    secret = an_app(theo.user)
    browser = Client()

    assert browser.post(SECOND, {"code": code_now(secret)})["Location"] == "/account/login/"
    assert browser.get("/today/").status_code == 302


def test_staff_keep_one_and_a_client_need_not(theo: Actor, cleo: Actor) -> None:
    for who, left in ((theo, 1), (cleo, 0)):
        an_app(who.user)
        just_proven(who.client)
        who.post("/account/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=who.user, type="totp").count() == left
        assert FactorSecret.objects.count() == 1  # what theo's app is made of; cleo's is forgotten
    assert Entry.objects.filter(event="FactorRemoved", by=cleo.pk).exists()


def test_secrets_do_not_stand_in_the_database(theo: Actor) -> None:
    secret = an_app(theo.user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT secret FROM sign_ins_factorsecret")
        kept += str(cursor.fetchall())
    assert secret not in kept


def test_the_pages_of_a_second_step_ask_for_the_password_first(theo: Actor) -> None:
    an_app(theo.user)
    for url in (
        APP,
        "/account/2fa/totp/deactivate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/generate/",
    ):
        answer = theo.get(url, follow=True)
        assert "Is it you?" in text(answer) or answer.redirect_chain, url
    key = theo.client.cookies["session"].value
    theo.post("/account/reauthenticate/?next=/account/2fa/recovery-codes/generate/", {"password": "wrong"})
    assert theo.client.cookies["session"].value == key


@pytest.mark.parametrize(
    "path", ["reauthenticate/", "webauthn/", "webauthn/reauthenticate/", "webauthn/keys/1/edit/"]
)
def test_what_shows_only_that_one_holds_the_phone_proves_nothing(theo: Actor, path: str) -> None:
    an_app(theo.user)
    theo.client.raise_request_exception = False
    assert theo.get(f"/account/2fa/{path}").status_code == 404


BROKEN = [
          "", "x", "[]", "{}", '"a"', "null", "1", '{"id": 1}', '{"response": []}',
          '{"id": "a", "rawId": "a", "type": "public-key"}',
          '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"e30",'
          '"signature":"e30","userHandle":"e30"}}']  # fmt: skip


@pytest.mark.parametrize("credential", BROKEN)
def test_a_made_up_passkey_opens_nothing_and_breaks_nothing(theo: Actor, credential: str) -> None:
    browser, here = Client(), Client()
    browser.get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert (
        browser.post("/account/2fa/webauthn/login/", {"credential": credential})["Location"]
        == "/account/login/"
    )

    sign_in(here, "theo")
    here.get("/account/2fa/webauthn/add/")
    assert here.post("/account/2fa/webauthn/add/", {"credential": credential, "name": "x"}).status_code == 200

    an_app(theo.user)
    last = Client()
    sign_in(last, "theo")
    last.get(SECOND)
    assert last.post(SECOND, {"credential": credential}).status_code == 200
    assert last.get("/today/").status_code == 302
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_nobody_stands_in_the_table_of_sign_ins_for_a_passkey_that_failed(theo: Actor) -> None:
    Client().post("/account/2fa/webauthn/login/", {"credential": "{}"})
    assert not Session.objects.filter(user__isnull=False).exists()


def test_the_open_pages_are_those_known() -> None:
    assert {"paper"} <= OPEN
