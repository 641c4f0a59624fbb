"""Where a benchmark's data lives: a folder with a SQLite file, or a PostgreSQL server of our own with fsync on."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url

REPO = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """One database's surroundings: the environment to run with, and PostgreSQL's first process."""

    engine: str
    folder: Path
    env: dict[str, str]
    database_pid: int | None

    def run(self, module: str, *arguments: object) -> None:
        """Run one of our modules there."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        subprocess.run(command, env=self.env, cwd=REPO, check=True)


@contextlib.contextmanager
def place(engine: str, where: str | None = None) -> Iterator[Place]:
    """Yield an empty place for one engine; nothing is left of it."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir=where))
        env = {name: value for name, value in os.environ.items() if not name.startswith("TANDEM_")}
        env |= {"TANDEM_DATA": folder, "DJANGO_SETTINGS_MODULE": "tandem.config.settings"}
        env["TANDEM_HOSTS"] = "127.0.0.1,testserver"
        pid = None
        if engine == "postgresql":
            socket = stack.enter_context(throwaway_postgres(durable=True))
            with psycopg.connect(url(OWNER, socket, "postgres"), autocommit=True) as owner:
                owner.execute("CREATE DATABASE bench")
            env["TANDEM_DATABASE_URL"] = url(WEB, socket, "bench")
            env["TANDEM_OWNER_DATABASE_URL"] = url(OWNER, socket, "bench")
            env["BENCH_SUPERUSER_URL"] = url("postgres", socket, "bench")  # for its housekeeping
            pid = int(Path(socket, "data", "postmaster.pid").read_text().split()[0])
        yield Place(engine, Path(folder), env, pid)
