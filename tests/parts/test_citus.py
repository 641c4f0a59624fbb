"""The engine for Citus, on the stand-in: what is cut, what is copied, and that the practice is always told."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from tandem.config import env
from tandem.db.citus.base import DatabaseWrapper
from tandem.tenancy.security import owned_models
from tests.parts.engines import on_postgresql
from tests.tools.citus import stand_in, surroundings
from tests.tools.postgres import OWNER, WEB, url

pytestmark = on_postgresql
TANDEM = str(Path(sys.executable).parent / "tandem")
HERE, THERE = UUID(int=1), UUID(int=2)
TOLD = "SELECT coalesce(current_setting('tandem.practice', true), '')"
OWNED = {model._meta.db_table for model in owned_models()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database on the stand-in: the folder of its server's socket."""
    with stand_in() as socket:
        with psycopg.connect(url(OWNER, socket, "postgres"), autocommit=True) as owner:
            owner.execute("CREATE DATABASE citus_test")
        migrate(socket, tmp_path_factory.mktemp("data"))
        yield socket


def migrate(socket: str, data: Path, *what: str) -> None:
    """Run `tandem migrate` there."""
    command = [TANDEM, "migrate", "--verbosity=0", *what]
    subprocess.run(command, env=surroundings(socket, str(data), "citus_test"), check=True)


@pytest.fixture
def owner(folder: str) -> Iterator[psycopg.Connection]:
    """Its owner, asking without Django."""
    with psycopg.connect(url(OWNER, folder, "citus_test"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def web(folder: str, django_db_blocker: Any) -> Iterator[Any]:
    """A connection of the web role through the engine."""
    address = url(WEB, folder, "citus_test").replace("postgresql:", "citus:")
    wrapper = DatabaseWrapper(
        {**connections.settings["default"], **env.database(address, settings.DATA)}, "citus"
    )
    with django_db_blocker.unblock():
        yield wrapper
        wrapper.close()


def tables(owner: psycopg.Connection, how: str) -> set[str]:
    """Return the tables that are cut (h) or copied to every machine (n)."""
    sql = "SELECT logicalrelid::text FROM pg_dist_partition WHERE partmethod = %s"
    return {name for (name,) in owner.execute(sql, (how,))}


def test_owned_tables_are_cut_and_what_they_point_to_is_copied(owner: psycopg.Connection) -> None:
    assert tables(owner, "h") == OWNED
    assert tables(owner, "n") == {"tenancy_practice", "people_user"}


def test_the_practice_leads_every_primary_key(owner: psycopg.Connection) -> None:
    sql = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p'"
    keys = dict(owner.execute(sql).fetchall())

    assert {keys[table] for table in OWNED} == {"PRIMARY KEY (practice_id, id)"}
    assert keys["jobs_job"] == "PRIMARY KEY (id)"


def test_a_part_is_taken_back_and_made_again(folder: str, owner: psycopg.Connection, tmp_path: Path) -> None:
    migrate(folder, tmp_path, "goals", "zero")
    migrate(folder, tmp_path)

    assert tables(owner, "h") == OWNED


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("ALTER TABLE goals_goal ADD CONSTRAINT planted UNIQUE (wording)", "unique without practice_id"),
        ("CREATE UNIQUE INDEX planted ON goals_goal (wording)", "unique without practice_id"),
        ("ALTER TABLE goals_goal ADD FOREIGN KEY (id) REFERENCES jobs_job", "between machines"),
        ("CREATE TABLE planted (goal uuid, practice uuid, FOREIGN KEY (practice, goal) REFERENCES goals_goal)",
         "between machines"),
        ("SELECT create_distributed_table('jobs_job', 'practice_id')", "not sequential"),
    ],
)  # fmt: skip
def test_the_stand_in_refuses_what_citus_refuses(owner: psycopg.Connection, sql: str, fault: str) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match=fault):
        owner.execute(sql)


def told(web: Any) -> str:
    """Return which practice a statement of the program is for."""
    with web.cursor() as cursor:
        cursor.execute(TOLD)
        return str(cursor.fetchone()[0])


def kept(web: Any) -> str:
    """Return which practice the connection itself remembers."""
    return str(web.connection.execute(TOLD).fetchone()[0])


def test_a_lone_statement_is_for_the_practice_and_leaves_nothing_behind(web: Any) -> None:
    web.work_for(HERE)

    assert told(web) == str(HERE)
    assert kept(web) == ""


def test_a_transaction_is_for_the_practice_from_its_first_statement(web: Any) -> None:
    web.work_for(HERE)
    web.set_autocommit(False)

    assert told(web) == str(HERE)
    web.work_for(THERE)
    assert told(web) == str(THERE)
    web.rollback()
    assert told(web) == str(THERE)
    web.rollback()
    assert kept(web) == ""


def test_a_snapshot_is_for_the_practice(web: Any) -> None:
    web.work_for(HERE)
    with web.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        assert told(web) == str(HERE)
        cursor.execute("COMMIT")
    assert kept(web) == ""


def test_without_a_practice_nothing_is_shown(web: Any) -> None:
    web.work_for(HERE)
    told(web)
    web.work_for(None)

    assert told(web) == ""
