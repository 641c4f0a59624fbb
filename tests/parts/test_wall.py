"""The wall inside PostgreSQL: even a query that forgot the practice meets only its own rows."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tandem.people.models import Member
from tandem.tenancy.current import using_practice
from tandem.tenancy.keys import uuid7
from tandem.tenancy.security import owned_models
from tests.cast import World
from tests.parts.engines import on_postgresql, select

pytestmark = on_postgresql
TABLES = [model._meta.db_table for model in owned_models()]


def practices_seen() -> set[object]:
    """Return whose rows the connection meets, over all tables, when it does not ask for anybody's."""
    return {row[0] for table in TABLES for row in select(f"SELECT DISTINCT practice_id FROM {table}")}


@pytest.mark.parametrize("how", ["SET tandem.practice = ''", "RESET tandem.practice"])
def test_without_a_practice_the_database_shows_no_row(world: World, how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(how)

    assert practices_seen() == set()


def test_the_database_shows_only_rows_of_the_practice_that_was_named(world: World) -> None:
    assert practices_seen() == {world.practice_id}
    with using_practice(world.other_practice_id):
        assert practices_seen() == {world.other_practice_id}


def test_the_database_refuses_a_row_for_another_practice(world: World) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Member(practice_id=world.other_practice_id, name="Planted Example").save(force_insert=True)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Member.all_practices.filter(pk=world.people["cleo"][0]).update(practice_id=world.other_practice_id)


def test_rows_of_another_practice_cannot_be_changed(world: World) -> None:
    sam = Member.all_practices.filter(pk=world.people["sam"][0])

    assert sam.update(name="Changed Example") == 0
    assert sam.delete() == (0, {})


def test_the_web_role_owns_nothing_and_may_not_pass_the_wall(world: World) -> None:
    owned = "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    powers = (
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    )

    assert select(owned) == []
    assert select(powers) == [(False, False, False, False)]
    assert select("SELECT has_schema_privilege(current_user, 'public', 'CREATE')") == [(False,)]


def test_every_owned_table_stands_behind_the_wall(world: World) -> None:
    sql = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"

    assert set(TABLES) <= {name for (name,) in select(sql)}


WRITES = ("UPDATE {0} SET id = id", "DELETE FROM {0}")


@pytest.mark.parametrize("sql", WRITES)
def test_without_a_practice_nothing_can_be_changed(world: World, sql: str) -> None:
    touched = {}
    for table in TABLES:
        with connection.cursor() as cursor:
            cursor.execute("SET tandem.practice = ''")
            try:
                with transaction.atomic():
                    cursor.execute(sql.format(f'"{table}"'))
            except ProgrammingError as error:
                assert "permission denied" in str(error)  # noqa: PT017  # rows that nobody changes, practice or not
                continue
            touched[table] = cursor.rowcount

    assert len(touched) > 10
    assert set(touched.values()) == {0}


@pytest.mark.parametrize("table", TABLES)
def test_without_a_practice_no_row_can_be_added(world: World, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET tandem.practice = ''")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(
                f'INSERT INTO "{table}" ("id", "practice_id") VALUES (%s, %s)', [uuid7(), world.practice_id]
            )


# Tables that name a practice and belong to none, each with its reason.
NOT_OWNED = {
    "people_belonging": "says which practices somebody may choose from, before one is chosen",
    "jobs_job": "one worker serves all practices; it holds ids alone",
}


def test_no_table_names_a_practice_without_standing_behind_the_wall(world: World) -> None:
    sql = "SELECT table_name FROM information_schema.columns WHERE column_name = 'practice_id'"

    assert {name for (name,) in select(sql)} == set(TABLES) | set(NOT_OWNED)
