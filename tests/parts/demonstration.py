"""The demonstration on this run's engine, in a place of its own, for commands that are run as a person would."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url

TANDEM = str(Path(sys.executable).parent / "tandem")
Env = dict[str, str]


def tandem(env: Env, *words: Any) -> subprocess.CompletedProcess[str]:
    """Run a command there."""
    return subprocess.run([TANDEM, *map(str, words)], env=env, capture_output=True, text=True, check=False)


@contextmanager
def engine() -> Iterator[str]:
    """Yield the folder of a PostgreSQL server's socket, or nothing where SQLite is tested."""
    if not settings.DATABASE_URL:
        yield ""
        return
    with throwaway_postgres() as folder:
        yield folder


def place(folder: Path, socket: str, name: str) -> Env:
    """Return the environment of an empty place: a folder, and on PostgreSQL a database of that name."""
    (folder / name).mkdir(mode=0o700)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TANDEM_", "DJANGO_"))}
    env = kept | {"TANDEM_DATA": str(folder / name), "TANDEM_DEMO": "1"}
    if not socket:
        return env
    with psycopg.connect(url(OWNER, socket, "postgres"), autocommit=True) as owner:
        owner.execute(f'CREATE DATABASE "{name}"')
    return env | {
        "TANDEM_DATABASE_URL": url(WEB, socket, name),
        "TANDEM_OWNER_DATABASE_URL": url(OWNER, socket, name),
    }
