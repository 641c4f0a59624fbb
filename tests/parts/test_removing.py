"""Old records: two different people remove one, and nothing of it stays but the chain."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from tandem.care.models import Episode
from tandem.config.owner import become
from tandem.keeping import actions, queries
from tandem.keeping.models import Hold, Removal
from tandem.keeping.rules import Asked
from tandem.my_record.actions import remove_confirmed
from tandem.people.models import Belonging, Member, User
from tandem.record.models import Entry
from tandem.session_checks.models import CheckLink
from tandem.tenancy.current import using_practice
from tests.cast import PASSWORD, Actor, World
from tests.databases import url_for
from tests.language.furnished import furnish
from tests.parts.records import LONG_AGO, a_disclosure, a_hold, a_request, an_old_client

KEPT = ("entry", "look", "shown")  # ids alone, and chained
NOTED = {"to": "An Office", "on": "2026-01-02", "what": "part", "ground": "law", "words": "Two dates."}


# --- A whole record, by two people ---


def confirm(who: Actor, client_id: UUID) -> Any:
    """Type the password, then confirm."""
    url = f"/records/old/{client_id}/"
    who.post(url, {"proof": PASSWORD, "proof_for": "open"})
    return who.post(url, {"confirm": "yes"}, follow=True)


def test_two_different_people_confirm_and_no_fewer(
    world: World, lead: Actor, clinical_supervisor: Actor
) -> None:
    old = an_old_client(world).client
    assert "Olga Old" in lead.get("/records/old/").content.decode()
    confirm(lead, old.pk)
    assert "Somebody else has to be the second." in confirm(lead, old.pk).content.decode()
    assert remove_confirmed(at=timezone.now()) == 0

    assert "Two people have confirmed." in confirm(clinical_supervisor, old.pk).content.decode()
    assert [one.event for one in Entry.objects.order_by("-sequence")[:2]] == ["RemovalConfirmed"] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.update(second_id=lead.pk)


def test_a_record_in_use_or_held_is_not_offered(world: World, cleo: Actor, lead: Actor) -> None:
    old = an_old_client(world).client
    a_hold(world, old)

    page = lead.get("/records/old/").content.decode()
    assert "Olga" not in page
    assert "Cleo" not in page
    assert lead.get(f"/records/old/{old.pk}/").status_code == 404
    with pytest.raises(actions.NotOver):
        actions.confirm_removal(client_id=old.pk, by=lead.member, at=timezone.now())


def test_a_practice_that_keeps_longer_offers_later(world: World, lead: Actor) -> None:
    an_old_client(world)
    lead.post("/records/years/", {"years": "10", "source": "A law of the state."})

    assert "Olga" not in lead.get("/records/old/").content.decode()
    assert "A law of the state." in world.actor("cleo").get("/my-record/delete/").content.decode()


@contextmanager
def as_the_owner(world: World) -> Iterator[None]:
    """Be the role that owns the tables; SQLite has no roles."""
    if connection.vendor == "sqlite":
        yield
        return
    web = dict(connection.settings_dict)
    become(url_for(web["NAME"], os.environ["TANDEM_OWNER_DATABASE_URL"]))
    try:
        with using_practice(world.practice_id):
            yield
    finally:
        connection.close()
        connection.settings_dict.update(web)


def test_a_record_that_was_removed_is_nowhere_but_in_the_chain(real_world: World) -> None:
    world = real_world
    furnish(world)
    cleo, episode = world.actor("cleo").member, Episode.objects.get(pk=world.episode_id)
    CheckLink.objects.update(expires_at=timezone.now())
    _end_long_ago(episode)
    later = timezone.now() + timedelta(days=1)
    for name in ("lead", "clinical_supervisor"):
        actions.confirm_removal(client_id=cleo.pk, by=world.actor(name).member, at=later)
    a_hold(world, cleo)
    assert remove_confirmed(at=later) == 0  # held since then
    Hold.objects.update(ended_at=timezone.now() + timedelta(hours=1))

    if connection.vendor == "postgresql":
        with pytest.raises(ProgrammingError):
            remove_confirmed(at=later)
    with as_the_owner(world):
        guards = _guards()
        assert remove_confirmed(at=later) == 1
        left = _tables_with({cleo.pk, episode.pk})
        assert (
            {"keeping_removal", "record_entry"}
            <= left
            <= {"keeping_removal", *(f"record_{one}" for one in KEPT)}
        )
        assert not User.objects.filter(email="cleo@cast.example").exists()
        assert Entry.objects.filter(event="RecordRemoved").count() == 1
        assert remove_confirmed(at=later) == 0
        assert _guards() == guards


def _end_long_ago(episode: Episode) -> None:
    """Let all of it have been eight years ago: the times that say so are the meetings' and the episode's."""
    ago = timezone.now() - LONG_AGO
    Episode.objects.filter(pk=episode.pk).update(started_at=ago - timedelta(days=9), ended_at=ago)
    episode.appointments.update(starts_at=ago - timedelta(days=2), ends_at=ago - timedelta(days=1))


def _tables_with(ids: set[UUID]) -> set[str]:
    """Return every table that holds one of these ids, in whatever column, as text or as a key."""
    forms = {form for one in ids for form in (str(one), one.hex)}
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            if any(form in repr(row) for row in cursor.fetchall() for form in forms):
                found.add(model._meta.db_table)
    return found


def _guards() -> set[str]:
    """Return what keeps rows that are only added from being changed or removed; on PostgreSQL that is a right."""
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_an_account_of_two_practices_stays_for_the_other(world: World) -> None:
    old = an_old_client(world).client
    user = User.objects.create_user("olga@cast.example", PASSWORD)
    for practice in (world.practice_id, world.other_practice_id):
        Belonging.objects.create(user=user, practice_id=practice, member_id=old.pk)
    Member.objects.filter(pk=old.pk).update(user=user)
    for name in ("lead", "clinical_supervisor"):
        actions.confirm_removal(client_id=old.pk, by=world.actor(name).member, at=timezone.now())

    remove_confirmed(at=timezone.now())

    assert [one.practice_id for one in Belonging.objects.filter(user=user)] == [world.other_practice_id]
    assert not Member.objects.filter(pk=old.pk).exists()


def test_another_practice_keeps_its_own(world: World, cleo: Actor) -> None:
    a_disclosure(world, cleo.member, to="An Office")
    a_request(world, Asked.DELETE)

    with using_practice(world.other_practice_id):
        assert queries.waiting_requests() == []
        assert queries.disclosures() == []
        assert queries.over(timezone.now() + timedelta(days=9999)) is not None
