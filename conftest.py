"""What every test may ask for by name."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db.models.sql import Query
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.models import Episode
from tandem.record import looks
from tandem.tenancy.current import using_practice
from tests import cast
from tests.alone import heeded, refuse_exclude_over_many
from tests.databases import fresh_copy, make_template

KNOWS_NO_DATABASE = ("tests/language/", "tests/architecture/")  # once is enough


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a race be run longer than the suite has time for, and a run leave to another what that one does too."""
    parser.addoption("--beside", action="store_true", help="a run on PostgreSQL does what knows no database")
    parser.addoption("--rounds", type=int, default=15, help="how often the client takes back in each race")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other run does."""
    if config.getoption("--beside"):
        left = [item for item in items if item.nodeid.startswith(KNOWS_NO_DATABASE)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


@pytest.fixture(scope="session")
def template(django_db_blocker: Any) -> tuple[str, cast.World]:
    """A migrated database with the cast in it: its name, and who is who."""
    worlds: list[cast.World] = []
    with django_db_blocker.unblock():
        name = make_template(lambda: worlds.append(cast.build()))
    return name, worlds[0]


@pytest.fixture(scope="session")
def django_db_setup(template: Any) -> None:
    """Use the database made above for every test; each test's writes are rolled back."""


@pytest.fixture
def world(db: None, template: tuple[str, cast.World]) -> Iterator[cast.World]:
    """The two practices, working in the first."""
    cache.clear()
    with using_practice(template[1].practice_id), heeded() as found:
        yield template[1]
    assert found == [], "several machines would have to answer this"


@pytest.fixture
def real_world(template: tuple[str, cast.World], django_db_blocker: Any) -> Iterator[cast.World]:
    """The same on a copy of the database where commits are real: for threads, locks and followers."""
    with django_db_blocker.unblock(), fresh_copy(template[0]), using_practice(template[1].practice_id):
        with heeded() as found:
            yield template[1]
        assert found == [], "several machines would have to answer this"


@pytest.fixture(autouse=True, scope="session")
def _no_exclude_over_many() -> Iterator[None]:
    """Let every `exclude()` over several rows fail, wherever it is asked."""
    with patch.object(Query, "split_exclude", refuse_exclude_over_many):
        yield


def _actor(name: str) -> Any:
    def actor(world: cast.World) -> cast.Actor:
        return world.actor(name)

    actor.__doc__ = f"{name} of the cast."
    return pytest.fixture(actor, name=name)


for _name in [*cast.ROLES, *cast.STRANGERS]:
    globals()[f"actor_{_name}"] = _actor(_name)


@pytest.fixture
def practice(world: cast.World) -> Any:
    """The practice that the test works in."""
    from tandem.tenancy.models import Practice

    return Practice.objects.get(pk=world.practice_id)


@pytest.fixture
def episode(world: cast.World) -> Episode:
    """Cleo's course of therapy with Theo and Priya."""
    return Episode.objects.select_related("client").get(pk=world.episode_id)


@pytest.fixture
def kept_meeting(episode: Episode, theo: cast.Actor) -> Appointment:
    """A therapy meeting of Cleo and Theo that took place this morning."""
    at = timezone.now() - timedelta(hours=3)
    meeting = cast.a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo.member)
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=theo.member, at=timezone.now())
    return meeting


@pytest.fixture(autouse=True)
def _a_fresh_writer_of_looks() -> Iterator[None]:
    """Let the thread that writes looks forget the database of the test before."""
    looks._known.clear()  # what this process wrote is rolled back
    yield
    if looks._writer and looks._writer.is_alive():
        unwritable: Any = None
        last = looks._Waiting(
            unwritable, frozenset(), uuid4()
        )  # fails, and with that the thread closes its connection
        looks._inbox.put(last)
        last.kept.wait(5)
