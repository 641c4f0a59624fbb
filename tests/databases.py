"""One database for the tests, migrated once, with the cast in it; and fresh copies of it on either engine."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tandem.sealing.keys import make_ring


def make_template(fill: "object") -> str:
    """Migrate the tests' database, let `fill` write into it, and keep a copy. Returns the copy's name."""
    make_ring(Path(settings.TANDEM_KEY_FILE))
    if settings.DATABASE_URL:
        _as_owner(f'CREATE DATABASE "{connection.settings_dict["NAME"]}"')
    call_command("migrate", verbosity=0)
    fill()  # type: ignore[operator]
    connection.close()
    template = copy_of(str(connection.settings_dict["NAME"]), name=None)
    if settings.DATABASE_URL:  # not even for autovacuum: a database in use can't be copied
        _as_owner(f'ALTER DATABASE "{template}" ALLOW_CONNECTIONS false')
    return template


def copy_of(source: str, name: str | None) -> str:
    """Copy a database that nobody is connected to. Returns the copy's name (a path on SQLite)."""
    if settings.DATABASE_URL:
        name = name or f"tandem_{uuid.uuid4().hex[:12]}"
        _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return name
    target = name or str(Path(settings.DATA) / f"{uuid.uuid4().hex[:12]}.sqlite3")
    shutil.copy(source, target)
    return target


@contextmanager
def fresh_copy(template: str) -> Iterator[str]:
    """Work on a database of one's own, with real commits; gone afterwards."""
    before = connection.settings_dict["NAME"]
    name = copy_of(template, None)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        _drop(name)


def url_for(name: str, url: str) -> str:
    """Return a PostgreSQL address with another database's name in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _drop(name: str) -> None:
    if settings.DATABASE_URL:
        _as_owner(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    for suffix in ("", "-wal", "-shm"):
        Path(name + suffix).unlink(missing_ok=True)


def _as_owner(sql: str) -> None:
    url = url_for("postgres", os.environ["TANDEM_OWNER_DATABASE_URL"])
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(sql)
