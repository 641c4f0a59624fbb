"""Whom a client can complain to, and the page that tells them what they may ask for."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.care.actions import name_outside_person
from tandem.care.models import Episode, OutsidePerson
from tandem.care.queries import outside_person
from tandem.care.views import naming
from tandem.exchange import views as exchange
from tests.cast import OUTSIDE, STRANGERS, Actor, World
from tests.parts.meetings import text
from tests.parts.test_consents import OTHERS

HEADINGS = (
    "You can stop or change",
    "You can take back any yes",
    "You can read it all",
    "You can have it put right",
    "You can complain to someone else",
    "What is kept about you",
)
NEW = {"name": "Uma Elsewhere", "what": "A lawyer of the invented town", "phone": "555-0199", "email": ""}


@pytest.fixture
def unnamed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A practice that has named nobody yet."""
    for module in (naming, "tandem.today.views", "tandem.consents.views.rights"):
        monkeypatch.setattr(f"{getattr(module, '__name__', module)}.outside_person", lambda: None)
    monkeypatch.setattr("tandem.config.management.commands.import.outside_person", lambda: None)


@pytest.mark.parametrize("name", ["lead", "admin"])
def test_lead_and_admin_name_somebody_and_the_latest_stands(world: World, cleo: Actor, name: str) -> None:
    who = world.actor(name)
    assert "Ola Outside" in text(who.get("/outside/"))
    for _ in range(2):
        assert who.post("/outside/", NEW).status_code == 302

    assert OutsidePerson.objects.count() == 2  # the same again is nothing new
    now = outside_person()
    assert now
    assert (now.name, now.by_id) == ("Uma Elsewhere", who.pk)
    page = text(cleo.get(f"/e/{world.episode_id}/rights/"))
    assert "Uma Elsewhere" in page
    assert "tel:555-0199" in page
    assert "Ola Outside" not in page
    assert "/outside/" in text(who.get("/today/"))
    assert "/outside/" in text(who.get("/calendar/"))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"what": ""}, "what"),
        ({"what": "x" * 201}, "what"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "", "email": "uma"}, "email"),
    ],
)
def test_who_cannot_be_reached_is_not_named_and_what_was_typed_stays(
    lead: Actor, more: dict[str, Any], field: str
) -> None:
    answered = lead.post("/outside/", NEW | more)

    assert answered.status_code == 422
    assert list(answered.context["form"].errors) == [field]
    assert "Uma" in text(answered) or field == "name"
    assert OutsidePerson.objects.count() == 1


@pytest.mark.parametrize("name", ["theo", "priya", "cleo", "desk", "biller", "on_call", "peer_supervisor"])
def test_nobody_else_names_anybody(world: World, name: str) -> None:
    who = world.actor(name)

    assert who.get("/outside/").status_code == 404
    assert who.post("/outside/", NEW).status_code == 404
    assert "/outside/" not in text(who.get("/today/"))
    assert OutsidePerson.objects.count() == 1


def test_each_practice_has_its_own(sam: Actor) -> None:
    sam.post("/outside/", NEW)

    now = outside_person()
    assert now
    assert now.name == OUTSIDE["name"]


def test_the_database_keeps_nobody_who_cannot_be_reached_and_changes_no_row(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        name_outside_person(**OUTSIDE | {"phone": "", "email": ""}, by=None, at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        OutsidePerson.objects.all().delete()
    assert connection.is_usable()


# Before the first client ----------------------------------------------------------------------------


def test_nobody_comes_in_before_somebody_outside_is_named(
    unnamed: None, lead: Actor, wendy: Actor, theo: Actor
) -> None:
    start = f"/waiting/{wendy.pk}/"
    for path in (start, "/bring-in/"):
        page = lead.get(path)
        assert page.status_code == 200
        assert "First, name somebody outside" in text(page)
        assert 'href="/outside/"' in text(page)
    answered = lead.post(start, {"therapist": str(theo.pk)})
    assert answered.status_code == 422
    assert "Nothing was written." in text(answered)
    assert not Episode.objects.filter(client=wendy.member).exists()
    assert lead.post("/bring-in/", {}).status_code == 422
    assert exchange.name_first is naming.name_first
    assert "First, name somebody outside" in text(lead.get("/today/"))


def test_nor_from_the_command_line(unnamed: None, world: World, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,born_on\r\n1,Ana Invented,1980-01-01\r\n")
    with pytest.raises(CommandError, match="whom complaints go to"):
        call_command("import", file, practice=str(world.practice_id))


# Rights ---------------------------------------------------------------------------------------------


def test_the_client_finds_each_right_with_its_way(world: World, cleo: Actor) -> None:
    here = f"/e/{world.episode_id}/"
    for path in (f"{here}rights/", "/rights/"):
        page = text(cleo.get(path))
        assert [said for said in HEADINGS if said not in page] == []
        assert "Ola Outside" in page
        assert "ola@outside.example" in page
        for then in ("consents/", "goals/", "points/", "changes/", "history/", "points/new/"):
            link = f'href="{here}{then}"'
            assert link in page
            assert cleo.get(f"{here}{then}").status_code == 200
    assert f"{here}rights/" in text(cleo.get("/today/"))
    assert 'href="/rights/"' in text(cleo.get("/settings/"))


def test_where_nobody_is_named_the_page_says_so(unnamed: None, world: World, cleo: Actor) -> None:
    assert "Nobody is named yet." in text(cleo.get(f"/e/{world.episode_id}/rights/"))


@pytest.mark.parametrize("name", ["wendy", "theo", "priya", "lead", "admin", "desk", "biller"])
def test_everybody_may_read_what_a_client_may_ask_for(world: World, name: str) -> None:
    page = text(world.actor(name).get("/rights/"))

    assert "Ola Outside" in page
    assert "Cleo" not in page
    assert ("This is what every client here reads." in page) is (name != "wendy")


@pytest.mark.parametrize("name", ["theo", "priya", *OTHERS])
def test_the_clients_own_page_is_theirs(world: World, name: str) -> None:
    assert world.actor(name).get(f"/e/{world.episode_id}/rights/").status_code == 404


def test_another_practice_reads_its_own(world: World) -> None:
    for name in STRANGERS:
        assert str(world.episode_id) not in text(world.actor(name).get("/rights/"))


def test_rights_stay_after_the_end(world: World, cleo: Actor) -> None:
    Episode.objects.filter(pk=world.episode_id).update(ended_at=timezone.now())

    assert cleo.get(f"/e/{world.episode_id}/rights/").status_code == 200
