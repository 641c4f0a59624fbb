"""A second PostgreSQL takes over: `python -m proof.standby`, and with `--fault` it must miss rows and say so.

A throwaway server with the demonstration on it, and a standby made by pg_basebackup. Something is written,
the first server is killed, the standby becomes the server. Its rows are counted against those of the first,
and `tandem doctor` reads the record there. With `--fault` the standby is stopped before the writing.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.tools.postgres import OWNER, WEB, _path_of, _plain, _program, _server_user, throwaway_postgres, url

REPO = Path(__file__).resolve().parents[1]
TANDEM = str(Path(sys.executable).parent / "tandem")
PATIENCE_SECONDS = 30


def main(fault: bool) -> int:
    """Return 0 when nothing was lost."""
    with throwaway_postgres(durable=True) as first, tempfile.TemporaryDirectory(prefix="tandem-") as data:
        with _superuser(first, "postgres") as superuser:
            superuser.execute(f"CREATE DATABASE tandem OWNER {OWNER}")
        _tandem(first, data, "demo", "--prepare")
        with _standby(first) as second:
            if fault:
                _program("pg_ctl", "-w", "stop", at=second)
            _tandem(
                first, data, "import", str(REPO / "tests/data/caseload.csv"), "--practice", _practice(first)
            )
            written = counts(first)
            if not fault:
                _wait(first, second)
            _program("pg_ctl", "-w", "-m", "immediate", "stop", at=first)
            if fault:
                _start(second)
            _program("pg_ctl", "-w", "promote", at=second)
            lost = missing(written, counts(second))
            _tandem(second, data, "doctor")
            _tandem(second, data, "catch_up")
    print("\n".join(lost) if lost else f"{sum(written.values())} rows in {len(written)} tables: all there.")
    return 1 if lost else 0


def missing(written: dict[str, int], kept: dict[str, int]) -> list[str]:
    """Return a line for each table whose rows are not as many."""
    return [
        f"{table}: {n} written, {kept.get(table, 0)} kept"
        for table, n in written.items()
        if kept.get(table) != n
    ]


def counts(folder: str) -> dict[str, int]:
    """Return how many rows each table has, whoever owns them."""
    with _superuser(folder, "tandem") as superuser:
        tables = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: superuser.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # type: ignore[index,arg-type]


@contextlib.contextmanager
def _standby(first: str) -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="tpg", dir="/tmp")
    if user := _server_user():
        shutil.chown(folder, user)
    copy = [_path_of("pg_basebackup"), "-h", first, "-U", "postgres", "-D", f"{folder}/data"]
    copy += ["-R", "-X", "stream", "-c", "fast"]
    try:
        subprocess.run(copy, check=True, user=user, cwd=folder, env=_plain())
        _start(folder)
        yield folder
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _program("pg_ctl", "-w", "-m", "immediate", "stop", at=folder)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: str) -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    _program("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start", at=folder)


def _wait(first: str, second: str) -> None:
    """Wait until the standby has everything that the first has."""
    with _superuser(first, "tandem") as here, _superuser(second, "tandem") as there:
        (upto,) = here.execute("SELECT pg_current_wal_lsn()").fetchone()  # type: ignore[misc]
        ends = time.monotonic() + PATIENCE_SECONDS
        while not there.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", (upto,)).fetchone()[0]:  # type: ignore[index]
            if time.monotonic() > ends:
                raise SystemExit("The standby does not follow.")
            time.sleep(0.05)


def _superuser(folder: str, database: str) -> psycopg.Connection:
    return psycopg.connect(host=folder, user="postgres", dbname=database, autocommit=True)


def _practice(folder: str) -> str:
    with _superuser(folder, "tandem") as superuser:
        return str(superuser.execute("SELECT id FROM tenancy_practice").fetchone()[0])  # type: ignore[index]


def _tandem(folder: str, data: str, *words: str) -> None:
    env = os.environ | {
        "TANDEM_DATA": data,
        "TANDEM_DEMO": "1",
        "TANDEM_DATABASE_URL": url(WEB, folder, "tandem"),
        "TANDEM_OWNER_DATABASE_URL": url(OWNER, folder, "tandem"),
    }
    subprocess.run([TANDEM, *words], env=env, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main("--fault" in sys.argv[1:]))
