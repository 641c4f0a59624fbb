"""A client reads their record, takes it along, or gets it in person. Nobody else does."""

import io
import json
import re
import time
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.utils import timezone, translation
from pypdf import PdfReader

from tandem.care.models import Episode
from tandem.goals.models import Goal
from tandem.keeping.models import Disclosure
from tandem.my_record.facts import Record, record_of
from tandem.my_record.left_out import LEFT_OUT, WORDS, Why
from tandem.my_record.package import NoticeMissing, as_html, as_json, as_pdf, as_zip
from tandem.my_record.sections import SECTIONS
from tandem.record.models import Entry
from tandem.session_checks.actions import write_card
from tandem.sign_ins.actions import give_paper_code
from tests.cast import PASSWORD, Actor, World
from tests.language.furnished import furnish
from tests.parts.meetings import a_check, a_kept_meeting
from tests.parts.points import a_point

DOWNLOAD = {"proof": PASSWORD, "proof_for": "send"}
IMPLIED = {"id", "practice", "episode", "client"}  # each row is one of this practice and this client
OWNER = {"people.RoleGrant.member", "people.Identifier.member", "people.ContactWish.member",
         "people.Invitation.member", "notifications.Notice.to", "sign_ins.PaperCode.member"}  # fmt: skip


FOOT = re.compile(r"My record\s+\d+ / \d+\s*$")  # of each printed page


# --- Nothing is left out but what is listed ---


def columns() -> set[str]:
    """Return every column of every table of ours."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("tandem.")
        for field in model._meta.concrete_fields
    }


def told() -> set[str]:
    """Return every column that a section tells of."""
    return {f"{one.model._meta.label}.{field.column}" for one in SECTIONS for field in one.fields}


def test_every_column_is_in_the_record_or_listed_as_left_out() -> None:
    left = {name for name in columns() if name in LEFT_OUT or name.rsplit(".", 1)[0] in LEFT_OUT}
    implied = {name for name in columns() if name.rsplit(".", 1)[1] in IMPLIED} | OWNER

    assert columns() - told() - left - implied == set(), (
        "tell of these in a section, or list them as left out"
    )
    assert told() & left == set(), "these are told and listed as left out"


def test_every_entry_of_the_list_is_still_there_and_has_words() -> None:
    known = columns() | {name.rsplit(".", 1)[0] for name in columns()}

    assert set(LEFT_OUT) - known == set()
    assert set(WORDS) == set(Why)


def test_every_section_holds_something_of_a_client_in_full_swing(world: World) -> None:
    furnish(world)
    cleo, theo, at = world.actor("cleo").member, world.actor("theo").member, timezone.now()
    give_paper_code(member=cleo, by=theo, at=at)
    record = record_of(cleo, at)

    assert {one.name for one in record.sections if not one.things} <= {
        "other_names", "wishes_for_another", "sharing", "first_meeting", "how_often", "invitations",
        "emergencies_checked", "noticed_off", "who_looked", "lists", "first_minutes",
    }  # fmt: skip


# --- Only what is theirs, only when it is open ---


def words_of(who: Actor) -> str:
    """Return the whole record of somebody as its file for programs says it."""
    return as_json(record_of(who.member, timezone.now())).decode()


def test_what_another_client_said_is_not_in_it(world: World, cleo: Actor, otto: Actor) -> None:
    a_point(world)

    assert "Otto" not in words_of(cleo)
    assert "Cleo" not in words_of(otto)
    assert str(world.episode_id) not in words_of(otto)


@pytest.mark.parametrize(
    ("answered", "hours", "opened"), [(False, 3, False), (True, 3, True), (False, 60, True)]
)
def test_a_card_opens_with_the_answer_or_after_two_days(
    world: World, cleo: Actor, theo: Actor, answered: bool, hours: int, opened: bool
) -> None:
    meeting = a_kept_meeting(world, hours_ago=hours)
    said = {"matters": "The hidden line", "own_side": "The own line", "guess": 7}
    write_card(meeting=meeting, said=said, by=theo.member, role="therapist", at=timezone.now())
    if answered:
        a_check(meeting, to=[])

    card = json.loads(words_of(cleo))["sections"]["helpers_side"][0]
    assert card["own_side"] == "The own line"
    assert ("matters" in card, "guess" in card) == (opened, opened)
    assert ("The hidden line" in words_of(cleo)) is opened


def test_all_forms_say_the_same(world: World) -> None:
    furnish(world)
    record = record_of(world.actor("cleo").member, timezone.now())
    html, pdf = Text(as_html(record)).words, PdfReader(io.BytesIO(as_pdf(record)))
    printed = squeezed("".join(FOOT.sub("", page.extract_text()) for page in pdf.pages))

    for section in record.full:
        for thing in section.things:
            for label, words, _at in thing.shown:
                assert squeezed(label) in printed, label
                assert squeezed(words) in printed, words
                assert squeezed(words) in squeezed(html), words
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_the_file_for_programs_is_what_the_reference_says(world: World) -> None:
    furnish(world)
    strictly_read(json.loads(words_of(world.actor("cleo"))))


def strictly_read(said: dict[str, Any]) -> None:
    """Read a record as a program would that accepts nothing but what the reference page promises."""
    assert list(said) == ["format", "version", "made_at", "language", "practice", "person", "notice", "sections",
                          "left_out"]  # fmt: skip
    assert (said["format"], said["version"]) == ("tandem-record", 1)
    assert set(said["sections"]) == {one.name for one in SECTIONS} | {"who_looked", "lists"}
    for section in SECTIONS:
        allowed = {"id", "at"} | {field.column for field in section.fields}
        for thing in said["sections"][section.name]:
            assert set(thing) <= allowed, section.name
            UUID(thing["id"])
            for name, value in thing.items():
                if name.endswith("_at") or name == "at":
                    assert value is None or (value.endswith("Z") and datetime.fromisoformat(value))
                if isinstance(value, dict):
                    assert set(value) == {"id", "name"}


def test_a_sign_that_no_typeface_has_still_prints(world: World, cleo: Actor) -> None:
    a_point(world, words="中文 and ﷽ and \u0600")
    record = record_of(cleo.member, timezone.now())

    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(record))).pages)
    assert "▯▯" in printed.replace("\n", "")
    assert "中文" in as_html(record)


# --- Taking it along ---


def test_a_client_takes_their_record_along_and_it_is_noted(world: World, cleo: Actor) -> None:
    a_point(world, words="Money was too much")
    assert cleo.post("/my-record/download/").status_code == 200  # asks for the password

    answer = cleo.post("/my-record/download/", DOWNLOAD)

    assert answer["Content-Disposition"] == 'attachment; filename="my-record.zip"'
    assert "no-store" in answer["Cache-Control"]
    held = zipfile.ZipFile(io.BytesIO(answer.content))
    assert held.namelist() == ["README.txt", "record.html", "record.pdf", "record.json"]
    assert "Money was too much" in held.read("record.html").decode()
    assert Entry.objects.filter(event="RecordTaken").count() == 1
    assert Disclosure.objects.get().what == "own_copy"
    assert "Your own copy" in cleo.get("/my-record/").content.decode()


def test_without_the_password_nothing_leaves(world: World, cleo: Actor) -> None:
    answer = cleo.post("/my-record/download/", {"proof": "wrong", "proof_for": "send"})

    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("path", ["", "read/", "delete/", "correct/"])
@pytest.mark.parametrize("who", ["theo", "priya", "lead", "desk", "sam"])
def test_for_anybody_but_a_client_it_is_not_there(world: World, who: str, path: str) -> None:
    assert world.actor(who).get(f"/my-record/{path}").status_code == 404


def test_a_client_who_waits_for_helpers_has_a_record_too(world: World, wendy: Actor) -> None:
    assert "Wendy Waiting" in wendy.get("/my-record/read/").content.decode()


def test_a_client_whose_care_has_ended_still_has_it(world: World, cleo: Actor) -> None:
    a_point(world, words="Money was too much")
    type(cleo.member.episodes.get()).objects.update(ended_at=timezone.now())

    assert "Money was too much" in cleo.get("/my-record/read/").content.decode()


def test_the_law_of_drug_records_goes_with_it(world: World, cleo: Actor) -> None:
    Episode.objects.filter(pk=world.episode_id).update(part2=True)
    record = record_of(cleo.member, timezone.now())
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

    held = zipfile.ZipFile(io.BytesIO(as_zip(record)))
    assert all(notice in held.read(name).decode() for name in ("README.txt", "record.html", "record.json"))
    pages = PdfReader(io.BytesIO(held.read("record.pdf"))).pages
    assert all(squeezed(notice) in squeezed(page.extract_text()) for page in pages)


@pytest.mark.parametrize("form", [as_json, as_html, as_pdf, as_zip])
def test_a_protected_record_never_leaves_without_its_notice(
    world: World, cleo: Actor, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Episode.objects.filter(pk=world.episode_id).update(part2=True)
    record = record_of(cleo.member, timezone.now())
    assert form(record)

    monkeypatch.setattr(Record, "notice", "")  # somebody forgot it on the page
    with pytest.raises(NoticeMissing):
        form(record)


def test_it_is_in_the_language_of_its_reader(world: World, cleo: Actor) -> None:
    with translation.override("es"):
        pdf = PdfReader(io.BytesIO(as_pdf(record_of(cleo.member, timezone.now()))))

    assert pdf.trailer["/Root"]["/Lang"] == "es"
    assert "Mi expediente" in pdf.pages[0].extract_text()


# --- Much of it ---


def test_a_thousand_things_are_packed_in_a_moment(world: World, cleo: Actor) -> None:
    at = timezone.now()
    Goal.objects.bulk_create(
        Goal(episode_id=world.episode_id, wording=f"Goal {n}", proposed_at=at) for n in range(1000)
    )
    began = time.process_time()
    packed = as_zip(record_of(cleo.member, at))

    assert time.process_time() - began < 4  # about one where nothing else runs; more than two would be a job
    assert len(packed) < 2_000_000


def squeezed(words: str) -> str:
    """Return words without what a line break or a hyphen does to them."""
    return "".join(words.split()).replace("-", "")


class Text(HTMLParser):
    """The text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += data
