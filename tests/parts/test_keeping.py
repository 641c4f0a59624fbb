"""What clients ask about their records, what holds one, what left the practice, and what goes when it is over."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tandem.jobs.models import Job
from tandem.keeping import actions, queries
from tandem.keeping.events import RecordAnswered
from tandem.keeping.models import Disclosure, Hold, RecordRequest
from tandem.keeping.rules import Answer, Asked, Kept
from tandem.my_record.actions import let_go, let_go_of, let_go_of_all
from tandem.my_record.actions.letting_go import OVER, over
from tandem.record.models import Entry
from tandem.relays.models import Draft
from tandem.session_checks.models import CheckLink
from tandem.what_follows import let_go_when_asked
from tests.cast import Actor, World
from tests.language.furnished import furnish
from tests.parts.points import a_draft
from tests.parts.records import a_hold, a_request

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


def test_every_kind_that_goes_by_itself_has_its_rows_or_its_own_place() -> None:
    elsewhere = {Kept.SIGN_INS, Kept.JOBS, Kept.EXPORTS, Kept.BACKUPS}
    from tandem.keeping.rules import TERMS

    assert {kind for kind, term in TERMS.items() if term.by_itself} == set(OVER) | elsewhere
