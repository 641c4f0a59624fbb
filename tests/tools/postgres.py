"""A PostgreSQL server of our own for the length of a test run, whoever we are."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

OWNER, WEB = "tandem_owner", "tandem_web"
ROLES = [
    # The owner makes databases and tables; the web role owns nothing, so that row-level security binds it.
    f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    f"CREATE ROLE {WEB} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    f"GRANT pg_signal_backend TO {OWNER}",  # dropping a copy ends a connection to it that is not quite closed
]
CLUSTER = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
FAST = "-F -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def throwaway_postgres(durable: bool = False) -> Iterator[str]:
    """Start a server that listens on a socket alone; yield the socket's folder; leave nothing behind.

    It forgets when the machine stops, which is faster; `durable` keeps every commit, as a practice's does.
    """
    folder = tempfile.mkdtemp(prefix="tpg", dir="/tmp")  # short: a socket's path has at most 107 bytes
    if user := _server_user():
        shutil.chown(folder, user)
    try:
        _program("initdb", *CLUSTER, at=folder)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} {'' if durable else FAST}"
        _program("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start", at=folder)
        _make_roles(folder)
        yield folder
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _program("pg_ctl", "-w", "-m", "immediate", "stop", at=folder)
        shutil.rmtree(folder, ignore_errors=True)


def url(role: str, folder: str, database: str) -> str:
    """Return the address of `database` as `role` on the server whose socket is in `folder`."""
    return f"postgresql://{role}@/{database}?host={folder}"


def _make_roles(folder: str) -> None:
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as superuser:
        for role in ROLES:
            superuser.execute(role)


def _program(name: str, *arguments: str, at: str) -> None:
    command, user = [_path_of(name), "-D", f"{at}/data", *arguments], _server_user()
    subprocess.run(command, check=True, user=user, cwd=at, env=_plain(), stdout=subprocess.DEVNULL)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: there, its programs alone become `postgres`."""
    return "postgres" if os.geteuid() == 0 else None


def _plain() -> dict[str, str]:
    """The environment without the caller's PG… variables, which would lead elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _path_of(name: str) -> str:
    """Debian keeps the server's programs in a folder for each version, off the path; take the newest."""
    versions = {float(path.parts[4]): path for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")}
    found = shutil.which(name) or (versions and str(versions[max(versions)]))
    if not found:
        raise SystemExit(f"PostgreSQL's {name} is not on this machine: install the package postgresql.")
    return found
