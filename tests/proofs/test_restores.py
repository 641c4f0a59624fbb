"""The proof of restores in short, on this run's database; and that it notices a torn copy."""

import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

ENGINE = "postgresql" if settings.DATABASE_URL else "sqlite"


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    short = ["--engines", ENGINE, "--count", "2", "--cuts", "4", "--clients", "300"]
    command = [sys.executable, "-m", "proof.restores", *short, *more]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=180)


def test_backups_under_eight_writers_come_back_whole() -> None:
    done = prove()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 came back whole" in done.stdout
    assert "4 of 4 spoilt ones refused, 0 files left" in done.stdout


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL's files are no one file to copy")
def test_a_torn_copy_is_noticed() -> None:
    done = prove("--plant", "torn")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "NOT KEPT" in done.stdout
