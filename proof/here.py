"""A database of its own for a proof that runs in one process, on either engine."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.places import REPO
from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url

NOT_OURS = ("TANDEM_", "DJANGO_", "PG", "PYTEST_")
OURS = "PROOF_ON_POSTGRESQL"


def begin() -> None:
    """Set Django up with the tests' settings; what the caller's environment says of a practice is forgotten."""
    if OURS not in os.environ:
        for name in [name for name in os.environ if name.startswith(NOT_OURS)]:
            del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()


@contextmanager
def practice() -> Iterator[Any]:
    """Yield the cast, in a database with real commits, working in the first practice."""
    from tandem.tenancy.current import using_practice
    from tests.cast import build
    from tests.databases import fresh_copy, make_template

    worlds: list[Any] = []
    template = make_template(lambda: worlds.append(build()))
    with fresh_copy(template), using_practice(worlds[0].practice_id):
        yield worlds[0]


def on_postgresql(module: str, arguments: list[str]) -> int:
    """Run a proof again on a server of its own, as the web role; return how it ended."""
    with throwaway_postgres() as folder, tempfile.TemporaryDirectory(prefix="tandem-") as data:
        env = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        env |= {
            "TANDEM_DATABASE_URL": url(WEB, folder, "tandem"),
            "TANDEM_OWNER_DATABASE_URL": url(OWNER, folder, "tandem"),
            "TANDEM_DATA": data,
            OURS: "1",
        }
        return subprocess.run([sys.executable, "-m", module, *arguments], cwd=REPO, env=env).returncode
