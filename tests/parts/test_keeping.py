"""What clients ask about their records, what holds one, what left the practice, and what goes when it is over."""

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
from tandem.jobs.models import Job
from tandem.keeping import actions, queries
from tandem.keeping.events import RecordAnswered
from tandem.keeping.models import Disclosure, Hold, RecordRequest, Removal
from tandem.keeping.rules import Answer, Asked, Kept
from tandem.my_record.actions import let_go, let_go_of, let_go_of_all, remove_confirmed
from tandem.my_record.actions.letting_go import OVER, over
from tandem.people.models import Belonging, Member, User
from tandem.record.models import Entry
from tandem.relays.models import Draft
from tandem.session_checks.models import CheckLink
from tandem.tenancy.current import using_practice
from tandem.what_follows import let_go_when_asked
from tests.cast import PASSWORD, Actor, World
from tests.databases import url_for
from tests.language.furnished import furnish
from tests.parts.points import a_draft
from tests.parts.records import LONG_AGO, a_disclosure, a_hold, a_request, an_old_client

KEPT = ("entry", "look", "shown")  # ids alone, and chained
NOTED = {"to": "An Office", "on": "2026-01-02", "what": "part", "ground": "law", "words": "Two dates."}


# --- Asking and answering ---


def test_a_client_asks_for_a_deletion_and_reads_the_answer_on_their_today(
    world: World, cleo: Actor, lead: Actor
) -> None:
    assert "7 years" in cleo.get("/my-record/delete/").content.decode()
    cleo.post("/my-record/delete/")
    asked = RecordRequest.objects.get()
    assert "1 waits for an answer" in lead.get("/today/").content.decode()
    assert "asks to have their record deleted" in lead.get("/records/").content.decode()

    lead.post(f"/records/requests/{asked.pk}/", {"answer": "no", "reply": "We keep it for seven years."})

    assert "To delete my record: No" in cleo.get("/today/").content.decode()
    assert "We keep it for seven years." in cleo.get("/my-record/").content.decode()


def test_a_correction_is_asked_in_the_clients_words(world: World, cleo: Actor, lead: Actor) -> None:
    assert cleo.post("/my-record/correct/", {"words": ""}).status_code == 422
    cleo.post("/my-record/correct/", {"words": "My birthday is in May."})
    asked = RecordRequest.objects.get()

    assert "My birthday is in May." in lead.get(f"/records/requests/{asked.pk}/").content.decode()
    assert queries.due_on(asked) == asked.asked_at.date() + timedelta(days=60)


def test_the_same_is_not_asked_twice_and_not_answered_twice(world: World, cleo: Actor, lead: Actor) -> None:
    asked = a_request(world, Asked.DELETE)
    cleo.post("/my-record/delete/")
    assert RecordRequest.objects.count() == 1
    said: dict[str, Any] = {"request": asked, "by": lead.member, "at": timezone.now(), "reply": "A line."}
    actions.answer(answer=Answer.NO, **said)

    with pytest.raises(actions.AlreadyAnswered):
        actions.answer(answer=Answer.YES, **said)
    assert RecordRequest.objects.get().answer == Answer.NO


def test_with_a_yes_what_the_client_did_not_send_goes_at_once(world: World, cleo: Actor, lead: Actor) -> None:
    a_draft(world)
    said = RecordAnswered(UUID(int=1), cleo.pk, Asked.DELETE.value, Answer.NO.value)
    let_go_when_asked(said, at=timezone.now())
    assert Draft.objects.count() == 1

    for _twice in range(2):
        let_go_when_asked(
            RecordAnswered(UUID(int=1), cleo.pk, Asked.DELETE.value, Answer.YES.value), at=timezone.now()
        )

    assert not Draft.objects.exists()
    assert Entry.objects.filter(event="OldRemoved").count() == 1


def test_of_a_held_record_nothing_goes_even_with_a_yes(world: World, cleo: Actor) -> None:
    a_draft(world)
    a_hold(world, cleo.member)

    let_go_of(client_id=cleo.pk, at=timezone.now())

    assert Draft.objects.count() == 1


# --- Holds and disclosures ---


def test_a_client_reads_a_hold_unless_the_law_forbids_it(world: World, cleo: Actor, lead: Actor) -> None:
    url = f"/records/{cleo.pk}/hold/"
    lead.post(url, {"reason": "court", "words": "Case 12", "secret": "on"})
    assert "A court" not in cleo.get("/my-record/read/").content.decode().split("What is not in it")[0]
    lead.post(f"{url}end/")
    lead.post(url, {"reason": "court", "words": "Case 12"})

    page = cleo.get("/my-record/read/").content.decode()
    assert "A court, now or soon" in page
    assert "Case 12" not in page
    assert "Case 12" in lead.get(f"/records/{cleo.pk}/").content.decode()


def test_what_left_the_practice_is_noted_once_and_read_by_the_client(
    world: World, cleo: Actor, lead: Actor
) -> None:
    once = {"once": "01a22bd4-5a64-7750-a412-e0a99a5d9cc3"}
    for _twice in range(2):
        lead.post(f"/records/{cleo.pk}/left/", NOTED | once)

    assert Disclosure.objects.count() == 1
    page = cleo.get("/my-record/").content.decode()
    assert "An Office" in page
    assert "A law asks for a report" in page
    assert "An Office" in lead.get("/records/left/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"on": "2099-01-01"}, {"on": "x"}, {"to": ""}, {"what": "own_copy"}, {"ground": ""}]
)
def test_a_disclosure_that_says_too_little_is_not_kept(
    world: World, cleo: Actor, lead: Actor, wrong: dict[str, str]
) -> None:
    assert lead.post(f"/records/{cleo.pk}/left/", NOTED | wrong).status_code == 422
    assert not Disclosure.objects.exists()


def test_a_client_is_found_by_their_whole_name_alone(world: World, lead: Actor) -> None:
    found = lead.post("/records/", {"name": "cleo example"}).content.decode()

    assert "Cleo Example" in found
    assert "Cleo Example" not in lead.post("/records/", {"name": "Cleo"}).content.decode()
    assert (
        "Theo" not in lead.post("/records/", {"name": "Dr. Theo Sample"}).content.decode().split("</form>")[1]
    )


@pytest.mark.parametrize("path", ["", "{0}/", "{0}/hold/", "{0}/left/", "left/", "old/", "years/"])
@pytest.mark.parametrize("who", ["theo", "priya", "cleo", "desk", "admin"])
def test_for_anybody_but_the_lead_these_pages_are_not_there(
    world: World, cleo: Actor, who: str, path: str
) -> None:
    assert world.actor(who).get("/records/" + path.format(cleo.pk)).status_code == 404


def test_somebody_who_was_never_a_client_has_no_record(world: World, theo: Actor, lead: Actor) -> None:
    assert lead.get(f"/records/{theo.pk}/").status_code == 404


# --- What goes by itself ---


def test_when_the_clock_goes_forward_nothing_that_is_over_is_left_and_what_is_held_stays(
    world: World, cleo: Actor, otto: Actor
) -> None:
    furnish(world)
    now = timezone.now()
    Draft.objects.update(decided_at=None, held="")
    a_hold(world, cleo.member)
    before = Draft.objects.count()
    later = now + timedelta(days=800)

    let_go(at=later)
    assert Draft.objects.count() == before
    actions.end_hold(hold=Hold.objects.get(ended_at=None), by=world.actor("lead").member, at=timezone.now())
    gone = let_go(at=later)

    assert gone > before > 0
    assert sum(rows.count() for kind in OVER for rows in over(kind, later)) == 0
    assert not CheckLink.objects.exists()
    assert let_go(at=later) == 0


def test_what_is_not_over_stays(world: World) -> None:
    a_draft(world)

    let_go(at=timezone.now() + timedelta(days=29))
    assert Draft.objects.count() == 1
    let_go(at=timezone.now() + timedelta(days=31))
    assert not Draft.objects.exists()


def test_jobs_that_are_done_go_and_those_that_wait_stay(world: World) -> None:
    at = timezone.now()
    Job.objects.create(task="x", due_at=at, done_at=at - timedelta(days=31))
    Job.objects.create(task="y", due_at=at)

    let_go_of_all(at=at)

    assert [job.task for job in Job.objects.all()] == ["y"]


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


def test_every_kind_that_goes_by_itself_has_its_rows_or_its_own_place() -> None:
    elsewhere = {Kept.SIGN_INS, Kept.JOBS, Kept.EXPORTS, Kept.BACKUPS}
    from tandem.keeping.rules import TERMS

    assert {kind for kind, term in TERMS.items() if term.by_itself} == set(OVER) | elsewhere
