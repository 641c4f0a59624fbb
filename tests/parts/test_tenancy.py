"""What one practice owns, no other ever meets."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.utils import DatabaseError
from django.utils import timezone

from tandem.appointments.models import IntroWish, Outcome
from tandem.appointments.rules import MeetingKind
from tandem.beginnings.models import HelperStep, Hopes, TopicAnswer
from tandem.care.actions import choose_preset, review_emergency
from tandem.care.models import Episode, OutsidePerson, Release, Unusual, UnusualAnswer
from tandem.care.rules import Finding
from tandem.consents.models import Consent, ConsentText, Explainer, Introduction, Present
from tandem.goals.models import Goal
from tandem.keeping.actions import keep_for
from tandem.people.models import ContactWish, Member, Profile
from tandem.permissions.sharing import Preset
from tandem.record.models import Look, Shown
from tandem.relays.models import Explanation, Noticed, NoticedOff, Point, StandingYes
from tandem.session_checks.models import Card, CheckWish
from tandem.tenancy import current
from tandem.tenancy.current import NoPractice, current_practice_id, using_practice
from tandem.tenancy.keys import TenantFK
from tandem.tenancy.security import owned_models
from tests.cast import World, a_meeting
from tests.parts.emergencies import an_emergency
from tests.parts.engines import on_sqlite, raw, select
from tests.parts.records import a_disclosure

APPEND_ONLY = {
    "record_entry",
    "record_look",
    "record_shown",
    "keeping_disclosure",
    "keeping_keepfor",
    "care_emergency",
    "care_emergencyreview",
    "care_outsideperson",
    "care_unusual",
    "care_unusualanswer",
    "beginnings_helperstep",
    "beginnings_hopes",
    "beginnings_topicanswer",
    "people_contactwish",
    "people_profile",
    "care_release",
    "consents_consent",
    "consents_consenttext",
    "consents_explainer",
    "consents_introduction",
    "consents_present",
    "appointments_introwish",
    "appointments_outcome",
    "relays_explanation",
    "relays_noticed",
    "relays_noticedoff",
    "relays_point",
    "care_sharingchoice",
    "relays_standingyes",
    "session_checks_checkwish",
    "session_checks_card",
}


def outside_a_practice(question: Any) -> None:
    """Ask in a place where nobody has named a practice."""
    token = current._current.set(None)
    try:
        question()
    finally:
        current._current.reset(token)


@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model._meta.label)
def test_rows_asked_for_outside_a_practice_are_refused(world: World, model: Any) -> None:
    with pytest.raises(NoPractice):
        outside_a_practice(model.objects.all)
    with pytest.raises(NoPractice):
        outside_a_practice(model)


def test_each_practice_sees_its_own_people(world: World) -> None:
    here = set(Member.objects.values_list("pk", flat=True))
    with using_practice(world.other_practice_id):
        there = set(Member.objects.values_list("pk", flat=True))

    assert here
    assert there
    assert not here & there


def test_after_work_for_another_practice_one_is_back_in_the_first(world: World) -> None:
    with pytest.raises(ZeroDivisionError), using_practice(world.other_practice_id):
        1 / 0  # noqa: B018

    assert current_practice_id() == world.practice_id
    assert Episode.objects.filter(pk=world.episode_id).exists()


def test_a_link_into_another_practice_finds_nothing(world: World) -> None:
    sam = world.people["sam"][0]

    assert not Member.objects.filter(pk=sam).exists()
    assert not Episode.objects.filter(client_id=sam).exists()


def linked_fields() -> list[Any]:
    """Return every key from one owned row to another."""
    return [field for model in owned_models() for field in model._meta.fields if isinstance(field, TenantFK)]


@pytest.mark.parametrize("field", linked_fields(), ids=str)
def test_the_database_ties_every_link_to_the_practice(world: World, field: Any) -> None:
    table, there = field.model._meta.db_table, field.related_model._meta.db_table

    assert (there, ("practice_id", field.column), ("practice_id", "id")) in composite_keys(table)


def composite_keys(table: str) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return the table's foreign keys as the database itself tells them."""
    if connection.vendor == "sqlite":
        keys: dict[int, list[Any]] = {}
        for row in select(f'PRAGMA foreign_key_list("{table}")'):
            keys.setdefault(row[0], []).append(row)
        ordered = [sorted(rows, key=lambda row: row[1]) for rows in keys.values()]
        return {(rows[0][2], tuple(r[3] for r in rows), tuple(r[4] for r in rows)) for rows in ordered}
    sql = f"SELECT confrelid::regclass::text, {_columns('conkey', 'conrelid')}, {_columns('confkey', 'confrelid')} "
    sql += "FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
    return {(name, tuple(mine), tuple(theirs)) for name, mine, theirs in select(sql, table)}


def _columns(key: str, table: str) -> str:
    pairs = f"unnest({key}) WITH ORDINALITY AS k(a, n) JOIN pg_attribute ON attnum = a AND attrelid = {table}"
    return f"(SELECT array_agg(attname::text ORDER BY n) FROM {pairs})"


def test_the_database_refuses_a_link_into_another_practice(real_world: World) -> None:
    sam = real_world.people["sam"][0]
    now = timezone.now()
    with pytest.raises(IntegrityError):
        Episode(client_id=sam, started_at=now).save()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_rolegrant SET member_id = %s WHERE practice_id = %s",
            [raw(sam), raw(real_world.practice_id)],
        )
    assert not Episode.objects.filter(client_id=sam).exists()


def test_a_row_cannot_move_to_another_practice(real_world: World) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE care_episode SET practice_id = %s WHERE id = %s",
            [raw(real_world.other_practice_id), raw(real_world.episode_id)],
        )
    assert Episode.objects.filter(pk=real_world.episode_id).exists()


# Rows that are never changed ------------------------------------------------------------------------


def test_the_tables_of_what_happened_are_the_ones_nobody_may_change() -> None:
    marked = {model._meta.db_table for model in owned_models() if getattr(model, "append_only", False)}

    assert marked == APPEND_ONLY


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
@pytest.mark.parametrize("act", ["UPDATE {} SET practice_id = practice_id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_happened(real_world: World, table: str, act: str) -> None:
    fill(real_world)
    before = select(f"SELECT count(*) FROM {table}")
    with (
        pytest.raises(DatabaseError, match=r"never changed|permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table))

    assert before[0][0] > 0
    assert select(f"SELECT count(*) FROM {table}") == before


def fill(world: World) -> None:
    """Write at least one row into each of those tables."""
    at, theo, cleo = timezone.now(), world.actor("theo").member, world.actor("cleo").member
    episode = Episode.objects.get(pk=world.episode_id)
    meeting = a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo)
    Outcome.objects.create(appointment=meeting, kind="late", noted_by=theo, noted_at=at)
    Look.objects.create(at=at, by=theo.pk, act="see_today")
    Card.objects.create(episode=episode, appointment=meeting, member=theo, role="therapist", written_at=at)
    same = {"episode": episode, "to": theo, "by": cleo, "approved_at": at}
    Point(words="Slower, please.", way="myself", **same).save()
    StandingYes.objects.create(episode=episode, topic="pace", on=True, at=at)
    Explanation.objects.create(episode=episode, topic="pace", words="Slower, please.", by=theo, at=at)
    kept = Noticed.objects.create(
        episode=episode, appointment=meeting, words="Slower, please.", by=theo, at=at
    )
    NoticedOff.objects.create(noticed=kept, at=at)
    CheckWish.objects.create(episode=episode, rhythm="each", at=at)
    _kept(world)
    OutsidePerson.objects.create(name="Ola Example", what="Someone else", phone="555-0100", at=at)
    _consents(episode, theo, at)
    IntroWish.objects.create(episode=episode, joins=True, at=at)
    Hopes.objects.create(episode=episode, tried="Slower, please.", at=at)
    HelperStep.objects.create(member=theo, step="cover", at=at)
    TopicAnswer.objects.create(member=theo, topic="roles", answer="agreed", at=at)
    ContactWish.objects.create(member=cleo, channel="text", at=at)
    Profile.objects.create(member=theo, line_one="Slower, please.", at=at)
    Release.objects.create(episode=episode, kind="goal", object_id=uuid4(), to=cleo, on=True, at=at)
    choose_preset(episode=episode, preset=Preset.OPEN, seen=0, by=cleo.pk, at=at)
    _watched(world, theo, at)


def _watched(world: World, theo: Member, at: datetime) -> None:
    """Write what is kept about looks, emergencies and what was out of pattern."""
    Shown.objects.create(shown=uuid4(), about=uuid4())
    review_emergency(
        emergency=an_emergency(world), finding=Finding.RIGHT, words="", by=world.actor("lead").member, at=at
    )
    one = Unusual.objects.create(member=theo, on=at.date(), signs="many", at=at)
    UnusualAnswer.objects.create(unusual=one, words="Slower, please.", at=at)


def _kept(world: World) -> None:
    lead = world.actor("lead").member
    a_disclosure(world, world.actor("cleo").member, to="An Office")
    keep_for(years=7, source="A law.", by=lead, at=timezone.now())


def _consents(episode: Episode, theo: Member, at: datetime) -> None:
    """Write a consent with its text and who explained it, and an introduction with who was there."""
    text = ConsentText.objects.create(
        kind="limits", language="en", version=1, sha256="0" * 64, words="What we cannot keep to ourselves"
    )
    consent = Consent.objects.create(
        episode=episode, kind="limits", text=text, on=True, method="in_person", by=theo, at=at
    )
    Explainer.objects.create(consent=consent, member=theo)
    Present.objects.create(
        introduction=Introduction.objects.create(episode=episode, topics="who", by=theo, at=at), member=theo
    )


@on_sqlite
def test_the_triggers_come_back_with_each_migration(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER record_entry_no_update")
    call_command("migrate", verbosity=0)

    assert ("record_entry_no_update",) in select("SELECT name FROM sqlite_master WHERE type = 'trigger'")


def test_an_owned_row_tells_nothing_but_its_id(world: World) -> None:
    goal = Goal(episode_id=world.episode_id, wording="Sleep through the night")

    assert str(goal) == f"Goal {goal.pk}"
