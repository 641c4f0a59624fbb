"""Reading CSV, without a database."""

import tracemalloc
from datetime import date

import pytest

from tandem.exchange.rules.csv_rows import columns_left_out, read_people
from tandem.exchange.rules.rows import History, Person, Problem, age_on, likeness, packed, unpacked

TODAY = date(2026, 11, 24)
HEADER = "id,name,born_on,email,phone,language"


def read(*lines: str, header: str = HEADER) -> list[Person | Problem]:
    return list(read_people([header + "\n", *(line + "\n" for line in lines)], TODAY))


def faults(*lines: str, header: str = HEADER) -> list[tuple[str, int, str]]:
    return [(p.code, p.line, p.field) for p in read(*lines, header=header) if isinstance(p, Problem)]


def test_a_line_becomes_a_person() -> None:
    assert read("7, Nora  Madeup ,6/15/1980,nora@x.example,+1 555 0101,ES") == [
        Person(
            2,
            "Nora Madeup",
            (("csv", "7"),),
            True,
            date(1980, 6, 15),
            None,
            "nora@x.example",
            "+1 555 0101",
            "es",
        )
    ]


def test_only_number_name_and_birth_date_are_needed() -> None:
    assert read("7,Nora Madeup,1980-06-15", header="id,name,born_on") == [
        Person(2, "Nora Madeup", (("csv", "7"),), True, date(1980, 6, 15))
    ]


def test_semicolons_other_columns_and_blank_lines_are_taken() -> None:
    header = "ID;Notes;Name;born_on;system"
    rows = read("7;x;Nora Madeup;1980-06-15;old", "", ";;;;", "8;;Kai Madeup;1980-06-15;", header=header)

    assert [row.number for row in rows if isinstance(row, Person)] == [2, 5]
    assert [row.identifiers for row in rows if isinstance(row, Person)] == [(("old", "7"),), (("csv", "8"),)]
    assert columns_left_out(header) == ["Notes"]


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (",Nora,1980-06-15", "missing", "id"),
        ("1,,1980-06-15", "missing", "name"),
        ("1,Nora,", "missing", "born_on"),
        ("1,Nora,15.6.1980", "bad_date", "born_on"),
        ("1,Nora,1980-02-30", "bad_date", "born_on"),
        ("1,Nora,1800-02-20", "bad_date", "born_on"),
        ("1,Nora,2027-01-01", "future_birth", "born_on"),
        ("1,Nora,2008-11-25", "under_18", "born_on"),
        ("1,=HYPERLINK(),1980-06-15", "formula", "name"),
        ("1,+Nora,1980-06-15", "formula", "name"),
        ("1,-Nora,1980-06-15", "formula", "name"),
        ("1, @Nora,1980-06-15", "formula", "name"),
        ("1,\tNora,1980-06-15", "formula", "name"),
        ("1,No\u202era,1980-06-15", "control", "name"),
        ("1," + "N" * 201 + ",1980-06-15", "too_long", "name"),
        ("1,Nora,1980-06-15,nora", "bad_email", "email"),
        ("1,Nora,1980-06-15,=a@b.example", "formula", "email"),
        ("1,Nora,1980-06-15,,=1+1", "bad_phone", "phone"),
        ("1,Nora,1980-06-15,,,fr", "bad_language", "language"),
        ("1,Nora,1980-06-15,,,,,extra", "too_many_cells", ""),
        ('1,"Nora,1980-06-15', "quotes", ""),
        ("1,No\0ra,1980-06-15", "nul", ""),
        ("1," + "N" * 10_001, "line_too_long", ""),
    ],
)
def test_a_bad_cell_is_named_with_its_line_and_column(line: str, code: str, field: str) -> None:
    assert faults("0,Kai Madeup,1990-01-01", line) == [(code, 3, field)]


def test_every_bad_cell_is_listed_at_once() -> None:
    assert faults(",=x,1.1.1980", "2,Nora,2020-01-01") == [
        ("missing", 2, "id"), ("formula", 2, "name"), ("bad_date", 2, "born_on"), ("under_18", 3, "born_on")
    ]  # fmt: skip


def test_a_person_turns_adult_on_their_birthday() -> None:
    assert faults("1,Nora,2008-11-24") == []
    assert age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert age_on(date(2004, 2, 29), date(2022, 3, 1)) == 18


def test_a_missing_or_repeated_column_is_named() -> None:
    assert [p.detail for p in read("1", header="id,name") if isinstance(p, Problem)] == ["born_on"]
    assert faults("1", header="id,name,born_on,name") == [("column_twice", 1, "")]


def test_a_file_with_a_header_only_says_so() -> None:
    assert faults() == [("header_only", 0, "")]


def test_a_cell_may_run_over_lines_and_the_next_line_keeps_its_number() -> None:
    rows = list(read_people([HEADER + "\n", '1,"Nora\n', 'Madeup",1980-06-15\n', "2,,1980-06-15\n"], TODAY))

    assert isinstance(rows[0], Person)
    assert rows[0].name == "Nora Madeup"
    assert rows[1] == Problem("missing", line=4, field="name")


def test_a_long_file_takes_no_more_memory_than_a_short_one() -> None:
    lines = (f"{number},Nora Madeup,1980-06-15\n" for number in range(10_000))
    tracemalloc.start()

    count = sum(
        1 for _row in read_people((line for part in ([HEADER + "\n"], lines) for line in part), TODAY)
    )

    assert count == 10_000
    assert tracemalloc.get_traced_memory()[1] < 500_000
    tracemalloc.stop()


def test_names_are_alike_whatever_accents_and_capitals() -> None:
    assert likeness("José  Pérez", None) == likeness("JOSE PEREZ", None)
    assert likeness("Jose Perez", date(1980, 1, 1)) != likeness("Jose Perez", date(1980, 1, 2))


def test_rows_come_back_from_json_as_they_were() -> None:
    person = Person(2, "Nora", (("a", "b"), ("c", "d")), True, date(1980, 6, 15), doubtful=True)
    past = History(("a", "b"), "goal", "Sleep", "a", "9")

    assert unpacked(packed(person)) == person
    assert unpacked(packed(past)) == past
