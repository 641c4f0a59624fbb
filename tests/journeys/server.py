"""A real server for a journey: gunicorn on a copy of a template database."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.databases import url_for

TANDEM = Path(sys.executable).with_name("tandem")
LONGEST_START_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """Where a running server is, the database it stands on, and its own data folder (its log, its mail)."""

    url: str
    database: str  # a file's path on SQLite, an address for the owner on PostgreSQL
    data: Path


@contextlib.contextmanager
def live(template: str, *, env: dict[str, str]) -> Iterator[Server]:
    """Serve the project on a copy of `template`: a SQLite file's path, or a PostgreSQL database's name.

    `env` goes over this process's environment (less its test settings) and says what the template was made
    with: TANDEM_KEY_FILE; TANDEM_SECRET_KEY where links were signed before; on PostgreSQL the addresses
    TANDEM_DATABASE_URL and TANDEM_OWNER_DATABASE_URL. Nobody may be connected to the template meanwhile.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    with tempfile.TemporaryDirectory(prefix="tandem-journey-") as folder:
        env = {**inherited, **env, "TANDEM_DATA": folder}
        copied = _postgresql_copy if env.get("TANDEM_DATABASE_URL") else _sqlite_copy
        with copied(template, env) as database, _serving(env, Path(folder)) as url:
            yield Server(url, database, Path(folder))


@contextlib.contextmanager
def _sqlite_copy(template: str, env: dict[str, str]) -> Iterator[str]:
    """Copy with SQLite's own backup: a copy of the file alone would lose what stands in the log beside it."""
    path = f"{env['TANDEM_DATA']}/tandem.sqlite3"
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    yield path


@contextlib.contextmanager
def _postgresql_copy(template: str, env: dict[str, str]) -> Iterator[str]:
    """Copy as the owner, and lead the server to the copy."""
    owner, name = env["TANDEM_OWNER_DATABASE_URL"], f"journey_{uuid.uuid4().hex}"
    names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
    with psycopg.connect(url_for("postgres", owner), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))
        env["TANDEM_DATABASE_URL"] = url_for(name, env["TANDEM_DATABASE_URL"])
        env["TANDEM_OWNER_DATABASE_URL"] = url_for(name, owner)
        try:
            yield env["TANDEM_OWNER_DATABASE_URL"]
        finally:
            connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**names))


@contextlib.contextmanager
def _serving(env: dict[str, str], folder: Path) -> Iterator[str]:
    """Start the server on a socket that is ours already, so that no other program can answer in its place."""
    with socket.create_server(("127.0.0.1", 0)) as ours, open(folder / "server.log", "wb") as log:
        url = f"http://127.0.0.1:{ours.getsockname()[1]}"
        process = subprocess.Popen(
            [TANDEM, "serve", "--bind", f"fd://{ours.fileno()}"],
            env={**env, "TANDEM_BASE_URL": url},
            pass_fds=[ours.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a process group, to end as one
        )
    try:
        _wait_until_well(url, process, folder / "server.log")
        yield url
    finally:
        _end(process)


def _wait_until_well(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answer(f"{url}/healthz") == b"ok":
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start. It said:\n{log.read_text(errors='replace')[-4000:]}")


def _answer(url: str) -> bytes:
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=LONGEST_START_SECONDS) as answer:
        return bytes(answer.read().strip())
    return b""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to stop; after five seconds, end it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
