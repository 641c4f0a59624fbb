"""`./run test`: every check, then every test on SQLite and on PostgreSQL, each step timed.

Arguments are passed on to pytest. `--quick` leaves out PostgreSQL and the browser, for use while writing.
"""

import os
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url
from tests.tools.steps import (
    REPO,
    Outcome,
    Step,
    check_all,
    closing_line,
    end_all,
    suite,
    suite_beside,
    table,
)

BIN = Path(sys.executable).parent
NOT_OURS = ("TANDEM_", "DJANGO_", "PG", "PYTEST_")
QUICK = """
##################################################################
##  QUICK RUN: SQLITE ONLY, NO BROWSER, NO POSTGRESQL.          ##
##  This is not the full test. Run ./run test before you push.  ##
##################################################################"""


def main(arguments: list[str]) -> int:
    """Run all steps, even after a failure; return 0 only when all passed."""
    for number in (signal.SIGINT, signal.SIGTERM):  # leave in order: servers and folders are cleared away
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    began = time.monotonic()
    quick = "--quick" in arguments
    outcomes = _outcomes([argument for argument in arguments if argument != "--quick"], quick)
    print("", table(outcomes, time.monotonic() - began), sep="\n")
    if quick:
        print(QUICK)
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    print("", f"Failed: {', '.join(failed)}" if failed else "All steps passed.", sep="\n")
    print(closing_line(outcomes))
    return 1 if failed else 0


def _outcomes(arguments: list[str], quick: bool) -> list[Outcome]:
    with tempfile.TemporaryDirectory(prefix="tandem-test-") as name:
        folder = Path(name)
        outcomes = check_all(_checks(folder / "checks"))
        if quick:
            arguments = ["-m", "not browser", *arguments]
        alone = arguments if quick else ["--beside", *arguments]
        here = _pytest("tests on SQLite", alone, _env(folder / "sqlite"))
        return outcomes + ([suite(here)] if quick else _both(here, arguments, folder / "postgresql"))


def _both(here: Step, arguments: list[str], folder: Path) -> list[Outcome]:
    """Run both suites at once, each on a core of its own, and show one after the other."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        beside = pool.submit(_on_postgresql, arguments, folder)
        try:
            outcome = suite(here)
        except SystemExit:
            end_all()
            raise
        there, said = beside.result()
    print(f"\n--- {there.name} ---", flush=True)
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    return [outcome, there]


def _on_postgresql(arguments: list[str], folder: Path) -> tuple[Outcome, bytes]:
    with throwaway_postgres() as socket:
        # The suite is the web role, which row-level security binds; the owner only makes and migrates.
        env = _env(
            folder,
            TANDEM_DATABASE_URL=url(WEB, socket, "tandem_test"),
            TANDEM_OWNER_DATABASE_URL=url(OWNER, socket, "tandem_test"),
        )
        return suite_beside(_pytest("tests on PostgreSQL", arguments, env))


def _checks(folder: Path) -> list[Step]:
    """The longest first, so that two at a time end early."""
    env = _env(folder)
    templates = sorted(str(path.relative_to(REPO)) for path in REPO.glob("src/**/templates/**/*.html"))
    commands = {
        "types (mypy)": [_tool("mypy")],
        "migrations are complete": [_tool("tandem"), "makemigrations", "--check", "--dry-run"],
        "floors and rooms (lint-imports)": [_tool("lint-imports"), "--no-logo"],
        "mistakes (ruff check)": [_tool("ruff"), "check", "."],
        "layout (ruff format)": [_tool("ruff"), "format", "--check", "."],
        "templates (djade)": [_tool("djade"), "--check", "--target-version", "5.2", *templates],
        "vendored files (SHA-256)": [sys.executable, "-m", "tests.tools.vendor"],
    }
    return [Step(name, command, env) for name, command in commands.items()]


def _pytest(name: str, arguments: list[str], env: dict[str, str]) -> Step:
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    return Step(name, [sys.executable, "-m", "pytest", *colour, *arguments], env)


def _env(folder: Path, **more: str) -> dict[str, str]:
    """What a step sees: nothing of this machine's own Tandem, and a folder that is cleared away after it."""
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    return {**kept, "TANDEM_DATA": str(folder), "TMPDIR": str(folder), **more}


def _tool(name: str) -> str:
    return str(BIN / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
