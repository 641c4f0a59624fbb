"""Reading FHIR bundles, without a database."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle as OtherReader
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.exchange.rules.bundle import Bundle, read_bundle
from tandem.exchange.rules.rows import packed
from tandem.exchange.tests.files import CHECKOUT, bundle, entry, patient, sample, visit

TODAY = date(2026, 11, 24)
REAL = sorted((CHECKOUT.parent / "shared" / "data" / "fhir").glob("*.json"))
ADULT_VISITS = {"Elsa": 29, "Gilberto": 23, "Karena": 17, "Karla": 29, "Nikki": 23, "Twanda": 19}


def read(*entries: dict[str, Any], **changes: Any) -> Bundle:
    return read_bundle(bundle(*entries, **changes).decode(), TODAY)


def faults(*entries: dict[str, Any], **changes: Any) -> list[tuple[str, int, str]]:
    return [(p.code, p.entry, p.field) for p in read(*entries, **changes).problems]


def test_the_sample_brings_people_and_their_adult_history() -> None:
    found = read_bundle(sample("bundle.json").decode(), TODAY)

    client, helper = found.people
    assert found.problems == []
    assert (client.name, client.language, client.phone) == ("Ines Vega Pretend", "es", "555-0142")
    assert (client.born_on, client.died_on) == (date(1950, 2, 20), date(2019, 4, 11))
    assert client.identifiers == (("https://records.example/people", "A-1"),)
    assert (helper.name, helper.client) == ("Dr. Ada Unreal", False)
    assert helper.identifiers == (("http://hl7.org/fhir/sid/us-npi", "9999999901"),)
    assert [(row.kind, row.words) for row in found.history] == [
        ("visit", "On the 18th birthday"), ("visit", "Talk therapy"), ("goal", "Sleep through the night"),
        ("team", "Tuesday team"), ("appointment", "Intake talk"),
    ]  # fmt: skip
    assert found.left_out == {"before_18": 1, "after_death": 1, "withdrawn": 1}
    assert found.skipped == {"Organization": 1, "Observation": 2}


@pytest.mark.skipif(
    not REAL, reason="the six Synthea bundles are not beside this checkout (../shared/data/fhir)"
)
def test_six_bundles_from_elsewhere_agree_with_an_independent_reader() -> None:
    for path in REAL:
        text = path.read_text(encoding="utf-8")
        found, other = read_bundle(text, TODAY), OtherReader.model_validate(json.loads(text))

        visits = [row for row in found.history if row.kind == "visit"]
        assert found.problems == []
        assert len(visits) == _adult_visits(other) == ADULT_VISITS[path.name.split("_")[0]]
        types = Counter(item.resource.get_resource_type() for item in other.entry)
        assert sum(found.skipped.values()) + len(found.people) + len(found.history) + sum(
            found.left_out.values()
        ) == sum(types.values())
        assert found.skipped["Observation"] == types["Observation"]


def _adult_visits(other: Any) -> int:
    resources = [item.resource for item in other.entry]
    person = next(r for r in resources if r.get_resource_type() == "Patient")
    born, died = person.birthDate, person.deceasedDateTime
    of_age = date(born.year + 18, born.month, born.day)
    starts = [r.period.start for r in resources if r.get_resource_type() == "Encounter"]
    return sum(start.date() >= of_age and (died is None or start <= died) for start in starts)


def test_our_sample_is_fhir_to_an_independent_reader() -> None:
    assert (
        _adult_visits(OtherReader.model_validate(json.loads(sample("bundle.json")))) == 3
    )  # one of them withdrawn


def test_no_social_security_passport_or_licence_number_is_kept() -> None:
    numbers = [
        {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "000-00-0000"},
        {"type": {"coding": [{"code": "PPN"}]}, "system": "urn:x", "value": "X1"},
        {"type": {"coding": [{"code": "DL"}]}, "system": "urn:y", "value": "Y1"},
    ]

    assert read(patient(identifier=numbers)).people[0].identifiers == (("urn:ietf:rfc:3986", "urn:uuid:p1"),)


def test_a_visit_keeps_its_time_zone_and_its_source() -> None:
    (row,) = read(patient(), visit("v1", "2020-01-05T23:30:00-05:00", "2020-01-06T00:20:00-05:00")).history

    assert row.starts_at == datetime(2020, 1, 6, 4, 30, tzinfo=UTC)
    assert (row.source_system, row.source_id) == ("https://records.example/people", "v1")


@pytest.mark.parametrize("start", ["2020", "2020-01", "2020-01-05", "2020-01-05T10:00:00.123Z"])
def test_a_date_may_be_as_vague_as_fhir_allows(start: str) -> None:
    assert len(read(patient(), visit("v1", start)).history) == 1


def test_a_reference_by_type_and_id_finds_the_patient() -> None:
    assert len(read(patient(), visit("v1", "2020-01-05", subject={"reference": "Patient/p1"})).history) == 1


def test_what_has_no_date_no_patient_or_was_cancelled_stays_out() -> None:
    found = read(
        patient(),
        visit("v1", "2020-01-05", period={}),
        visit("v2", "2020-01-05", status="cancelled"),
        visit("v3", "2020-01-05", subject={"reference": "Group/g"}),
    )

    assert found.left_out == {"no_date": 1, "withdrawn": 1, "no_client": 1}


def test_a_visit_on_the_day_of_death_stays_and_a_later_one_does_not() -> None:
    dead = patient(deceasedDateTime="2020-01-05")

    found = read(dead, visit("v1", "2020-01-05T15:00:00Z"), visit("v2", "2020-01-06T15:00:00Z"))

    assert [row.source_id for row in found.history] == ["v1"]
    assert found.left_out == {"after_death": 1}


@pytest.mark.parametrize(
    ("entries", "code", "field"),
    [
        ([patient(birthDate="1980")], "misshapen", "birthDate"),
        ([patient(birthDate="1980-13-01")], "misshapen", "birthDate"),
        ([patient(birthDate=None)], "misshapen", "birthDate"),
        ([patient(birthDate="2027-01-01")], "future_birth", "birthDate"),
        ([patient(birthDate="2010-01-01")], "under_18", "birthDate"),
        ([patient(birthDate="1960-01-01", deceasedDateTime="1970-01-01")], "under_18", "birthDate"),
        ([patient(deceasedDateTime="1970-01-01")], "death_before_birth", "deceasedDateTime"),
        ([patient(deceasedDateTime="2027-01-01")], "future_death", "deceasedDateTime"),
        ([patient(deceasedBoolean=True)], "death_without_date", "deceasedBoolean"),
        ([patient(name=[])], "missing", "name"),
        ([patient(name="Nora")], "misshapen", "name"),
        ([patient(name=[{"text": "=1+1"}])], "formula", "name"),
        ([patient(name=[{"text": "No\u0000ra"}])], "control", "name"),
        ([patient(name=[{"text": "No\ud800ra"}])], "control", "name"),
        ([patient(identifier=[], id="")], "", ""),
        ([patient(telecom=[{"system": "email", "value": "nora"}])], "bad_email", "telecom"),
        ([patient(name=[{"family": ["Madeup"]}])], "not_r4", ""),
        (
            [patient(), visit("v1", "2020-01-05T10:00:00Z", "2020-01-05T09:00:00Z")],
            "end_before_start",
            "period",
        ),
        ([patient(), visit("v1", "2020-01-05T10:00:00")], "misshapen", "start"),
        ([patient(), visit("v1", "soon")], "misshapen", "start"),
        ([patient(), visit("v1", "2020-01-05", of="nobody")], "absent_patient", ""),
        ([patient(), visit("v1", "2020-01-05", **{"class": "ambulatory"})], "not_r4", ""),
        ([patient(), visit("v1", "2020-01-05"), visit("v1", "2020-01-05")], "entry_twice", ""),
        ([patient(), entry("g", {"resourceType": "Goal", "status": "active"})], "not_r4", ""),
        ([patient(), {"resource": {"id": "x"}}], "no_resource", ""),
        ([patient(), {"resource": "x"}], "no_resource", ""),
        ([patient(), "x"], "no_resource", ""),
        ([entry("o", {"resourceType": "Organization"})], "no_people", ""),
    ],
)
def test_a_broken_entry_is_named(entries: Any, code: str, field: str) -> None:
    number = 0 if code == "no_people" else len(entries)
    expected = [(code, number, field)] if code else []

    assert faults(*entries) == expected


def test_a_broken_patient_is_named_once_and_not_again_for_every_visit() -> None:
    assert faults(patient(birthDate="2010-01-01"), visit("v1", "2020-01-05"), visit("v2", "2020-01-06")) == [
        ("under_18", 1, "birthDate")
    ]


def test_a_problem_names_type_and_id_and_nothing_a_person_wrote() -> None:
    odd = patient(birthDate="2010-01-01") | {"fullUrl": "urn:uuid:Nora Madeup, 5 Elm Street"}

    assert read(patient(birthDate="2010-01-01")).problems[0].resource == "Patient p1"
    assert read(odd).problems[0].resource == "Patient"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "broken_json"),
        ('{"resourceType": "Bundle", "type": 1' + "0" * 5000 + "}", "broken_json"),
        ("[" * 100_000, "too_deep"),
        ("[]", "not_bundle"),
        ('{"resourceType": "Patient"}', "not_bundle"),
        ('{"some": "thing"}', "not_bundle"),
        ('{"resourceType": "Bundle", "type": "transaction", "entry": {}}', "not_bundle"),
        ('{"resourceType": "Bundle", "type": "searchset", "entry": []}', "bundle_type"),
        ('{"resourceType": "Bundle"}', "bundle_type"),
        ('{"resourceType": "Bundle", "type": "batch"}', "no_people"),
    ],
)
def test_what_is_no_bundle_is_told_apart(text: str, code: str) -> None:
    assert [problem.code for problem in read_bundle(text, TODAY).problems] == [code]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2020-01-01"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def _places(node: Any) -> list[tuple[Any, Any]]:
    keys = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [place for key in keys for place in ((node, key), *_places(node[key]))]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_bundle_with_anything_anywhere_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    whole = json.loads(sample("bundle.json"))
    for _time in range(data.draw(st.integers(1, 3))):
        node, key = data.draw(st.sampled_from(_places(whole)))
        node[key] = data.draw(JUNK)

    found = read_bundle(json.dumps(whole), TODAY)

    json.dumps([packed(row) for row in (*found.people, *found.history)]).encode()
    assert found.problems or found.people
