"""Signing in: a password, or for clients a code by e-mail; nobody signs up by themselves."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.people.actions import end_role
from tandem.people.models import RoleGrant, Session, User
from tandem.sign_ins.letters import send_letters
from tests.cast import PASSWORD, Actor, World
from tests.parts.meetings import text

LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"


@pytest.fixture
def visitor(world: World) -> Client:
    """A browser that nobody has signed in with."""
    return Client()


def sign_in(visitor: Client, name: str, password: str = PASSWORD) -> Any:
    """Type an address and a password."""
    return visitor.post(LOGIN, {"login": f"{name}@cast.example", "password": password})


def send_code(visitor: Client, name: str) -> Any:
    """Ask for a code by e-mail, and let the worker send it."""
    answer = visitor.post(CODE, {"email": f"{name}@cast.example"})
    send_letters(at=timezone.now())
    return answer


def code_in(mail: Any) -> str:
    """Return the code in a mail."""
    found = re.search(r"^\s*([0-9A-Z]{3,4}-?[0-9A-Z]{3,4}|\d{6})\s*$", mail.body, re.MULTILINE)
    assert found, mail.body
    return found.group(1)


def test_a_password_leads_to_today(visitor: Client) -> None:
    answer = sign_in(visitor, "theo")

    assert answer.status_code == 302
    assert answer["Location"] == "/today/"
    assert visitor.get("/today/")["Location"] == "/second-factor/"  # theo has none yet


def test_an_address_counts_whatever_its_letters(visitor: Client) -> None:
    assert sign_in(visitor, "THEO").status_code == 302


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(visitor: Client) -> None:
    wrong, unknown = sign_in(visitor, "theo", "a wrong password"), sign_in(visitor, "nobody")

    assert wrong.status_code == unknown.status_code
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}
    assert "password is not right" in text(wrong)
    assert "theo@cast.example" in text(wrong)  # what was typed is kept
    assert "a wrong password" not in text(wrong)
    assert visitor.get("/today/").status_code == 302


def test_many_wrong_passwords_are_slowed_down(visitor: Client) -> None:
    for _ in range(12):
        answer = sign_in(visitor, "theo", "a wrong password")
    late = sign_in(visitor, "theo")

    assert answer.status_code in (200, 422, 429)
    assert late.status_code in (200, 422, 429)
    assert visitor.get("/today/").status_code == 302


def test_signing_in_gives_a_fresh_session(visitor: Client) -> None:
    visitor.get(LOGIN)
    before = visitor.cookies.get("session")
    old = before.value if before else ""
    sign_in(visitor, "theo")

    assert visitor.cookies["session"].value != old
    assert Session.objects.filter(user__email="theo@cast.example").count() == 1


def test_after_signing_out_the_pages_are_closed(theo: Actor) -> None:
    theo.post("/account/logout/")

    assert theo.get("/today/").status_code == 302


def test_leave_fast_signs_out_at_once_and_leads_somewhere_harmless(cleo: Actor, settings: Any) -> None:
    answer = cleo.post("/leave/")

    assert (answer.status_code, answer["Location"]) == (303, settings.TANDEM_EXIT_URL)
    assert '"cookies"' in answer["Clear-Site-Data"]
    assert cleo.get("/today/").status_code == 302
    assert cleo.get("/leave/").status_code == 405


def test_a_new_password_ends_every_other_session(theo: Actor, visitor: Client) -> None:
    sign_in(visitor, "theo")
    assert theo.get("/today/").status_code == 200
    theo.user.set_password("another password, long enough")
    theo.user.save()

    assert visitor.get("/today/").status_code == 302
    assert theo.get("/today/").status_code == 302


def test_an_account_that_was_switched_off_is_out_at_the_next_request(theo: Actor) -> None:
    assert theo.get("/today/").status_code == 200
    User.objects.filter(pk=theo.user.pk).update(is_active=False)

    assert theo.get("/today/").status_code == 302


def test_a_client_signs_in_with_a_code(visitor: Client, mailoutbox: list[Any]) -> None:
    assert send_code(visitor, "cleo").status_code == 302
    (mail,) = mailoutbox
    answer = visitor.post(CONFIRM, {"code": code_in(mail)})

    assert mail.to == ["cleo@cast.example"]
    assert answer["Location"] == "/today/"
    assert "Cleo" in text(visitor.get("/today/"))


def test_the_code_mail_has_the_same_subject_as_every_mail(visitor: Client, mailoutbox: list[Any]) -> None:
    send_code(visitor, "cleo")

    assert mailoutbox[0].subject == "You have a message"
    words = mailoutbox[0].body + mailoutbox[0].subject
    assert not [word for word in ("Cleo", "therap", "Willow", "clinic") if word in words]


@pytest.mark.parametrize("name", ["theo", "priya", "lead", "admin", "biller", "sam", "nobody"])
def test_staff_and_strangers_get_no_code_and_no_other_answer(
    visitor: Client, mailoutbox: list[Any], name: str
) -> None:
    answer, client = send_code(visitor, name), send_code(Client(), "cleo")

    assert [mail.to for mail in mailoutbox] == [["cleo@cast.example"]]
    assert (answer.status_code, answer["Location"]) == (client.status_code, client["Location"])
    assert visitor.get(answer["Location"]).status_code == 200


def test_a_wrong_code_does_not_sign_in(visitor: Client, mailoutbox: list[Any]) -> None:
    send_code(visitor, "cleo")
    visitor.post(CONFIRM, {"code": "AAAAAA"})

    assert visitor.get("/today/").status_code == 302


def test_a_code_works_once(visitor: Client, mailoutbox: list[Any]) -> None:
    send_code(visitor, "cleo")
    code = code_in(mailoutbox[0])
    visitor.post(CONFIRM, {"code": code})
    visitor.post("/account/logout/")
    visitor.post(CONFIRM, {"code": code})

    assert visitor.get("/today/").status_code == 302


def test_nobody_signs_up_by_themselves(visitor: Client) -> None:
    before = User.objects.count()
    data = {"email": "new@cast.example", "password1": "a password long enough", "password2": ""}

    assert visitor.get("/account/signup/").status_code in (200, 302, 404)
    visitor.post("/account/signup/", data)
    assert User.objects.count() == before


def test_a_client_who_now_works_here_gets_no_code(
    visitor: Client, mailoutbox: list[Any], otto: Actor, lead: Actor
) -> None:
    RoleGrant.objects.create(member=otto.member, role="peer", started_at=timezone.now())
    send_code(visitor, "otto")
    assert mailoutbox == []

    end_role(member=otto.member, role="peer", by=lead.pk, at=timezone.now())
    send_code(Client(), "otto")
    assert len(mailoutbox) == 1


def test_staying_keeps_a_session_and_needs_one(theo: Actor) -> None:
    assert theo.get("/stay/").status_code == 204
    assert Client().get("/stay/").status_code == 403
