"""Made-up practices: the same seed gives the same people, counts follow, and nobody's data is touched."""

from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tandem.config.demo_data.columns import COLUMNS
from tandem.config.demo_data.fill import Wanted, fill, practice_ids, sizes
from tandem.config.demo_data.guard import Refused, may_fill
from tandem.people.models import Member
from tandem.sealing.fields import SealedTextField
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Owned
from tests.parts.test_demo_data import wanted

# --- the same again ------------------------------------------------------------------------------------------------


def _rows(keys: list[UUID]) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of these practices but sealed words."""
    found = {}
    for label in COLUMNS:
        model = apps.get_model(label)
        if not issubclass(model, Owned):
            continue
        names = [
            field.attname for field in model._meta.concrete_fields if not isinstance(field, SealedTextField)
        ]
        rows: list[tuple[Any, ...]] = []
        for key in keys:
            with using_practice(key):
                rows += model.objects.order_by("pk").values_list(*names)
        found[label] = rows
    return found


def _made(one: Wanted) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a run that is undone afterwards."""
    from django.db import transaction

    with transaction.atomic():
        fill(one)
        rows = _rows(practice_ids(one))
        transaction.set_rollback(True)
    return rows


def test_one_seed_gives_the_same_rows_and_another_others(db: None) -> None:
    small = (12, 2)

    first, again, other = _made(wanted(*small)), _made(wanted(*small)), _made(wanted(*small, seed=6))

    assert first == again
    assert all(
        rows for label, rows in first.items() if label not in ("care.ChangeWish", "session_checks.CheckWish")
    )
    assert not {row[0] for row in first["care.Episode"]} & {row[0] for row in other["care.Episode"]}


def test_counts_follow_what_was_asked_for(db: None) -> None:
    few, many = _made(wanted(30, 1)), _made(wanted(90, 3))

    assert (len(few["care.Episode"]), len(many["care.Episode"])) == (30, 90)
    assert len(many["appointments.Appointment"]) == 900
    assert 2 < len(many["session_checks.SessionCheck"]) / len(few["session_checks.SessionCheck"]) < 4


@pytest.mark.parametrize(("clients", "practices"), [(1, 1), (7, 7), (1000, 3), (99, 10)])
def test_practices_differ_in_size_and_none_is_empty(clients: int, practices: int) -> None:
    found = sizes(clients, practices)

    assert sum(found) == clients
    assert len(found) == practices
    assert min(found) >= 1
    assert found == sorted(found, reverse=True)


# --- whose database ------------------------------------------------------------------------------------------------


def test_a_database_with_somebodys_practice_is_refused(world: Any) -> None:
    with pytest.raises(Refused, match="did not make"):
        may_fill(practice_ids(wanted()))


def test_the_command_refuses_it_too_and_writes_nothing(world: Any) -> None:
    before = Member.all_practices.count()

    with pytest.raises(CommandError, match="nothing was written"):
        call_command("demo-data", clients=10, stdout=StringIO(), stderr=StringIO())

    assert Member.all_practices.count() == before
