"""What the printed record can show, and how its file for programs is written."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.my_record.rules import MISSING, drawn, plain


@pytest.mark.parametrize("words", ["plain", "ñ á ü “quoted” – …", "two\nlines", "❤️ 😀", "Ωμέγα Привет", ""])
def test_what_our_typefaces_have_stays_as_it_is(words: str) -> None:
    assert drawn(words) == words


@pytest.mark.parametrize(("words", "left"), [("中", MISSING), ("a\x00b", f"a{MISSING}b"), ("a\r\nb", "a\nb")])
def test_what_they_do_not_have_becomes_an_empty_box(words: str, left: str) -> None:
    assert drawn(words) == left


@given(st.text())
def test_nothing_is_drawn_twice_or_lost(words: str) -> None:
    once = drawn(words)

    assert drawn(once) == once or MISSING in once
    assert len(once) == len(words.replace("\r\n", "\n"))


def test_times_are_in_utc_and_ids_are_text() -> None:
    at = datetime(2026, 3, 1, 10, 0, tzinfo=timezone(timedelta(hours=-5)))
    said = {"at": at, "on": date(2026, 3, 1), "id": UUID(int=1), "utc": at.astimezone(UTC)}

    assert json.loads(json.dumps(said, default=plain)) == {
        "at": "2026-03-01T15:00:00Z", "on": "2026-03-01", "id": str(UUID(int=1)), "utc": "2026-03-01T15:00:00Z",
    }  # fmt: skip


def test_what_json_has_no_form_of_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain(object())
