"""Before what is not done lightly, the password once more: under a fresh key, with what was typed kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tandem.people.models import ContactWish, Member, RoleGrant
from tandem.people.sessions import PROVEN
from tests.architecture.urls import addresses
from tests.cast import PASSWORD, Actor, World, just_proven
from tests.parts.meetings import text

NEW = {"name": "Nora Newcomer", "email": "nora@cast.example", "roles": ["peer"]}
# Contact and Safer mode are asked inside their views, since the same page does lighter things too.
ASKED = {"open-emergency", "invite", "colleague", "send-reset", "factors-anew", "paper-code"}


def test_these_addresses_ask() -> None:
    assert {one.name for one in addresses() if getattr(one.view, "stepped_up", False)} >= ASKED


def test_what_was_typed_comes_back_with_the_question_and_goes_on_with_the_password(admin: Actor) -> None:
    asked = admin.post("/people/invite/", NEW)
    assert "Is it you?" in text(asked)
    assert 'name="email" value="nora@cast.example"' in asked.content.decode()
    assert not Member.objects.filter(email="nora@cast.example").exists()

    wrong = admin.post("/people/invite/", NEW | {"proof": "wrong", "proof_for": "send"})
    assert wrong.status_code == 422
    assert 'name="email" value="nora@cast.example"' in wrong.content.decode()
    assert admin.post("/people/invite/", NEW | {"proof": PASSWORD, "proof_for": "send"}).status_code == 302
    assert Member.objects.filter(email="nora@cast.example").exists()


def test_a_proof_brings_a_fresh_key_and_the_old_one_dies(admin: Actor) -> None:
    admin.get("/people/invite/")
    old = admin.client.cookies["session"].value
    admin.post("/people/invite/", {"proof": PASSWORD, "proof_for": "open"})
    new = admin.client.cookies["session"].value

    assert new != old
    assert "Invite" in text(admin.get("/people/invite/"))
    admin.client.cookies["session"] = old
    assert admin.get("/people/invite/").status_code == 302


@pytest.mark.parametrize(("minutes", "asks"), [(0, False), (4.9, False), (5.1, True)])
def test_it_lasts_five_minutes(admin: Actor, minutes: float, asks: bool) -> None:
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        just_proven(admin.client)
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        assert ("Is it you?" in text(admin.get("/people/invite/"))) is asks


def test_eleven_guesses_in_a_minute_are_too_many(admin: Actor) -> None:
    for _ in range(10):
        admin.post("/people/invite/", {"proof": "wrong", "proof_for": "open"})
    late = admin.post("/people/invite/", {"proof": PASSWORD, "proof_for": "open"})

    assert "too many tries" in text(late)
    assert PROVEN not in admin.client.session


def test_in_safer_mode_the_first_minutes_ask_too_before_contact_changes(world: World, cleo: Actor) -> None:
    Member.objects.filter(pk=cleo.pk).update(safer=True)
    url = f"/e/{world.episode_id}/begin/to/contact/"
    said: dict[str, Any] = {
        "channel": "email",
        "hours": "any",
        "message": "yes",
        "named": "yes",
        "seen": "no",
    }

    assert "Is it you?" in text(cleo.post(url, said))
    assert not ContactWish.objects.exists()
    assert Member.objects.get(pk=cleo.pk).safer


# Roles -------------------------------------------------------------------------------------------------


def roles_of(who: Actor) -> set[str]:
    """Return what somebody may do now."""
    return set(RoleGrant.objects.filter(member=who.member, ended_at=None).values_list("role", flat=True))


def test_a_changed_role_ends_every_sign_in_of_its_person(lead: Actor, priya: Actor) -> None:
    assert priya.get("/clients/").status_code == 200
    just_proven(lead.client)
    assert lead.post(f"/people/{priya.pk}/", {"roles": ["peer", "peer_supervisor"]}).status_code == 302

    assert roles_of(priya) == {"peer", "peer_supervisor"}
    assert priya.get("/clients/")["Location"].startswith("/account/login/")


def test_the_same_roles_again_end_nothing(lead: Actor, priya: Actor) -> None:
    priya.get("/clients/")
    just_proven(lead.client)
    lead.post(f"/people/{priya.pk}/", {"roles": ["peer"]})
    assert priya.get("/clients/").status_code == 200


@pytest.mark.parametrize("name", ["lead", "admin"])
@pytest.mark.parametrize("role", ["therapist", "peer", "on_call", "peer_supervisor", "clinical_supervisor"])
def test_nobody_gives_themself_a_role_in_care(world: World, name: str, role: str) -> None:
    who = world.actor(name)
    just_proven(who.client)
    answer = who.post(f"/people/{who.pk}/", {"roles": [name, role]})

    assert answer.status_code == 422
    assert roles_of(who) == {name}


def test_a_colleague_gives_it(lead: Actor, admin: Actor) -> None:
    just_proven(lead.client)
    lead.post(f"/people/{admin.pk}/", {"roles": ["admin", "therapist"]})
    assert roles_of(admin) == {"admin", "therapist"}


def test_the_last_admin_stays(lead: Actor, admin: Actor) -> None:
    first = RoleGrant.objects.filter(role="admin").exclude(member=admin.member).get().member_id
    just_proven(lead.client)
    lead.post(f"/people/{first}/", {"roles": ["lead"]})
    answer = lead.post(f"/people/{admin.pk}/", {"roles": []})

    assert "at least one administrator" in text(answer)
    assert roles_of(admin) == {"admin"}


@pytest.mark.parametrize("name", ["theo", "priya", "cleo", "biller", "desk", "on_call", "sam"])
@pytest.mark.parametrize("path", ["", "reset/", "factors/"])
def test_for_all_others_there_is_no_such_page(world: World, priya: Actor, name: str, path: str) -> None:
    who = world.actor(name)
    just_proven(who.client)
    assert who.post(f"/people/{priya.pk}/{path}", {"roles": ["admin"]}).status_code == 404
    assert roles_of(priya) == {"peer"}


def test_a_client_has_no_page_among_the_colleagues(lead: Actor, cleo: Actor) -> None:
    just_proven(lead.client)
    assert lead.get(f"/people/{cleo.pk}/").status_code == 404
    assert lead.post(f"/people/{cleo.pk}/reset/").status_code == 404
