"""Safer mode: plain name, title, icon and sender; the switch asks for the password; a word lint that can fail."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tandem.notifications.actions import owe, send_waiting
from tandem.notifications.rules import Template
from tandem.people.actions import add_member, turn_safer
from tandem.people.models import Member
from tandem.record.models import Entry
from tests.architecture.urls import addresses
from tests.cast import PASSWORD, Actor, World
from tests.language.furnished import furnish
from tests.language.test_reading_grade import walked
from tests.parts.meetings import text

# What nobody should learn who sees a title, a notice, a sender or a file's name.
TELLING = re.compile(
    r"therap|counsel|peer|cris[ie]s|psych|mental|clinic|patient|treat|trauma|suicid|phq|gad|abus|violen|danger|hurt"
    r"|terap|consejer|psic|clínic|pacient|tratamient|violencia|maltrat|peligr|\bpar(?:es)?\b|tandem",
    re.IGNORECASE,
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def telling(texts: dict[str, str]) -> list[str]:
    """Return where a telling word stands."""
    return [f"{where}: {found[0]}" for where, said in texts.items() if (found := TELLING.search(said))]


@pytest.fixture
def hidden(cleo: Actor) -> Actor:
    """Cleo, in Safer mode."""
    turn_safer(member=cleo.member, on=True, at=timezone.now())
    return cleo


def pages_of(actor: Actor, world: World) -> dict[str, str]:
    """Open every address that shows this person a page."""
    ids, found = furnish(world), {}
    for one in addresses():
        if "token" in one.arguments or one.name in ("look", "mail", "healthz"):
            continue
        answer = actor.get(one.filled(ids))
        if answer.headers["Content-Type"].startswith("text/html") and answer.content:
            found[one.name] = answer.content.decode()
        if "Content-Disposition" in answer:
            found[f"file {one.name}"] = f"<title>{answer['Content-Disposition']}</title>"
    return found


def test_every_page_has_the_plain_name_and_icon_and_no_telling_title(world: World, hidden: Actor) -> None:
    pages = pages_of(hidden, world)

    assert len(pages) > 30
    titles = {name: found[1] for name, page in pages.items() if (found := TITLE.search(page))}
    assert len(titles) == len(pages)
    assert telling(titles) == []
    assert titles["today"].endswith("· Agenda")
    shown = [page for page in pages.values() if "data-idle" in page]
    assert len(shown) > 20
    assert [page for page in shown if "img/plain.svg" not in page or "img/icon.svg" in page] == []
    assert [page for page in pages.values() if "Tandem" in page] == []


def test_without_it_our_name_is_there(cleo: Actor) -> None:
    page = text(cleo.get("/today/"))

    assert "· Tandem</title>" in page
    assert "img/icon.svg" in page


def test_whoever_is_not_signed_in_sees_no_name_at_all(world: World) -> None:
    for path in ("/account/login/", "/nowhere/", "/c/no/", "/using-this-safely/"):
        page = text(Client().get(path))
        assert "Tandem" not in page, path
        assert "img/plain.svg" in page, path


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_title_of_a_client_tells_anything_in_either_language(world: World, language: str) -> None:
    pages = [page for page in walked(world, language).pages if page.who in ("cleo", "nobody")]
    titles = {
        f"{page.name}": TITLE.findall(page.html)[0].replace(" · Tandem", "")
        for page in pages
        if page.name not in ("look", "mail") and TITLE.search(page.html)
    }

    assert len(titles) > 60
    assert telling(titles) == []


def test_a_telling_title_is_found() -> None:
    assert telling({"a": "Today · Agenda", "b": "Talk with your therapist", "c": "Tu par"}) == [
        "b: therap", "c: par",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_mail_tells_anything(hidden: Actor, language: str, mailoutbox: list[Any], settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Willow Trauma Clinic <hello@mail.example>"
    Member.objects.filter(pk=hidden.pk).update(language=language)
    for template in Template:
        owe(to=Member.objects.get(pk=hidden.pk), template=template, path="/today/", at=timezone.now())
    send_waiting(at=timezone.now())

    assert len(mailoutbox) == len(Template)
    sent = {f"{n}": f"{one.subject}\n{one.body}\n{one.from_email}" for n, one in enumerate(mailoutbox)}
    assert telling(sent) == []
    assert {one.from_email for one in mailoutbox} == {"Agenda <hello@mail.example>"}
    assert len({one.subject for one in mailoutbox}) == 1


def test_a_telling_mail_is_found(
    hidden: Actor, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.notifications.words.body", lambda *given: "Your therapist waits.")
    owe(to=hidden.member, template=Template.TEST, path="", at=timezone.now())
    send_waiting(at=timezone.now())

    assert telling({"1": mailoutbox[0].body}) == ["1: therap"]


def test_outside_safer_mode_the_practices_own_sender_stays(
    cleo: Actor, mailoutbox: list[Any], settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Willow <hello@mail.example>"
    owe(to=cleo.member, template=Template.TEST, path="", at=timezone.now())
    send_waiting(at=timezone.now())

    assert mailoutbox[0].from_email == "Willow <hello@mail.example>"


def test_a_client_turns_it_on_knowing_that_only_the_password_opens_it_then(cleo: Actor) -> None:
    assert cleo.post("/safer/", {}).status_code == 422
    assert not Member.objects.get(pk=cleo.pk).safer
    assert cleo.post("/safer/", {"sure": "on"}).status_code == 302

    assert Member.objects.get(pk=cleo.pk).safer
    assert Entry.objects.filter(event="SaferTurned").count() == 1
    assert "It is on." in text(cleo.get("/safer/"))


def test_without_a_password_it_cannot_be_turned_on(cleo: Actor) -> None:
    cleo.user.set_unusable_password()
    cleo.user.save()
    cleo.client.force_login(cleo.user)

    assert "First choose a password" in text(cleo.get("/safer/"))
    cleo.post("/safer/", {"sure": "on"})
    assert not Member.objects.get(pk=cleo.pk).safer


@pytest.mark.parametrize("said", [{}, {"proof": ""}, {"password": "a wrong one"}, {"sure": "on"}])
def test_it_is_turned_off_with_the_password_only(hidden: Actor, said: dict[str, str]) -> None:
    assert hidden.post("/safer/", said).status_code == 422
    assert Member.objects.get(pk=hidden.pk).safer

    assert hidden.post("/safer/", {"proof": PASSWORD}).status_code == 302
    assert not Member.objects.get(pk=hidden.pk).safer


def test_guessing_the_password_there_ends(hidden: Actor) -> None:
    for _ in range(12):
        page = text(hidden.post("/safer/", {"proof": "a wrong one"}))

    assert "too many tries" in page
    assert hidden.post("/safer/", {"proof": PASSWORD}).status_code == 422


def test_nothing_else_turns_it_off(hidden: Actor, world: World) -> None:
    hidden.post("/settings/", {"language": "en", "time_zone": "America/New_York", "safer": "no"})
    hidden.post(f"/e/{world.episode_id}/begin/contact/", {"channel": "text", "hours": "any", "seen": "no"})

    assert Member.objects.get(pk=hidden.pk).safer


def test_for_staff_there_is_no_such_page(theo: Actor, world: World) -> None:
    assert theo.get("/safer/").content == theo.get("/nowhere/").content
    assert theo.post("/safer/", {"sure": "on"}).status_code == 404


def test_a_practice_can_let_everybody_begin_in_it(world: World, settings: Any) -> None:
    settings.TANDEM_SAFER = True
    at = timezone.now()
    new, staff = (add_member(name="N", roles=[role], by=None, at=at) for role in ("client", "peer"))

    assert (new.safer, staff.safer) == (True, False)


def test_anybody_may_read_how_to_use_this_safely(cleo: Actor, settings: Any) -> None:
    with translation.override("en"):
        assert "A spy program" in text(Client().get("/using-this-safely/"))
    assert 'href="/safer/"' in text(cleo.get("/using-this-safely/"))
    assert 'href="/using-this-safely/"' in text(cleo.get("/safer/"))
    assert 'href="/safer/"' in text(cleo.get("/settings/"))
    assert "tel:1-800-799-7233" in text(Client().get("/using-this-safely/"))
    settings.TANDEM_HURT_LINE = ""
    assert "day and night" not in text(Client().get("/using-this-safely/"))
