"""The proof that every tampering is found, in short, on this run's database; and that it notices a blind verifier."""

import subprocess
import sys

from django.conf import settings

from bench.places import REPO

ENGINE = "postgresql" if settings.DATABASE_URL else "sqlite"


def prove(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    command = [sys.executable, "-m", "proof.tampering", "--engines", ENGINE, "--count", "150", *more]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=240)


def test_every_tampering_is_found_and_named() -> None:
    done = prove()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "150 of 150 found, 0 missed, 0 misnamed, 0 false alarms" in done.stdout


def test_a_verifier_that_skips_details_is_noticed() -> None:
    done = prove("--plant", "blind")

    assert done.returncode == 1, done.stdout + done.stderr
    assert " 0 missed" not in done.stdout
