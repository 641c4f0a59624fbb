"""A SQLite file: copied in one moment while others write, looked through, put in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from tandem.config.backups import files
from tandem.config.backups.manifest import Manifest, NotWhole, Sum, Table, by_name

FILE = "tandem.sqlite3"


def copy_out(folder: Path, told: Manifest) -> None:
    """Copy the database as it is at one moment, with what stands in its log. Others go on writing.

    All pages are copied in one step of SQLite's own backup, so in one snapshot. Raises `NotWhole` when the
    copy is not sound: a backup is looked through before it is locked, since afterwards nobody here can.
    """
    target = folder / FILE
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # it is a passing thing: what is locked up is synced
        source.backup(copy)
    describe(folder, told)


def describe(folder: Path, told: Manifest) -> None:
    """Look through a copy and write down what is in it. Raises `NotWhole` when it is not sound."""
    try:
        with closing(sqlite3.connect(f"file:{folder / FILE}?immutable=1", uri=True)) as copy:
            _sound(copy)
            told.migrations = by_name(copy.execute("SELECT app, name FROM django_migrations"))
            chains = copy.execute("SELECT practice_id, sequence, hash FROM record_chainhead")
            told.chains = {practice: [number, ends] for practice, number, ends in chains}
            names = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            for (name,) in names.fetchall():
                told.tables[name] = _table(copy, name)
    except sqlite3.DatabaseError as error:
        raise NotWhole("Its database can’t be read.") from error


def _sound(copy: sqlite3.Connection) -> None:
    (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise NotWhole("Its database is damaged.")
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise NotWhole("A row in its database points to one that is not there.")


def _table(copy: sqlite3.Connection, name: str) -> Table:
    whole = Sum()
    for row in copy.execute(f'SELECT * FROM "{name}"'):  # noqa: S608  a name of ours
        whole.add(repr(row).encode())
    return whole.table()


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Let Tandem read a copy as if it were the database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(folder / FILE)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def refuse_rows() -> None:
    """Raise `NotWhole` when there is a database already."""
    place = Path(connection.settings_dict["NAME"])
    if place.exists() or Path(f"{place}-wal").exists():
        raise NotWhole(
            f"There is a database already: {place}. A restore needs an empty place; move it away first."
        )


def put_in_place(folder: Path) -> None:
    """Make a copy the database, on disk before it has its name."""
    place, copy = Path(connection.settings_dict["NAME"]), folder / FILE
    files.sync(copy)
    os.link(copy, place)  # fails where somebody made one meanwhile
    files.sync(place.parent)
