"""`tandem doctor`: is everything as it should be?"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from tandem.config.backups.keeping import newest
from tandem.config.backups.timer import every
from tandem.config.keys import keys_used
from tandem.config.paths import key_file
from tandem.config.words import wrong_with_record
from tandem.record.queries import verified
from tandem.sealing.keys import KeyTrouble, load_ring
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice
from tandem.tenancy.security import owned_models

Finding = tuple[bool, str]
SAFE_SQLITE = (3, 51, 3)


class Command(BaseCommand):
    """Looks at keys, database, record and protection, and says what to mend."""

    help = "Look whether everything is as it should be."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each finding; fail when one is wrong."""
        findings = [*_files(), *_database(), *_keys(), *_chains(), *_backups()]
        for good, words in findings:
            self.stdout.write(f"{'ok  ' if good else 'MEND'}  {words}")
        if not all(good for good, _words in findings):
            raise CommandError("Something needs mending.")


def _files() -> Iterator[Finding]:
    ring = key_file()
    yield ring.exists(), f"key ring {ring}" + ("" if ring.exists() else " is missing: run `tandem setup`")
    for path in (ring, Path(settings.DATA)):
        if path.exists():
            closed = not stat.S_IMODE(os.stat(path).st_mode) & 0o077
            yield (
                closed,
                f"{path} is readable by its owner only" if closed else f"close {path}: chmod go= {path}",
            )
    if ring.parent == Path(settings.DATA):
        yield (
            True,
            "the key lies beside the data; to guard against a stolen disk set TANDEM_KEY_FILE elsewhere",
        )


def _database() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
        how = (
            "has the WAL repair"
            if safe
            else "checkpoints are left to one thread, since before 3.51.3 they can race"
        )
        yield True, f"SQLite {sqlite3.sqlite_version}: {how}"
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        size = log.stat().st_size if log.exists() else 0
        yield size < 64_000_000, f"write-ahead log {size // 1000} kB"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        yield not cursor.fetchone()[0], "the web role is bound by row-level security"
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        yield not cursor.fetchone()[0], "the web role owns nothing"
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
    bare = [m._meta.db_table for m in owned_models() if m._meta.db_table not in guarded]
    yield not bare, f"row-level security on every owned table{': not on ' + ', '.join(bare) if bare else ''}"


def _keys() -> Iterator[Finding]:
    """Say which keys seal words, and whether each is on the ring."""
    try:
        ring = load_ring()
    except KeyTrouble as error:
        yield False, str(error)
        return
    used = keys_used()
    for key, count in sorted(used.items()):
        there = key in ring
        yield (
            there,
            f"key {key} seals {count:,} texts" + ("" if there else " and is not on the ring: put it back"),
        )
    if idle := [key for key in list(ring)[1:] if not used[key]]:
        yield True, f"keys that seal nothing: {', '.join(idle)}; `tandem rotate-keys --retire` takes them off"


def _chains() -> Iterator[Finding]:
    for number, practice in enumerate(Practice.objects.order_by("created_at"), start=1):
        with using_practice(practice.pk):
            found = verified()
        if found.fault:
            yield False, f"record of practice {number}: {wrong_with_record(found.fault)}"
        else:
            yield True, f"record of practice {number} is whole; looks not in it yet: {found.tail}"


def _backups() -> Iterator[Finding]:
    """Say how old the newest backup is; three that did not come are too many."""
    if not settings.TANDEM_BACKUP_DIR:
        yield True, "no backups are made here: TANDEM_BACKUP_DIR is not set"
        return
    last = newest(Path(settings.TANDEM_BACKUP_DIR))
    if last is None:
        yield False, "there is no backup yet: is the worker running?"
        return
    age = timezone.now() - last
    yield age < 3 * every(), f"the newest backup is {age.total_seconds() / 60:.0f} minutes old"
