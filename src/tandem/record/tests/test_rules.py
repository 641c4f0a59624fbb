"""A chain of hashes: whatever is changed in it shows."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.record.rules import FIRST, Link, canonical, digest, first_break, link_hash

Chain = list[tuple[Link, str]]


def a_chain(length: int) -> Chain:
    """Return a whole chain of this many links."""
    links: Chain = []
    for number in range(1, length + 1):
        previous = links[-1][1] if links else FIRST
        at, said = f"2027-03-01T10:{number:02}", f'{{"n":{number}}}'
        link = Link(f"id {number}", number, at, "GoalClosed", "", said, previous)
        links.append((link, link_hash(link)))
    return links


@given(st.integers(0, 30))
def test_a_chain_that_nobody_touched_is_whole(length: int) -> None:
    assert first_break(a_chain(length)) is None


@given(
    st.integers(1, 12),
    st.data(),
    st.sampled_from(["id", "at", "event", "by", "details", "previous", "sequence"]),
)
def test_a_changed_link_is_found(length: int, data: st.DataObject, field: str) -> None:
    chain = a_chain(length)
    where = data.draw(st.integers(0, length - 1))
    link, claimed = chain[where]
    chain[where] = (replace(link, **{field: 99 if field == "sequence" else "changed"}), claimed)

    assert first_break(chain) == where + 1


@given(st.integers(2, 12), st.data())
def test_a_changed_link_with_a_fresh_hash_is_found_one_later(length: int, data: st.DataObject) -> None:
    chain = a_chain(length)
    where = data.draw(st.integers(0, length - 2))
    forged = replace(chain[where][0], details="{}")
    chain[where] = (forged, link_hash(forged))

    assert first_break(chain) == where + 2


@given(st.integers(2, 12), st.data())
def test_a_missing_link_is_found(length: int, data: st.DataObject) -> None:
    chain = a_chain(length)
    where = data.draw(st.integers(0, length - 2))
    del chain[where]

    assert first_break(chain) == where + 1


@given(st.integers(2, 12), st.data())
def test_two_links_that_changed_places_are_found(length: int, data: st.DataObject) -> None:
    chain = a_chain(length)
    where = data.draw(st.integers(0, length - 2))
    chain[where], chain[where + 1] = chain[where + 1], chain[where]

    assert first_break(chain) == where + 1


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=5), plain, max_size=5))
def test_the_same_content_is_the_same_bytes(details: dict[str, object]) -> None:
    assert canonical(details) == canonical(dict(reversed(details.items())))


def test_ids_and_times_are_written_as_text() -> None:
    details = {"when": datetime(2027, 3, 1, tzinfo=UTC), "id": UUID(int=1)}

    assert canonical(details) == (
        '{"id":"00000000-0000-0000-0000-000000000001","when":"2027-03-01 00:00:00+00:00"}'
    )


rows = st.lists(st.tuples(st.integers(), st.text("abc", max_size=3)), max_size=6)


@given(rows, rows)
def test_other_rows_have_another_digest(some: list[tuple[int, str]], others: list[tuple[int, str]]) -> None:
    assert (digest(some) == digest(others)) is (some == others)


@pytest.mark.parametrize("rows", [[], [()], [("a", "b")]])
def test_a_digest_is_as_long_as_a_hash(rows: list[tuple[object, ...]]) -> None:
    assert len(digest(rows)) == 64
