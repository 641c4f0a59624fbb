"""Checking, writing and resuming, against the database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tandem.care.models import Episode, HistoryItem
from tandem.exchange import actions, queries, writing
from tandem.exchange.models import ImportBatch, ImportPart
from tandem.exchange.tests.files import (
    SAMPLES,
    SOURCE,
    bring_in,
    bundle,
    check,
    csv,
    patient,
    problems,
    rows,
    sample,
    take_back,
    visit,
)
from tandem.jobs.loop import work_once
from tandem.jobs.models import Job
from tandem.people.actions import add_member
from tandem.people.models import Identifier, Member, RoleGrant
from tandem.permissions.rules import Role
from tandem.record.models import Entry

NORA = "1,Nora Madeup,1980-06-15"


def test_people_come_in_as_clients_without_an_episode(practice: Any) -> None:
    batch = bring_in(sample("caseload.csv"))

    marisol = Member.objects.get(identifiers__system="csv", identifiers__value="W-101")
    odile = Member.objects.get(identifiers__value="W-103")
    assert (marisol.name, marisol.born_on, marisol.language) == ("Marisol Inventada", date(1988, 4, 12), "es")
    assert (odile.language, odile.time_zone) == (practice.language, practice.time_zone)
    assert [grant.role for grant in RoleGrant.objects.filter(member=marisol)] == ["client"]
    assert not Episode.objects.filter(client=marisol).exists()
    assert Member.objects.filter(batch_id=batch.pk).count() == batch.rows_done == 3


def test_a_bundle_brings_history_and_a_helper_without_a_role(practice: Any) -> None:
    batch = bring_in(sample("bundle.json"))

    client = Member.objects.get(identifiers__value="A-1")
    helper = Member.objects.get(identifiers__value="9999999901")
    assert client.died_on == date(2019, 4, 11)
    assert not RoleGrant.objects.filter(member=helper).exists()
    history = HistoryItem.objects.filter(client=client).order_by("starts_at")
    assert sorted(item.words for item in history) == [
        "Intake talk", "On the 18th birthday", "Sleep through the night", "Talk therapy", "Tuesday team",
    ]  # fmt: skip
    assert {item.source_system for item in history} == {SOURCE}
    assert queries.brought(batch.pk) == (1, 1, 5)


def test_one_line_of_the_record_stands_for_a_whole_batch(practice: Any) -> None:
    before = Entry.objects.count()

    batch = bring_in(sample("caseload.csv"))
    take_back(batch)

    added = list(Entry.objects.order_by("sequence")[before:])
    assert [entry.event for entry in added] == ["CaseloadBroughtIn", "ImportUndone"]
    assert str(batch.pk) in added[0].details
    assert "Marisol" not in "".join(entry.details for entry in added)


@pytest.mark.parametrize("name", ["caseload.csv", "bundle.json"])
def test_the_same_file_again_changes_nothing(practice: Any, name: str) -> None:
    bring_in(sample(name))
    before = rows()

    again = bring_in(sample(name))

    assert rows() == before
    assert again.rows_found == 0
    assert again.counts["known"] > 0


def test_a_later_bundle_adds_only_what_is_new_about_somebody_known(practice: Any) -> None:
    bring_in(bundle(patient(), visit("v1", "2020-01-05")))

    batch = bring_in(bundle(patient(), visit("v1", "2020-01-05"), visit("v2", "2020-02-05")))

    assert [item.source_id for item in HistoryItem.objects.filter(batch_id=batch.pk)] == ["v2"]
    assert Member.objects.filter(identifiers__system=SOURCE).count() == 1


def test_a_killed_import_goes_on_where_it_was(practice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    at = timezone.now()
    batch = check(csv(*(f"{n},Person {n},1980-06-15" for n in range(500))))
    actions.bring_in(batch=batch, chosen=[], by=None, at=at)
    write, calls = writing.write_next_part, []

    def killed(**given: Any) -> bool:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(**given)

    monkeypatch.setattr(writing, "write_next_part", killed)
    with pytest.raises(KeyboardInterrupt):
        work_once(at)
    half = Member.objects.filter(batch_id=batch.pk).count()
    assert not work_once(at + timedelta(seconds=1))  # the lost worker still holds the job
    work_once(at + timedelta(minutes=6))

    batch.refresh_from_db()
    assert half == 200
    assert Member.objects.filter(batch_id=batch.pk).count() == 500
    assert batch.finished_at
    assert not ImportPart.objects.exists()


def test_a_second_click_changes_nothing(practice: Any) -> None:
    batch, at = check(csv(NORA)), timezone.now()

    actions.bring_in(batch=batch, chosen=[], by=None, at=at)
    actions.bring_in(batch=batch, chosen=[2], by=None, at=at + timedelta(seconds=1))

    batch.refresh_from_db()
    assert (batch.started_at, batch.chosen) == (at, [])
    assert Job.objects.filter(task="exchange.write").count() == 1
    while work_once(at):
        pass
    actions.bring_in(batch=batch, chosen=[], by=None, at=at)
    assert not work_once(at)


def test_names_lie_sealed_between_check_and_writing_and_are_gone_after(practice: Any) -> None:
    batch = check(sample("caseload.csv"))

    raw = str(list(ImportBatch.objects.values()) + list(ImportPart.objects.values()))
    assert "Marisol" not in raw
    assert "Marisol" in batch.preview

    batch = bring_in(sample("caseload.csv"))
    assert batch.preview == ""
    assert not ImportPart.objects.filter(batch=batch).exists()


def test_a_file_that_nobody_brings_in_is_forgotten_the_next_day(practice: Any) -> None:
    check(sample("caseload.csv"), at=timezone.now() - timedelta(days=2))

    batch = check(csv(NORA))

    assert list(ImportBatch.objects.all()) == [batch]
    assert ImportPart.objects.count() == 1


def test_one_broken_entry_and_nothing_comes_in(practice: Any) -> None:
    before = rows()

    with pytest.raises(actions.FileRefused) as refused:
        check(bundle(patient(), visit("v1", "2020-01-05"), visit("v2", "2020-01-05", of="nobody")))

    (problem,) = refused.value.problems
    assert (problem.entry, problem.resource) == (3, "Encounter v2")
    assert rows() == before
    assert not ImportBatch.objects.exists()


def test_problems_of_a_long_file_leave_nothing_behind_and_fifty_are_listed(practice: Any) -> None:
    good = [f"{n},Person {n},1980-06-15" for n in range(450)]

    with pytest.raises(actions.FileRefused) as refused:
        check(csv(*good, *(f"x{n},,1980-06-15" for n in range(60))))

    assert (len(refused.value.problems), refused.value.more) == (50, 10)
    assert not ImportBatch.objects.exists()
    assert not ImportPart.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (csv(), "header_only"),
        (csv(NORA).decode().encode("utf-16"), "utf16"),
        (csv(NORA).decode().encode("utf-16-le"), "utf16"),
        (csv("1,José Madeup,1980-06-15").decode().encode("latin-1"), "not_utf8"),
        (b'{"resourceType": "\xe9"}', "not_utf8"),
        (b"PK\x03\x04workbook", "workbook"),
        (b"<Bundle/>", "xml"),
        (b"{", "broken_json"),
        (b"[" * 100_000, "too_deep"),
        (csv(NORA) + b"2,Nora\0 Madeup,1980-06-15", "nul"),
        (csv(NORA) + b"2," + b"x" * 10_000_000, "line_too_long"),
        (csv(NORA) + b"\r\n" * (11 * 1024 * 1024), "too_big"),
        (csv(NORA, "1,Kai Madeup,1981-06-15"), "same_id"),
        (bundle(patient(), patient()), "same_id"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(practice: Any, content: bytes, code: str) -> None:
    assert problems(content) == [code]


def test_utf8_with_its_mark_is_taken(practice: Any) -> None:
    assert problems(b"\xef\xbb\xbf" + csv("1,José Madeup,1980-06-15")) == []


def test_the_same_number_with_another_birth_date_is_refused(practice: Any) -> None:
    bring_in(csv(NORA))

    assert problems(csv("1,Nora Madeup,1990-06-15")) == ["id_taken"]


def test_numbers_of_two_people_on_one_patient_are_refused(practice: Any) -> None:
    bring_in(bundle(patient("p1"), patient("p2", name=[{"text": "Kai Madeup"}])))
    both = [{"system": SOURCE, "value": "p1"}, {"system": SOURCE, "value": "p2"}]

    assert problems(bundle(patient("p3", identifier=both))) == ["two_members"]


def test_a_likely_double_stays_out_unless_a_lead_ticks_it(practice: Any) -> None:
    at = timezone.now()
    add_member(name="NORA MADEUP", born_on=date(1980, 6, 15), roles=[Role.CLIENT], by=None, at=at)
    content = csv("7,Nora  Madeup,1980-06-15", "8,Kai Madeup,1981-06-15", "9,Kai Madeup,1981-06-15")

    batch = check(content)
    assert queries.preview(batch)["doubtful"] == [
        {"number": 2, "name": "Nora Madeup", "reason": "here"},
        {"number": 4, "name": "Kai Madeup", "reason": "file"},
    ]

    batch = bring_in(content, chosen=(4,))
    values = Identifier.objects.filter(member__batch_id=batch.pk).values_list("value", flat=True)
    assert sorted(values) == ["8", "9"]


def test_the_history_of_somebody_left_out_stays_out_too(practice: Any) -> None:
    at = timezone.now()
    add_member(name="Nora Madeup", born_on=date(1980, 6, 15), roles=[Role.CLIENT], by=None, at=at)

    batch = bring_in(bundle(patient(), visit("v1", "2020-01-05")))

    assert queries.brought(batch.pk) == (0, 0, 0)


def test_another_practice_does_not_know_these_people(world: Any) -> None:
    from tandem.tenancy.current import using_practice

    bring_in(csv(NORA))

    with using_practice(world.other_practice_id):
        assert bring_in(csv(NORA)).rows_done == 1


def test_statements_do_not_grow_with_the_people_in_a_part(
    practice: Any, django_assert_max_num_queries: Any
) -> None:
    batch = check(csv(*(f"{n},Person {n},1980-06-15" for n in range(200))))
    actions.bring_in(batch=batch, chosen=[], by=None, at=timezone.now())

    with django_assert_max_num_queries(17):
        writing.write_next_part(batch_id=batch.pk, at=datetime(2026, 1, 1, tzinfo=UTC))


def test_the_command_checks_brings_in_and_takes_back(
    practice: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = str(SAMPLES / "caseload.csv"), rows()

    call_command("import", file, practice=practice.name, check=True)
    assert rows() == before
    assert "3 clients" in capsys.readouterr().out
    call_command("import", file, practice=str(practice.pk))
    assert Member.objects.filter(identifiers__value="W-101").exists()
    batch = ImportBatch.objects.get()
    call_command("import", practice=practice.name, undo=batch.pk)
    assert rows() == before


def test_the_command_says_what_is_wrong(practice: Any, tmp_path: Any) -> None:
    (tmp_path / "bad.csv").write_bytes(csv("1,,1980-06-15"))

    with pytest.raises(CommandError, match="Line 2, name: This is missing"):
        call_command("import", str(tmp_path / "bad.csv"), practice=practice.name)
    with pytest.raises(CommandError, match="one practice"):
        call_command("import", str(tmp_path / "bad.csv"), practice="Nowhere")
