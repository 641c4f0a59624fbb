"""New keys for old, and what people see when the keys are not at hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.care.models import Episode
from tandem.config.keys import keys_used, refuse_other_keys, seal_anew
from tandem.goals.models import Goal
from tandem.record.queries import broken_at
from tandem.relays.models import Point
from tandem.sealing.keys import KeyTrouble, NoSuchKey, add_key, load_ring, make_ring
from tandem.sealing.rotation import Tally
from tests.cast import Actor, World
from tests.language.furnished import furnish
from tests.parts.engines import on_sqlite, raw, select

WORDS = "Sleep six hours"


@pytest.fixture
def ring(tmp_path: Path, settings: Any) -> Path:
    """The tests' ring, in a file of one's own."""
    path = tmp_path / "keys.json"
    path.write_text(Path(settings.TANDEM_KEY_FILE).read_text())
    settings.TANDEM_KEY_FILE = str(path)
    return path


@pytest.fixture
def furnished(real_world: World, ring: Path) -> World:
    """Something of every kind, sealed with the first key."""
    furnish(real_world)
    return real_world


def anew() -> Tally:
    """Seal everything anew, to the end."""
    tally = Tally()
    for _step in seal_anew(tally):
        pass
    return tally


@on_sqlite  # on PostgreSQL only the owner may, see test_backups
def test_every_text_is_sealed_anew_and_still_opens(furnished: World, ring: Path) -> None:
    before = keys_used()
    words = sorted(point.words for point in Point.objects.all())
    key = add_key(ring)

    tally = anew()

    assert tally.done == before.total() > 40
    assert keys_used() == {key: before.total()}
    assert sorted(point.words for point in Point.objects.all()) == words
    refuse_other_keys()
    assert broken_at() is None
    assert anew().done == 0


@on_sqlite
def test_it_can_be_stopped_anywhere_and_goes_on(furnished: World, ring: Path) -> None:
    before = keys_used().total()
    key, tally = add_key(ring), Tally()
    for _step, _stop in zip(seal_anew(tally), range(3), strict=False):
        pass
    assert 0 < tally.done < before

    again = anew()

    assert tally.done + again.done == before
    assert keys_used() == {key: before}


@on_sqlite
def test_rows_that_are_only_added_are_guarded_again_afterwards(furnished: World, ring: Path) -> None:
    add_key(ring)
    anew()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Point.objects.update(way="myself")


@on_sqlite
def test_a_text_that_does_not_open_is_left_alone_and_counted(furnished: World, ring: Path) -> None:
    one, other = Goal.objects.order_by("pk")[:2]
    with connection.cursor() as cursor:
        moved = "UPDATE goals_goal SET wording = (SELECT wording FROM goals_goal WHERE id = %s) WHERE id = %s"
        cursor.execute(moved, [raw(one.pk), raw(other.pk)])
    key, count = add_key(ring), keys_used().total()

    tally = anew()

    assert (tally.done, tally.unopened) == (count - 1, 1)
    assert keys_used()[key] == count - 1


@on_sqlite
def test_a_text_somebody_changes_meanwhile_stays_as_they_wrote_it(
    furnished: World, ring: Path, monkeypatch: Any
) -> None:
    from tandem.sealing import rotation

    goal = Goal.objects.order_by("pk")[0]
    right = rotation.seal

    def slow(text: str, place: str) -> str:
        if place.endswith(str(goal.pk)):
            goal.wording = WORDS
            Goal.objects.filter(pk=goal.pk).update(
                wording=goal._meta.get_field("wording").pre_save(goal, False)
            )
        return right(text, place)

    add_key(ring)
    monkeypatch.setattr(rotation, "seal", slow)
    anew()

    assert Goal.objects.get(pk=goal.pk).wording == WORDS


def another_ring(tmp_path: Path, settings: Any) -> None:
    """Let the key file be that of somebody else."""
    settings.TANDEM_KEY_FILE = str(tmp_path / "another.json")
    make_ring(tmp_path / "another.json")


def same_name_other_key(tmp_path: Path, settings: Any) -> None:
    """Let the key have the right name and be another."""
    another_ring(tmp_path, settings)
    name = json.loads(ring_text := Path(tmp_path / "another.json").read_text())[0]["id"]
    settings.TANDEM_KEY_FILE = str(tmp_path / "third.json")
    Path(tmp_path / "third.json").write_text(ring_text.replace(name, next(iter(_of_tests))))


_of_tests: list[str] = []


@pytest.fixture
def goal(world: World, episode: Episode) -> Goal:
    """A goal of Cleo's, sealed with the tests' key."""
    _of_tests[:] = list(load_ring())
    return Goal.objects.create(episode=episode, wording=WORDS, proposed_at=timezone.now())


@pytest.mark.parametrize("lose", [another_ring, same_name_other_key])
def test_with_another_key_the_page_says_so(
    goal: Goal, cleo: Actor, tmp_path: Path, settings: Any, lose: Any
) -> None:
    lose(tmp_path, settings)

    answer = cleo.get(f"/e/{goal.episode_id}/goals/")

    assert answer.status_code == 503
    assert "We can’t open this now" in answer.content.decode()
    with pytest.raises(KeyTrouble):
        refuse_other_keys()


def test_without_a_key_nothing_is_written(goal: Goal, cleo: Actor, tmp_path: Path, settings: Any) -> None:
    settings.TANDEM_KEY_FILE = str(tmp_path / "nowhere.json")
    entries = select("SELECT count(*) FROM record_entry")

    answer = cleo.post(f"/e/{goal.episode_id}/goals/add/", {"wording": "Another"})

    assert answer.status_code == 503
    assert Goal.objects.count() == 1
    assert select("SELECT count(*) FROM record_entry") == entries


def test_words_that_need_a_lost_key_name_it(goal: Goal, tmp_path: Path, settings: Any) -> None:
    (old,) = load_ring()
    another_ring(tmp_path, settings)

    with pytest.raises(NoSuchKey, match=old):
        Goal.objects.get(pk=goal.pk).wording  # noqa: B018
