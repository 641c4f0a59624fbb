"""What people write is unreadable without the keys, and opens only where it was put."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.goals.models import Goal
from tandem.sealing.fields import Sealed
from tandem.sealing.keys import KeyTrouble, NoRing, NoSuchKey, add_key, load_ring, make_ring
from tandem.sealing.rotation import sealed_columns
from tandem.sealing.seal import seal, unseal
from tandem.session_checks.models import SessionCheck
from tests.cast import World
from tests.parts.engines import raw, select
from tests.parts.meetings import a_check

WORDS = "Sleep through the night — más allá de ñ 🙂"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)  # what a browser can send


@pytest.fixture(scope="module", autouse=True)
def _keys(template: Any) -> None:
    """The tests' key file is there."""


@pytest.fixture
def ring(tmp_path: Path, settings: Any) -> Path:
    """A key ring of one's own."""
    path = tmp_path / "keys.json"
    make_ring(path)
    settings.TANDEM_KEY_FILE = str(path)
    return path


@pytest.fixture
def goal(episode: Episode) -> Goal:
    """A goal of Cleo's."""
    return Goal.objects.create(episode=episode, wording=WORDS, proposed_at=timezone.now())


@given(texts, st.text(max_size=30))
def test_every_text_comes_back_as_it_was_written(text: str, place: str) -> None:
    if place.isprintable():
        assert unseal(seal(text, place), place) == text


@given(texts)
def test_the_same_text_never_looks_the_same_twice(text: str) -> None:
    assert seal(text, "here") != seal(text, "here")


def test_a_text_opens_nowhere_else() -> None:
    with pytest.raises(InvalidTag):
        unseal(seal(WORDS, "goals_goal.wording:1"), "goals_goal.wording:2")


def test_no_column_opens_the_text_of_another_or_of_another_row() -> None:
    places = [field.place(row) for field in sealed_columns() for row in ("1", "2")]
    assert len(places) > 40

    for place in places:
        token = seal(WORDS, place)
        for other in places:
            if other != place:
                with pytest.raises(InvalidTag):
                    unseal(token, other)


def test_what_is_no_sealed_text_does_not_open() -> None:
    for token in ("plain words", "v1.x", "v1.x.%%%", seal(WORDS, "here")[:20]):
        with pytest.raises(KeyTrouble):
            unseal(token, "here")


def test_a_nonce_never_comes_twice() -> None:
    nonces = {urlsafe_b64decode(seal("", "here").split(".")[2])[:12] for _ in range(10_000)}

    assert len(nonces) == 10_000


def test_a_changed_text_does_not_open() -> None:
    token = seal(WORDS, "here")
    with pytest.raises(InvalidTag):
        unseal(token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:], "here")


def test_the_row_in_the_database_holds_no_word(goal: Goal) -> None:
    ((kept,),) = select("SELECT wording FROM goals_goal WHERE id = %s", raw(goal.pk))

    assert kept.startswith("v1.")
    long = [word for word in WORDS.split() if len(word) > 3]  # shorter ones turn up by chance
    assert long
    assert not any(word in kept for word in long)
    assert Goal.objects.get(pk=goal.pk).wording == WORDS


def test_an_empty_text_is_sealed_too(episode: Episode) -> None:
    goal = Goal.objects.create(episode=episode, wording="", proposed_at=timezone.now())

    assert select("SELECT wording FROM goals_goal WHERE id = %s", raw(goal.pk)) != [("",)]
    assert Goal.objects.get(pk=goal.pk).wording == ""


def test_a_text_moved_to_another_row_does_not_open(goal: Goal, episode: Episode) -> None:
    other = Goal.objects.create(episode=episode, wording="Another", proposed_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE goals_goal SET wording = (SELECT wording FROM goals_goal WHERE id = %s) WHERE id = %s",
            [raw(goal.pk), raw(other.pk)],
        )

    with pytest.raises(InvalidTag):
        Goal.objects.get(pk=other.pk).wording  # noqa: B018


def test_a_text_moved_to_another_column_does_not_open(goal: Goal) -> None:
    ((kept,),) = select("SELECT wording FROM goals_goal WHERE id = %s", raw(goal.pk))

    with pytest.raises(InvalidTag):
        unseal(kept, f"session_checks_sessioncheck.line:{goal.pk}")


def test_saving_a_row_that_nobody_read_keeps_its_text(goal: Goal) -> None:
    found = Goal.objects.get(pk=goal.pk)
    found.save()

    assert Goal.objects.get(pk=goal.pk).wording == WORDS


def test_a_text_is_changed_through_its_row(goal: Goal) -> None:
    found = Goal.objects.get(pk=goal.pk)
    found.wording = "Sleep six hours"
    found.save(update_fields=["wording"])

    assert Goal.objects.get(pk=goal.pk).wording == "Sleep six hours"


def test_a_column_left_out_is_fetched_when_read(goal: Goal) -> None:
    assert Goal.objects.defer("wording").get(pk=goal.pk).wording == WORDS


def test_many_new_rows_at_once_are_each_sealed(episode: Episode) -> None:
    made = Goal.objects.bulk_create(
        Goal(episode=episode, wording=f"Goal {n}", proposed_at=timezone.now()) for n in range(3)
    )

    kept = [Goal.objects.get(pk=goal.pk).wording for goal in made]
    assert kept == ["Goal 0", "Goal 1", "Goal 2"]
    assert not [row for row in select("SELECT wording FROM goals_goal") if row[0].startswith("Goal")]


def test_plain_text_is_refused_where_the_row_is_not_known(goal: Goal) -> None:
    with pytest.raises(TypeError, match="never in bulk"):
        Goal.objects.update(wording="plain")
    with pytest.raises(TypeError, match="never in bulk"):
        Goal.objects.bulk_update([Goal(pk=goal.pk, wording="plain")], ["wording"])
    with pytest.raises(TypeError, match="never in bulk"):
        Goal.objects.filter(wording="plain").exists()


def test_old_texts_open_after_a_new_key(ring: Path, goal: Goal) -> None:
    before = seal(WORDS, "here")
    add_key(ring)
    after = seal(WORDS, "here")

    assert unseal(before, "here") == unseal(after, "here") == WORDS
    assert before.split(".")[1] != after.split(".")[1]
    assert Goal.objects.get(pk=goal.pk).wording == WORDS


def test_a_text_whose_key_is_gone_says_so(ring: Path) -> None:
    token = seal(WORDS, "here")
    add_key(ring)
    ring.write_text(json.dumps(json.loads(ring.read_text())[:1]))

    with pytest.raises(NoSuchKey, match=r"not in .*keys\.json"):
        unseal(token, "here")


def test_a_key_that_another_process_adds_seals_and_opens_at_once(ring: Path) -> None:
    old = next(iter(load_ring()))
    add_key(ring)

    assert seal(WORDS, "here").split(".")[1] != old


def test_a_copy_of_the_ring_is_written_before_anything_is_sealed_with_it(ring: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    add_key(ring, copy)

    assert copy.read_text() == ring.read_text()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_ring_whose_copy_cannot_be_written_stays_as_it_was(ring: Path, tmp_path: Path) -> None:
    before = ring.read_text()
    with pytest.raises(OSError, match="copy"):
        add_key(ring, tmp_path / "nowhere" / "copy.json")

    assert ring.read_text() == before


def test_a_ring_that_goes_away_later_is_still_known(ring: Path) -> None:
    token = seal(WORDS, "here")
    ring.unlink()

    assert unseal(token, "here") == WORDS


@pytest.mark.parametrize("damage", ["", "[]", "{", '[{"id": "a"}]', '[{"id": "a", "key": "c2hvcnQ="}]'])
def test_a_damaged_ring_says_so(ring: Path, damage: str) -> None:
    ring.write_text(damage)

    with pytest.raises(NoRing, match="damaged"):
        load_ring()
    with pytest.raises(NoRing, match="damaged"):
        add_key(ring)


def test_a_missing_ring_says_so(ring: Path, tmp_path: Path, settings: Any) -> None:
    settings.TANDEM_KEY_FILE = str(tmp_path / "nowhere.json")

    with pytest.raises(NoRing, match=r"nowhere\.json is not there"):
        seal(WORDS, "here")


def test_an_existing_ring_is_never_made_again(ring: Path) -> None:
    before = ring.read_text()
    make_ring(ring)

    assert ring.read_text() == before


def test_only_its_owner_reads_the_ring(ring: Path) -> None:
    assert ring.stat().st_mode & 0o077 == 0
    add_key(ring)
    assert ring.stat().st_mode & 0o077 == 0


def test_a_row_older_than_the_field_holds_an_empty_text(world: World, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[])
    SessionCheck.objects.filter(pk=check.pk).update(takeaway=Sealed(""))

    assert SessionCheck.objects.get(pk=check.pk).takeaway == ""
