"""Make a backup, check one, bring one back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tandem.config.backups import files, keeping, manifest, postgresql, sqlite
from tandem.config.backups.manifest import Manifest, NotWhole
from tandem.config.keys import practice_ids, refuse_other_keys
from tandem.config.owner import become
from tandem.people.sessions import sign_everybody_out
from tandem.record.queries import broken_at
from tandem.sealing.keys import KeyTrouble
from tandem.tenancy.current import using_practice


class _Undo(Exception):
    """Ends a rehearsal: nothing of it stays."""


def back_up(folder: Path, recipient: Any, at: datetime) -> tuple[Path, Manifest]:
    """Write a backup of the database into a folder; return its file, and what is in it.

    Raises `Busy` while another is made, and `NotWhole` when the copy is not sound: then no file is left.
    """
    target = folder / keeping.name_of(at)
    with files.workshop(Path(settings.DATA), "backup") as work:
        for left in folder.glob(".*.part"):
            left.unlink()
        content = work / "content"
        content.mkdir()
        told = _blank(at)
        _engine().copy_out(content, told)
        files.lock_up(told, content, target, recipient)
    return target, told


def thin_out(folder: Path, at: datetime, hourly: int, daily: int) -> int:
    """Remove old backups, all but those that the rule keeps. Returns how many went."""
    there = keeping.backups_in(folder)
    gone = there.keys() - keeping.to_keep(there, at, hourly, daily)
    for made_at in gone:
        files.remove(there[made_at])
    return len(gone)


def check(file: Path, identity: Any) -> Manifest:
    """Open a backup and compare all that is in it with what it says. Raises `NotWhole`."""
    with files.workshop(Path(settings.DATA), "check") as work:
        told = _opened(file, work, identity)
        if told.engine == "sqlite":
            _as_told_sqlite(work, told)
        else:
            _as_told_rows(work, told)
        return told


def restore(file: Path, identity: Any, *, rehearse: bool) -> tuple[Manifest, str]:
    """Bring a backup back into an empty place, all of it or nothing; in a rehearsal nothing in any case.

    Returns what came back, and what is wrong with the keys at hand, if anything. Raises `NotWhole`.
    """
    with files.workshop(Path(settings.DATA), "restore") as work:
        if not rehearse or connection.vendor == "postgresql":
            _engine().refuse_rows()
        told = _opened(file, work, identity)
        if told.engine != connection.vendor:
            raise NotWhole(f"It is of {told.engine}, and this place uses {connection.vendor}.")
        bring = _bring_file if told.engine == "sqlite" else _bring_rows
        return told, bring(work, told, rehearse)


def _opened(file: Path, work: Path, identity: Any) -> Manifest:
    if files.same_as_written(file) is False:
        raise NotWhole("It is not the file that was written: its checksum is another.")
    return files.unlock(file, work, identity)


def _bring_file(work: Path, told: Manifest, rehearse: bool) -> str:
    _as_told_sqlite(work, told)
    with sqlite.standing_in(work):
        keys = _wrong_with_keys()
        sign_everybody_out()
    if not rehearse:
        sqlite.put_in_place(work)
    return keys


def _bring_rows(work: Path, told: Manifest, rehearse: bool) -> str:
    if not settings.DATABASE_URL or settings.OWNER_DATABASE_URL == settings.DATABASE_URL:
        raise NotWhole("Name the tables’ owner in TANDEM_OWNER_DATABASE_URL.")
    call_command("migrate", verbosity=0)
    become(settings.OWNER_DATABASE_URL)
    try:
        with postgresql.no_limits(), _all_or_nothing(rehearse):
            postgresql.copy_in(work)
            found = _blank(datetime.now(UTC))
            postgresql.describe(found)
            manifest.compare(told, found)
            _refuse_broken_chains()
            keys = _wrong_with_keys()
            sign_everybody_out()
    finally:
        become(settings.DATABASE_URL)
    return keys


@contextmanager
def _all_or_nothing(rehearse: bool) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            if rehearse:
                raise _Undo
    except _Undo:
        return


def _as_told_sqlite(work: Path, told: Manifest) -> None:
    """Compare a SQLite copy with its manifest, and read its record from the first entry on."""
    found = replace(told, tables={}, chains={}, migrations=[])
    sqlite.describe(work, found)
    manifest.compare(told, found)
    if connection.vendor != "sqlite":
        raise NotWhole("It is of SQLite: check it where TANDEM_DATABASE_URL is not set.")
    with sqlite.standing_in(work):
        _refuse_broken_chains()


def _as_told_rows(work: Path, told: Manifest) -> None:
    """Count and sum the rows of a PostgreSQL backup. Its record is read in a rehearsal, which has a database."""
    for name, table in told.tables.items():
        whole = manifest.Sum()
        with closing(open(work / name, "rb")) as file:
            for row in file:
                whole.add(row)
        if whole.table() != table:
            raise NotWhole(f"{name} is not as it was backed up.")


def _refuse_broken_chains() -> None:
    for practice_id in practice_ids():
        with using_practice(practice_id):
            if broken := broken_at():
                raise NotWhole(f"The record of practice {practice_id} breaks at entry {broken}.")


def _wrong_with_keys() -> str:
    """Return why words would not open with the keys at hand; nothing when they do."""
    try:
        refuse_other_keys()
    except KeyTrouble as error:
        return str(error)
    return ""


def _engine() -> ModuleType:
    if connection.vendor == "sqlite":
        return sqlite
    if connection.settings_dict["ENGINE"].endswith("citus"):
        raise NotWhole("Several machines with Citus need backups of their own: see docs/how-to/grow.md.")
    return postgresql


def _blank(at: datetime) -> Manifest:
    return Manifest(at=at.isoformat(timespec="seconds"), engine=connection.vendor, tandem=version("tandem"))
