"""The proof that a client's record holds all that is theirs and no more; and that it notices what it has to."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

pytestmark = pytest.mark.skipif(bool(settings.DATABASE_URL), reason="works on a file of its own")


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "DJANGO_"))}
    command = [sys.executable, "-m", "proof.whole_record", *more]
    return subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, timeout=240)


def test_the_record_is_the_sum_of_what_its_client_may_read_and_each_planted_fault_is_noticed() -> None:
    done = prove("--each")

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "All of it, and no more." in done.stdout
    for fault, noticed in (
        ("missing", "is not in the record"),
        ("stranger", "another client's words are in the record"),
        ("early", "is closed, and in the record"),
    ):
        assert any(f"planted {fault}: " in line and noticed in line for line in done.stdout.splitlines())
