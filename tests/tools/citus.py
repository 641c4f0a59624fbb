"""The tests through the Citus engine, on a stand-in: `python -m tests.tools.citus [what pytest takes]`.

Citus itself is not among the packages that every machine can install. The stand-in is one plain PostgreSQL
that refuses what Citus refuses when tables are made; see `citus.sql` and docs/how-to/grow.md.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url


@contextlib.contextmanager
def stand_in() -> Iterator[str]:
    """Start a server whose new databases have the stand-in; yield its socket's folder."""
    sql = (Path(__file__).parent / "citus.sql").read_text()
    with throwaway_postgres() as folder:
        with psycopg.connect(host=folder, user="postgres", dbname="template1", autocommit=True) as superuser:
            superuser.execute(sql)
        yield folder


def surroundings(folder: str, data: str, database: str) -> dict[str, str]:
    """Return the environment of a Tandem that works there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "DJANGO_"))}
    return kept | {
        "TANDEM_DATA": data,
        "TANDEM_DATABASE_URL": url(WEB, folder, database).replace("postgresql:", "citus:"),
        "TANDEM_OWNER_DATABASE_URL": url(OWNER, folder, database),
    }


def main(arguments: list[str]) -> int:
    """Run the tests that need no browser."""
    with stand_in() as folder, tempfile.TemporaryDirectory(prefix="tandem-test-") as data:
        command = [sys.executable, "-m", "pytest", "-m", "not browser", *arguments]
        return subprocess.run(command, env=surroundings(folder, data, "tandem_test"), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
