"""The browser, and a served practice for each journey."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.cast import World
from tests.journeys.stage import Stage, staged

# Playwright's loop stays in the main thread once it has begun. Django takes that for asynchronous code and
# would refuse its database, to every test that comes after.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's own Chromium, and let it speak with nobody but us."""
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": QUIET}


@pytest.fixture(scope="module")
def served(template: tuple[str, World], browser: Browser, django_db_blocker: Any) -> Iterator[Stage]:
    """A practice that is served, for the journeys of one file."""
    with django_db_blocker.unblock(), staged(*template, browser) as stage:
        yield stage


@pytest.fixture
def stage(served: Stage) -> Iterator[Stage]:
    """The same for one journey, which fails when a page of it complained."""
    yield served
    served.everyone_leaves()
