"""A client is found by any part of their name: by a helper among their own, by the lead among the practice's."""

import os
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from tandem.care.actions import open_episode, pause
from tandem.care.models import Episode
from tandem.care.queries import finding
from tandem.care.queries.finding import A_PAGE
from tandem.people.actions import add_member
from tandem.people.models import Member, NameKey
from tandem.people.rules import name_keys
from tandem.permissions.rules import Role
from tandem.record.models import Look
from tests.cast import Actor, World
from tests.counting import statements
from tests.databases import url_for
from tests.parts.engines import on_postgresql, on_sqlite
from tests.parts.meetings import an_episode, text

OWN, ANY = "/clients/find/", "/waiting/find/"


def a_client(name: str, *helpers: Actor) -> Member:
    """Add somebody, with a therapist and perhaps a peer if there are any."""
    at = timezone.now()
    client = add_member(name=name, roles=[Role.CLIENT], by=None, at=at)
    if helpers:
        peer = helpers[1].member if len(helpers) > 1 else None
        open_episode(client=client, therapist=helpers[0].member, peer=peer, by=None, at=at)
    return client


def found(who: Actor, url: str, typed: str, **more: Any) -> list[str]:
    """Return the names that come."""
    page = text(who.post(url, {"q": typed, **more})).split('id="found"')[1]
    return [part.split("</strong>")[0] for part in page.split("<strong>")[1:]]


@pytest.mark.parametrize(
    "typed", ["nunez", "Núñez", "NUN", "ana", "  ana  nun ", "nunez a", "ñu an", "garcia", "n", "obrien", "o'brien",
              "Brien"]
)  # fmt: skip
def test_any_part_is_found_by_its_beginning_with_or_without_marks(
    world: World, theo: Actor, lead: Actor, typed: str
) -> None:
    a_client("Ana Núñez-García O’Brien", theo)

    for who, url in ((theo, OWN), (lead, ANY)):
        assert "Ana Núñez-García O’Brien" in found(who, url, typed)


@pytest.mark.parametrize("typed", ["unez", "ana b", "nunezz", "ana ana x", "%", "_", "'"])
def test_what_begins_no_part_is_not_found(world: World, theo: Actor, lead: Actor, typed: str) -> None:
    a_client("Ana Núñez", theo)

    for who, url in ((theo, OWN), (lead, ANY)):
        if typed.strip("%_'") or url == ANY:
            assert "Ana Núñez" not in found(who, url, typed)


def test_both_searches_find_the_same(world: World, theo: Actor, lead: Actor) -> None:
    names = ["Søren Łuk", "Анна Ёлкина", "Li Wei", "Anna Andersson", "D’Angelo Vale", "Zoë  van der Berg"]
    for name in names:
        a_client(name, theo)
    for typed in ("soren", "luk", "анна", "елк", "li", "an", "an and", "angelo", "dang", "van", "zoe berg"):
        assert sorted(found(theo, OWN, typed)) == sorted(found(lead, ANY, typed)) != []


def test_nobody_finds_more_than_is_theirs(
    world: World, theo: Actor, priya: Actor, tess: Actor, eddy: Actor, lead: Actor
) -> None:
    assert found(theo, OWN, "cleo") == found(priya, OWN, "cleo") == ["Cleo Example"]
    assert found(tess, OWN, "cleo") == found(eddy, OWN, "cleo") == []
    assert found(tess, OWN, "") == ["Otto Other"]
    assert found(lead, ANY, "cleo") == ["Cleo Example"]


def test_the_lead_finds_clients_alone_with_what_can_be_done(world: World, lead: Actor, wendy: Actor) -> None:
    page = text(lead.post(ANY, {"q": "wendy"}))
    assert f"/waiting/{wendy.pk}/" in page
    assert f"/team/{Episode.objects.get(pk=world.episode_id).client_id}/" in text(
        lead.post(ANY, {"q": "cleo"})
    )
    assert found(lead, ANY, "theo") == found(lead, ANY, "priya") == []
    Member.objects.filter(pk=wendy.pk).update(died_on="2026-01-01")
    assert found(lead, ANY, "wendy") == []


def test_nobody_of_another_practice_is_found(world: World, lead: Actor, sam: Actor) -> None:
    assert found(lead, ANY, "carl") == []
    assert found(sam, ANY, "cleo") == found(sam, OWN, "cleo") == []


def test_a_client_who_paused_is_found_with_since_when_and_no_way_in(
    world: World, cleo: Actor, priya: Actor
) -> None:
    pause(episode=an_episode(world), member=priya.member, by=cleo.pk, at=timezone.now())
    page = text(priya.post(OWN, {"q": "cleo"}))

    assert "Has paused with you since" in page
    assert f"/e/{world.episode_id}/" not in page


@pytest.mark.parametrize("name", ["cleo", "desk", "admin", "biller", "on_call", "lead"])
def test_who_has_no_such_list_finds_no_such_page(world: World, name: str) -> None:
    who = world.actor(name)
    absent = who.get("/nowhere/").content
    for url in (OWN, ANY):
        if (name, url) != ("lead", ANY):
            answer = who.post(url, {"q": "cleo"})
            assert (answer.status_code, answer.content) == (404, absent)


def test_each_search_is_a_look_and_no_name_is_in_an_address_or_in_a_log(
    real_world: World, lead: Actor, theo: Actor, capfd: pytest.CaptureFixture[str]
) -> None:
    lead, theo = real_world.actor("lead"), real_world.actor("theo")
    answers = [lead.post(ANY, {"q": "cleo"}), theo.post(OWN, {"q": "cleo"})]
    looks = [(look.by, look.act) for look in Look.objects.order_by("at")]

    assert looks == [(lead.pk, "start_episodes"), (theo.pk, "see_caseload")]
    assert not any(answer.headers.get("Location") for answer in answers)
    assert "cleo" not in "".join(capfd.readouterr()).lower()


def test_what_was_typed_stays_and_what_is_too_long_comes_back(world: World, theo: Actor) -> None:
    assert 'value="zzz &lt;"' in text(theo.post(OWN, {"q": "zzz <"}))
    assert "None of your clients has such a name." in text(theo.post(OWN, {"q": "zzz"}))
    answer = theo.post(OWN, {"q": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in text(answer)
    assert text(theo.get(OWN)).count("<strong>Cleo Example</strong>") == 1


@pytest.mark.parametrize(("name", "url"), [("theo", OWN), ("lead", ANY)])
def test_more_brings_each_client_once(world: World, theo: Actor, name: str, url: str) -> None:
    names = {f"Max Twin {number % 7}" for number in range(2 * A_PAGE)} | {"Max Maxim"}
    for number in range(2 * A_PAGE + 3):
        a_client("Max Maxim" if number % 3 else f"Max Twin {number % 7}", theo)
    who, seen, more = world.actor(name), [], {}
    while True:
        page = text(who.post(url, {"q": "max", **more}))
        seen += [part.split("</strong>")[0] for part in page.split('id="found"')[1].split("<strong>")[1:]]
        if "Show more" not in page:
            break
        more = {key: page.split(f'name="{key}" value="')[1].split('"')[0] for key in ("after", "after_id")}

    assert len(seen) == 2 * A_PAGE + 3
    assert set(seen) <= names


def test_a_place_that_makes_no_sense_begins_at_the_beginning(world: World, lead: Actor) -> None:
    assert found(lead, ANY, "cleo", after="\x00", after_id="x") == ["Cleo Example"]


@pytest.mark.parametrize(("name", "url"), [("theo", OWN), ("lead", ANY)])
def test_a_search_takes_at_most_six(world: World, theo: Actor, name: str, url: str) -> None:
    who, counts = world.actor(name), []
    for number in range(2):
        for turn in range(1 + number * 20):
            a_client(f"Ana {number} {turn} Núñez", theo)
        found(who, url, "ana nu")
        with statements(connection) as asked:
            assert found(who, url, "ana nu")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 6


# --- The sorted list of names ---


def test_every_member_has_the_keys_of_their_name(world: World) -> None:
    a_client("Ana Núñez")
    kept: dict[Any, set[str]] = {}
    for member_id, key in NameKey.objects.values_list("member", "key"):
        kept.setdefault(member_id, set()).add(key)

    assert kept == {
        member.pk: name_keys(member.name) for member in Member.objects.all() if name_keys(member.name)
    }


def plan_of_search() -> str:
    """Return how the database goes about the lead's search for two words."""
    asked: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        finding.practice_clients(["nunez", "ana"], finding.Place())
    sql, params = asked[-1]
    with connection.cursor() as cursor:
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@on_sqlite
def test_sqlite_reads_a_piece_of_the_sorted_list(world: World) -> None:
    plan = plan_of_search().splitlines()

    assert "USING COVERING INDEX name_key_sorted (practice_id=? AND key>? AND key<?)" in plan[0] + plan[1]
    assert not [line for line in plan if "SCAN" in line or "TEMP B-TREE" in line]


MANY = """
  WITH made AS (
    INSERT INTO people_member (id, practice_id, name, email, phone, safer, language, time_zone)
    SELECT gen_random_uuid(), %s, 'Ana ' || n, '', '', false, 'en', 'UTC' FROM generate_series(1, 20000) n
    RETURNING id, practice_id, name),
  roles AS (INSERT INTO people_rolegrant (id, practice_id, member_id, role, started_at)
    SELECT gen_random_uuid(), practice_id, id, 'client', now() FROM made)
  INSERT INTO people_namekey (id, practice_id, member_id, key)
  SELECT gen_random_uuid(), practice_id, id, lower(name) FROM made"""


@on_postgresql
def test_postgresql_reads_a_piece_of_the_sorted_list(real_world: World) -> None:
    place = url_for(connection.settings_dict["NAME"], os.environ["TANDEM_OWNER_DATABASE_URL"])
    with psycopg.connect(place, autocommit=True) as owner:
        owner.execute(f"SET tandem.practice = '{real_world.practice_id}'")
        owner.execute(MANY, [real_world.practice_id])
        owner.execute("ANALYZE people_member, people_namekey, people_rolegrant")
    plan = plan_of_search()

    condition = plan.split("using name_key_sorted", 1)[1].split("Index Cond:", 1)[1].splitlines()[0]
    assert "key >=" in condition
    assert "key <" in condition
    assert "Seq Scan" not in plan
    assert "Sort" not in plan, plan
    assert "hashed" not in plan, "a list of the whole practice would be made for it"


def test_keys_are_sorted_by_code_point(world: World, lead: Actor) -> None:
    for name in ("Zed Zz", "zeb Zz", "Żed Zz", "Zé Zz"):
        a_client(name)

    assert found(lead, ANY, "zz") == ["Zé Zz", "zeb Zz", "Zed Zz", "Żed Zz"]


def test_a_name_without_letters_has_no_key_and_harms_nothing(world: World, lead: Actor) -> None:
    a_client("…")
    with patch.object(finding, "A_PAGE", 1):
        assert found(lead, ANY, "…") == []
