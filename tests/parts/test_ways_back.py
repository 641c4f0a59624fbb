"""Ways back in: a link by mail, a code on paper, a colleague's help; and who must not have which."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tandem.people.models import Member, RoleGrant, User
from tandem.record.models import Entry
from tandem.sign_ins.actions import cancel_paper_code, give_paper_code
from tandem.sign_ins.letters import new_password_path, send_letters
from tandem.sign_ins.models import Letter, PaperCode
from tandem.sign_ins.rules import LetterKind, paper_hash, paper_words, works
from tests.cast import PASSWORD, Actor, World, just_proven
from tests.parts.entering import CODE, CONFIRM, RESET, an_app, sent, sign_in
from tests.parts.meetings import text

START = datetime.now(UTC).replace(microsecond=0)
NEW = "quite another password"


def at(**after: float) -> time_machine.travel:
    """Return the clock set to some time after the start."""
    return time_machine.travel(START + timedelta(**after), tick=False)


def safer(who: Actor) -> None:
    """Let somebody have said that others may see their phone."""
    Member.objects.filter(pk=who.pk).update(safer=True)


# By mail -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "gets"), [("cleo", True), ("theo", True), ("nobody", False)])
@pytest.mark.parametrize("url", [RESET, CODE])
def test_every_address_is_told_the_same(
    world: World, mailoutbox: list[Any], name: str, gets: bool, url: str
) -> None:
    known, asked = (
        Client().post(url, {"email": f"{one}@cast.example"}, follow=True) for one in ("otto", name)
    )

    assert Letter.objects.count() == 2
    assert asked.redirect_chain == known.redirect_chain
    assert re.sub(r'value="\w{64}"', "", text(asked)) == re.sub(r'value="\w{64}"', "", text(known))
    to = [mail.to for mail in sent(mailoutbox)]
    assert to == [["otto@cast.example"]] + [[f"{name}@cast.example"]] * (
        gets and (url == RESET or name == "cleo")
    )
    assert not Letter.objects.exists()


def test_in_safer_mode_neither_a_code_nor_a_link_is_sent(cleo: Actor, mailoutbox: list[Any]) -> None:
    safer(cleo)
    for url in (CODE, RESET):
        assert Client().post(url, {"email": "cleo@cast.example"}).status_code == 302
    assert sent(mailoutbox) == []


def test_a_link_from_before_safer_mode_no_longer_works(cleo: Actor, visitor_link: str) -> None:
    safer(cleo)
    answer = Client().get(visitor_link, follow=True)

    assert "done its work" in text(answer)
    assert sign_in(Client(), "cleo").status_code == 302


@pytest.fixture
def visitor_link(cleo: Actor, mailoutbox: list[Any]) -> str:
    """The link that Cleo was sent."""
    Client().post(RESET, {"email": "CLEO@cast.example"})
    found = re.search(r"/account/password/reset/key/\S+", sent(mailoutbox)[0].body)
    assert found
    return found[0]


def test_a_link_works_once(cleo: Actor, visitor_link: str) -> None:
    browser = Client()
    form = browser.get(visitor_link)["Location"]
    assert browser.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert sign_in(browser, "cleo", NEW)["Location"] == "/today/"

    again = Client().get(visitor_link, follow=True)
    assert "done its work" in text(again)


@pytest.mark.parametrize("key", ["1-no", "x-y-z", "0-0", "zz-" + "a" * 300, "1-%00"])
def test_a_made_up_link_is_told_kindly(world: World, key: str) -> None:
    answer = Client().get(f"/account/password/reset/key/{key}/", follow=True)
    assert answer.status_code in (200, 404)
    assert "done its work" in text(answer) or answer.status_code == 404


def test_a_code_of_before_safer_mode_opens_nothing(cleo: Actor, mailoutbox: list[Any]) -> None:
    browser = Client()
    browser.post(CODE, {"email": "cleo@cast.example"})
    found = re.search(r"^[A-Z0-9-]{6,9}$", sent(mailoutbox)[0].body, re.MULTILINE)
    assert found
    safer(cleo)
    answer = browser.post(CONFIRM, {"code": found[0]}, follow=True)

    assert "does not open this account" in text(answer)
    assert browser.get("/today/").status_code == 302
    assert sign_in(browser, "cleo").status_code == 302  # the password still does
    assert browser.get("/today/").status_code == 200


def test_a_letter_that_waited_an_hour_is_thrown_away(cleo: Actor, mailoutbox: list[Any]) -> None:
    Client().post(RESET, {"email": "cleo@cast.example"})
    send_letters(at=timezone.now() + timedelta(hours=1))
    assert mailoutbox == []
    assert not Letter.objects.exists()


def test_an_address_that_waits_is_sealed(cleo: Actor) -> None:
    Client().post(RESET, {"email": "cleo@cast.example"})
    assert "cleo" not in str(Letter.objects.values_list().get()[1:])


# On paper ----------------------------------------------------------------------------------------------


def give(cleo: Actor, by: Actor) -> str:
    """Let a helper give Cleo a code, as a person would."""
    just_proven(by.client)
    page = text(by.post(f"/e/{_episode(cleo)}/paper-code/", {"made": "yes"}))
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page)
    assert found
    return found[0]


def _episode(cleo: Actor) -> Any:
    from tandem.care.models import Episode

    return Episode.objects.get(client=cleo.member).pk


def use(code: str, password: str = NEW, email: str = "cleo@cast.example") -> str:
    """Type a code on paper and a new password; return the page that comes."""
    return text(Client().post("/paper/", {"email": email, "code": code, "password": password}, follow=True))


@pytest.mark.parametrize("name", ["priya", "theo"])
def test_a_code_on_paper_works_after_a_day_for_a_week_and_once(world: World, cleo: Actor, name: str) -> None:
    safer(cleo)
    with at(hours=0):
        an_app(cleo.user)
        code = give(cleo, world.actor(name))
    for early in (0, 23.9):
        with at(hours=early):
            assert "does not work" in use(code)
            assert sign_in(Client(), "cleo", NEW).status_code == 200
    with at(hours=24.1):
        cleo.get("/today/")
        assert "Your password is new" in use(code.lower().replace("-", " "))
        assert cleo.get("/today/").status_code == 302
        browser = Client()
        sign_in(browser, "cleo", NEW)
        assert browser.get("/today/").status_code == 200  # the app on the lost phone is not asked
        assert not Authenticator.objects.exists()
        assert "does not work" in use(code, "yet another password")
    told = Entry.objects.filter(event__startswith="PaperCode").order_by("sequence")
    assert list(told.values_list("event", flat=True)) == ["PaperCodeGiven", "PaperCodeUsed"]


def test_after_a_week_it_no_longer_does(cleo: Actor, priya: Actor) -> None:
    with at(hours=0):
        code = give(cleo, priya)
    with at(days=8, minutes=1):
        assert "does not work" in use(code)


def test_its_person_sees_it_on_every_page_and_cancels_it(cleo: Actor, priya: Actor) -> None:
    cleo.get("/today/")
    with at(hours=0):
        code = give(cleo, priya)
    assert "code on paper was made" in text(cleo.get("/today/"))
    fresh = Client()
    sign_in(fresh, "cleo")
    assert "code on paper was made" in text(fresh.get("/today/"))
    assert "Priya" in text(fresh.get("/paper/cancel/"))

    fresh.post("/paper/cancel/")
    for browser in (fresh, cleo):
        assert "code on paper was made" not in text(browser.get("/today/"))
    with at(hours=25):
        assert "does not work" in use(code)
    assert Entry.objects.filter(event="PaperCodeCancelled", by=cleo.pk).exists()


def test_a_second_code_ends_the_first(cleo: Actor, priya: Actor, theo: Actor) -> None:
    with at(hours=0):
        first, second = give(cleo, priya), give(cleo, theo)
    with at(hours=25):
        assert "does not work" in use(first)
        assert "Your password is new" in use(second)


def test_it_needs_the_helpers_password(cleo: Actor, priya: Actor, episode: Any) -> None:
    answer = priya.post(f"/e/{episode.pk}/paper-code/", {"made": "yes"})
    assert "Is it you?" in text(answer)
    assert not PaperCode.objects.exists()


@pytest.mark.parametrize(
    "name", ["tess", "pia", "eddy", "lead", "admin", "desk", "on_call", "cleo", "otto", "sam"]
)
def test_nobody_but_her_helpers_gives_one(world: World, episode: Any, name: str) -> None:
    who = world.actor(name)
    just_proven(who.client)
    assert who.post(f"/e/{episode.pk}/paper-code/", {"made": "yes"}).status_code == 404
    assert not PaperCode.objects.exists()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x", "\U0001f642", "A" * 40, "A" * 41, "' OR 1=1"])
def test_a_wrong_code_is_told_beside_its_field(cleo: Actor, priya: Actor, code: str) -> None:
    give(cleo, priya)
    data = {"email": "cleo@cast.example", "code": code, "password": NEW}
    with at(hours=25):
        answer = Client().post("/paper/", data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["code"]
    assert "cleo@cast.example" in text(answer)


def test_a_code_is_for_one_address(cleo: Actor, priya: Actor) -> None:
    with at(hours=0):
        code = give(cleo, priya)
    with at(hours=25):
        for other in ("otto", "theo", "nobody"):
            assert "does not work" in use(code, email=f"{other}@cast.example")


def test_a_weak_password_uses_nothing_up(cleo: Actor, priya: Actor) -> None:
    with at(hours=0):
        code = give(cleo, priya)
    with at(hours=25):
        assert "too short" in use(code, "short")
        assert "Your password is new" in use(code)


def test_the_code_itself_is_not_kept(cleo: Actor, priya: Actor) -> None:
    code = give_paper_code(member=cleo.member, by=priya.member, at=START)
    kept = PaperCode.objects.values().get()

    assert code not in str(kept)
    assert kept["secret_hash"] == paper_hash(code)


@pytest.mark.parametrize(
    ("after", "ended", "good"),
    [(23.99, False, False), (24, False, True), (191.9, False, True), (192, False, False), (30, True, False)],
)
def test_when_a_code_works(after: float, ended: bool, good: bool) -> None:
    moment = START + timedelta(hours=after)
    assert good is works(
        works_from=START + timedelta(hours=24), expires_at=START + timedelta(hours=192),
        ended_at=START if ended else None, at=moment,
    )  # fmt: skip
    assert paper_words("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"


def test_cancelling_what_is_not_there_changes_nothing(cleo: Actor) -> None:
    assert cancel_paper_code(member=cleo.member, at=START) is False
    assert not Entry.objects.filter(event="PaperCodeCancelled").exists()


# By a colleague ----------------------------------------------------------------------------------------


def test_a_lead_starts_a_reset_and_never_sees_it(lead: Actor, theo: Actor, mailoutbox: list[Any]) -> None:
    just_proven(lead.client)
    answer = lead.post(f"/people/{theo.pk}/reset/", follow=True)
    [mail] = sent(mailoutbox)

    assert mail.to == ["theo@cast.example"]
    assert "/account/password/reset/key/" in mail.body
    assert "/reset/key/" not in text(answer)
    assert Entry.objects.filter(event="ResetStarted", by=lead.pk).count() == 1
    assert sign_in(Client(), "theo").status_code == 302  # until then the old one works


def test_who_lost_their_phone_sets_a_second_step_up_anew_with_their_password(
    lead: Actor, theo: Actor, mailoutbox: list[Any]
) -> None:
    an_app(theo.user)
    theo.get("/today/")
    just_proven(lead.client)
    lead.post(f"/people/{theo.pk}/factors/")
    browser = Client()

    assert theo.get("/today/")["Location"].startswith("/account/login/")
    assert sign_in(browser, "theo", "wrong password here").status_code == 200
    sign_in(browser, "theo")
    assert browser.get("/today/")["Location"] == "/second-factor/"
    assert "second step" in sent(mailoutbox)[0].body
    assert Entry.objects.filter(event="FactorsCleared", by=lead.pk).count() == 1


def test_nobody_does_so_for_themself(lead: Actor) -> None:
    an_app(lead.user)
    just_proven(lead.client)
    assert lead.post(f"/people/{lead.pk}/factors/").status_code == 404
    assert Authenticator.objects.count() == 1


def test_a_code_signs_no_staff_in_even_with_the_right_one(theo: Actor, mailoutbox: list[Any]) -> None:
    RoleGrant.objects.filter(member=theo.member).update(ended_at=START)
    RoleGrant.objects.create(member=theo.member, role="client", started_at=START)
    browser = Client()
    browser.post(CODE, {"email": "theo@cast.example"})
    found = re.search(r"^[A-Z0-9-]{6,9}$", sent(mailoutbox)[0].body, re.MULTILINE)
    RoleGrant.objects.create(member=theo.member, role="biller", started_at=START)
    assert found
    browser.post(CONFIRM, {"code": found[0]})

    assert browser.get("/second-factor/").status_code == 302
    assert browser.get("/today/").status_code == 302


def test_a_link_has_the_accounts_own_address(theo: Actor) -> None:
    assert new_password_path(User.objects.get(pk=theo.user.pk)).startswith("/account/password/reset/key/")
    assert {kind.value for kind in LetterKind} == {"code", "reset", "cleared"}
    assert sign_in(Client(), "theo", PASSWORD).status_code == 302
