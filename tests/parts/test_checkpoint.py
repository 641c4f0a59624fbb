"""Emptying SQLite’s log: never while somebody writes, and a long reader (a backup) stops nobody."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tandem.config import server
from tandem.config.server import checkpoint
from tests.cast import World
from tests.parts.engines import on_sqlite

pytestmark = on_sqlite
SOON = 1  # second; more than the tenth that it waits, on a busy machine


@contextmanager
def another_process(sql: str) -> Iterator[None]:
    """Hold what a statement takes, on a connection that knows nothing of our turns."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        other.execute("BEGIN DEFERRED" if sql.startswith("SELECT") else sql)
        if sql.startswith("SELECT"):
            other.execute(sql).fetchone()
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def write_something(world: World) -> None:
    """Make one change, so that the log holds something."""
    assert (
        world.actor("cleo").post(f"/e/{world.episode_id}/goals/add/", {"wording": "Sleep"}).status_code == 302
    )


def log_bytes() -> int:
    """Return how long the log is."""
    return Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size


def test_the_log_is_emptied(real_world: World) -> None:
    write_something(real_world)
    assert log_bytes() > 0

    assert checkpoint()
    assert log_bytes() == 0


def test_a_long_reader_costs_writers_a_moment_and_no_more(real_world: World) -> None:
    write_something(real_world)
    with another_process("SELECT count(*) FROM goals_goal"):
        write_something(real_world)
        began = time.monotonic()
        assert not checkpoint()
        assert time.monotonic() - began < SOON
        write_something(real_world)

    assert checkpoint()


def test_while_another_process_writes_the_log_is_left_alone(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "CHECKPOINT_WAITS_FOR_WRITERS_SECONDS", 0.05)
    write_something(real_world)
    before = log_bytes()
    with another_process("BEGIN IMMEDIATE"):
        assert not checkpoint()
        assert log_bytes() == before

    assert checkpoint()
    write_something(real_world)
