"""The proof of mutants in short: some changes of the rules are noticed; with the tables taken away, they are not."""

import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

pytestmark = pytest.mark.skipif(
    bool(settings.DATABASE_URL), reason="the rules know no database; once is enough"
)


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    command = [sys.executable, "-m", "proof.mutants", "--quick", *more]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=240)


def test_changed_rules_are_noticed() -> None:
    done = prove("--some", "6")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 changes" in done.stdout


def test_tests_without_their_tables_are_caught() -> None:
    done = prove("--some", "2", "--plant", "weak")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "survived" in done.stdout
