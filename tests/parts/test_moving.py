"""A practice moves from SQLite to PostgreSQL: all of it, the same, or nothing."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.parts.engines import on_postgresql
from tests.tools.citus import surroundings
from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url

pytestmark = on_postgresql
TANDEM = str(Path(sys.executable).parent / "tandem")
PRACTICE = "SELECT id FROM tenancy_practice"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data, in a SQLite file."""
    data = tmp_path_factory.mktemp("demo")
    env = surroundings("", str(data), "") | {"TANDEM_DATABASE_URL": "", "TANDEM_DEMO": "1"}
    env.pop("TANDEM_OWNER_DATABASE_URL")
    assert tandem(env, "demo", "--prepare").returncode == 0
    return data


@pytest.fixture(scope="module")
def target(demo: Path) -> Iterator[dict[str, str]]:
    """A migrated, empty database: what a Tandem that uses it finds in its environment."""
    with throwaway_postgres() as folder:
        with psycopg.connect(url(OWNER, folder, "postgres"), autocommit=True) as owner:
            owner.execute("CREATE DATABASE moved")
        env = surroundings(folder, str(demo), "moved") | {"TANDEM_DATABASE_URL": url(WEB, folder, "moved")}
        assert tandem(env, "migrate", "--verbosity=0").returncode == 0
        yield env


def tandem(env: dict[str, str], *words: Any) -> subprocess.CompletedProcess:
    """Run a command there."""
    command = [TANDEM, *map(str, words)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def counted(env: dict[str, str], table: str) -> int:
    """Return how many rows of the practice the target has."""
    with psycopg.connect(env["TANDEM_OWNER_DATABASE_URL"]) as owner:
        found: Any = owner.execute(PRACTICE).fetchone()
        owner.execute(f"SET tandem.practice = '{found[0] if found else ''}'")
        return int(owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # type: ignore[index,arg-type]


def test_a_row_that_is_lost_on_the_way_is_noticed(demo: Path, target: dict[str, str]) -> None:
    with psycopg.connect(target["TANDEM_OWNER_DATABASE_URL"]) as owner:
        owner.execute("CREATE RULE planted AS ON INSERT TO goals_goal DO INSTEAD NOTHING")
    done = tandem(target, "move_data", demo / "tandem.sqlite3")

    with psycopg.connect(target["TANDEM_OWNER_DATABASE_URL"]) as owner:
        owner.execute("DROP RULE planted ON goals_goal")
    assert done.returncode == 1
    assert "goals_goal does not read back the same" in done.stderr
    assert counted(target, "tenancy_practice") == 0


def test_everything_moves_once_and_whole(demo: Path, target: dict[str, str]) -> None:
    file = demo / "tandem.sqlite3"
    done, again = (tandem(target, "move_data", file) for _ in range(2))

    assert done.returncode == 0, done.stderr
    assert "rows moved, counted and compared" in done.stdout
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    with sqlite3.connect(file) as kept:
        for table in ("record_entry", "relays_point", "people_member", "session_checks_sessioncheck"):
            (number,) = kept.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert counted(target, table) == number > 0
    doctor = tandem(target, "doctor")
    assert "record of practice 1 is whole" in doctor.stdout, doctor.stderr
