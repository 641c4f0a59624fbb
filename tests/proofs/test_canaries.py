"""The proof of canaries, and that it notices what it has to. On SQLite, whatever the run's database."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

pytestmark = pytest.mark.skipif(bool(settings.DATABASE_URL), reason="reads the raw bytes of one file")


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "DJANGO_"))}
    command = [sys.executable, "-m", "proof.canaries", *more]
    return subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, timeout=240)


def test_what_is_written_is_found_nowhere_but_where_it_belongs() -> None:
    done = prove("--quick", "--people", "cleo,theo,priya,lead,on_call,sam,nobody")

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "All kept." in done.stdout


@pytest.mark.parametrize(("fault", "noticed"), [("loud", "a log line holds"), ("open", "reads on /")])
def test_it_notices_what_is_planted(fault: str, noticed: str) -> None:
    done = prove("--quick", "--people", "cleo,theo", "--plant", fault)

    assert done.returncode == 1, done.stderr[-2000:]
    assert noticed in done.stdout
