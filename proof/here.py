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


_made: list[Any] = []  # the template's name, and who is who in it


@contextmanager
def practice() -> Iterator[Any]:
    """Yield the cast, in a database of its own with real commits, working in the first practice."""
    from tandem.record import looks
    from tandem.tenancy.current import using_practice
    from tests.cast import build
    from tests.databases import fresh_copy, make_template

    if not _made:
        worlds: list[Any] = []
        _made.extend([make_template(lambda: worlds.append(build())), worlds])
    world = _made[1][0]
    with fresh_copy(_made[0]), using_practice(world.practice_id):
        looks._known.clear()
        yield world
        if looks._writer and looks._writer.is_alive():  # its connection leads to this database
            unwritable: Any = None
            last = looks._Waiting(unwritable, frozenset(), world.practice_id)
            looks._inbox.put(last)
            last.kept.wait(5)


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
