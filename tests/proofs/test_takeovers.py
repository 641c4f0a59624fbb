"""Nobody who holds the phone and reads the mail gets in, and the proof notices when somebody could."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench.places import REPO

pytestmark = pytest.mark.skipif(bool(settings.DATABASE_URL), reason="the same rules on either database")


def prove(*more: str, proof: str = "takeovers") -> subprocess.CompletedProcess[str]:
    """Run the proof as a person would."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "DJANGO_"))}
    command = [sys.executable, "-m", f"proof.{proof}", *more]
    return subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, timeout=240)


def test_nobody_gets_in() -> None:
    done = prove()

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "25 ways, 0 entries" in done.stdout
    assert "4 of 4 planted faults noticed" in done.stdout
    planted = done.stdout.split("planted: ")[1:]
    for part, noticed in zip(
        planted, ("code by mail", "paper at once", "passkey alone", "open phone turns"), strict=True
    ):
        assert any(line.strip().startswith(noticed) and "GOT IN" in line for line in part.splitlines()), part


def test_nothing_that_stands_in_a_page_or_an_answer_tells_whose_address_is_known() -> None:
    done = prove("--count", "150", proof="reset_time")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]

    planted = prove("--count", "60", "--plant", "sends", proof="reset_time")
    assert planted.returncode == 1, planted.stdout + planted.stderr[-2000:]
    assert "TIME TELLS" in planted.stdout


def test_five_guesses_reach_a_secret_and_a_count_of_ones_own_is_noticed() -> None:
    done = prove("--count", "60", proof="guesses")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert done.stdout.count(" 5 reached the secret") == 3

    planted = prove("--count", "60", "--plant", "alone", proof="guesses")
    assert planted.returncode == 1, planted.stdout + planted.stderr[-2000:]
