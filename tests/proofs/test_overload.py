"""The proof of overload in short, on this run's database; and that it notices what it has to."""

import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

ENGINE = "postgresql" if settings.DATABASE_URL else "sqlite"
SHORT = ["--engines", ENGINE, "--seconds", "3", "--clients", "500", "--short"]


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    command = [sys.executable, "-m", "proof.overload", *SHORT, *more]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=120)


def test_what_was_acknowledged_is_kept_at_three_times_what_can_be_served() -> None:
    done = prove()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "All kept." in done.stdout


@pytest.mark.skipif(ENGINE != "sqlite", reason="the proof notices the same on both; once is enough")
@pytest.mark.parametrize(
    ("fault", "noticed"),
    [
        ("early", "acknowledged and are not there"),
        ("one-lane", "were refused"),
    ],
)
def test_it_notices_what_is_planted(fault: str, noticed: str) -> None:
    done = prove("--plant", fault)

    assert done.returncode == 1, done.stdout + done.stderr
    assert noticed in done.stdout
