"""A served practice, its people, and a browser for each of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from tandem.config import mailbox
from tandem.config.worker import make_round
from tandem.jobs.loop import work_once
from tandem.people.models import User
from tandem.sign_ins.letters import send_letters
from tandem.tenancy.current import using_practice
from tests.cast import PASSWORD, World, signed_in
from tests.journeys.server import Server, live
from tests.journeys.watch import Watch

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

only_sqlite = pytest.mark.skipif(
    bool(settings.DATABASE_URL), reason="the same pages on either database; the loop is tried on both"
)


@dataclass
class Stage:
    """Where a journey plays. The test's own database is the one that is served."""

    server: Server
    world: World
    browser: Browser
    watches: list[Watch] = field(default_factory=list)
    _log_read: int = 0

    def nobody(self, size: dict[str, int] = DESK, **options: Any) -> Page:
        """Open an empty page in a new browser, where nobody is signed in."""
        options = {"locale": "en-US"} | options
        context = self.browser.new_context(base_url=self.server.url, viewport=size, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        self.watches.append(Watch(context, self.server.url))
        return context.new_page()

    def someone(self, name: str, size: dict[str, int] = DESK, **options: Any) -> Page:
        """Open an empty page in a new browser, signed in as one of the cast."""
        page = self.nobody(size, **options)
        self.sign_in(page.context, name)
        return page

    def sign_in(self, context: BrowserContext, name: str) -> None:
        """Give a browser a sign-in that was written straight into the database."""
        client = signed_in(Client(), User.objects.get(pk=self.world.people[name][1]))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.server.url}])

    def worker_goes_round(self) -> None:
        """Send the mail that waits and do the jobs that are due, as `tandem worker` does."""
        with override_settings(**self._served()):
            send_letters(at=timezone.now())
            make_round(timezone.now())
            while work_once(timezone.now()):
                pass

    def letters(self) -> list[dict[str, str]]:
        """Return what was sent by mail, newest first."""
        with override_settings(**self._served()):
            return mailbox.letters()

    def link_in_mail(self, kind: str) -> str:
        """Return the path of the newest link whose path begins with `kind`."""
        found = re.search(rf"{self.server.url}(/{kind}/\S+)", self.letters()[0]["body"])
        assert found, f"the newest letter has no link to /{kind}/"
        return found[1]

    def everyone_leaves(self) -> None:
        """Close every browser, and fail if one of them, or the server, had something to complain about."""
        for watch in self.watches:
            watch.context.close()
        troubles = [trouble for watch in self.watches for trouble in watch.troubles]
        self.watches.clear()
        troubles += [line for line in self._fresh_log() if '"level": "error"' in line or "Traceback" in line]
        assert not troubles, "\n".join(troubles)

    def _fresh_log(self) -> list[str]:
        lines = (self.server.data / "server.log").read_text().splitlines()
        fresh, self._log_read = lines[self._log_read :], len(lines)
        return fresh

    def _served(self) -> dict[str, Any]:
        mail = f"{mailbox.Mailbox.__module__}.{mailbox.Mailbox.__qualname__}"
        return {"DATA": self.server.data, "TANDEM_BASE_URL": self.server.url, "EMAIL_BACKEND": mail}


@contextmanager
def staged(template: str, world: World, browser: Browser) -> Iterator[Stage]:
    """Serve a copy of the template, work on that same copy ourselves, and let the cast sign in there."""
    env = {
        "TANDEM_KEY_FILE": settings.TANDEM_KEY_FILE,
        "TANDEM_SECRET_KEY": settings.SECRET_KEY,
        "TANDEM_DEMO": "1",
        "TANDEM_SECOND_FACTOR": "1",
    }
    with live(template, env=env) as server, _on(server), using_practice(world.practice_id):
        # The tests' quick hashes are not the product's: here everyone's password is hashed as it is in use.
        User.objects.update(password=make_password(PASSWORD, hasher=Argon2PasswordHasher()))  # type: ignore[arg-type]
        yield Stage(server, world, browser)


@contextmanager
def _on(server: Server) -> Iterator[None]:
    """Lead our own connection to the database that is served."""
    before = connection.settings_dict["NAME"]
    connection.close()
    served = Path(urlsplit(server.database).path).name if settings.DATABASE_URL else server.database
    connection.settings_dict["NAME"] = served
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
