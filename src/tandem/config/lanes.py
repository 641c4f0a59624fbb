"""Before Django: at most a few requests are worked on at once, some wait, the rest are told at once."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.config.busy import Busy
from tandem.config.line import Line
from tandem.config.rules import PATIENCE_SECONDS, PLACES, SHARES, Lane, lane

App = Callable[[dict[str, Any], Any], Iterable[bytes]]
READ_BEFORE_WAITING = 2 * 1024 * 1024  # bytes; as much as a form may hold


class Lanes:
    """A WSGI application around another.

    A place is a database connection: there are as few of them as places, however many threads wait.
    """

    def __init__(self, app: App, line: Line[BaseDatabaseWrapper], busy: App) -> None:
        self.app, self.line, self.busy = app, line, busy

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, now or after waiting for a place; or say that it is too busy."""
        where = lane(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if where is Lane.ALWAYS:
            return self._beside(environ, start_response)
        if not _read_what_was_sent(environ):
            start_response("400 Bad Request", [("Content-Length", "0"), ("Connection", "close")])
            return []
        place = self.line.enter(where)
        if place is None:
            return self.busy(environ, start_response)
        try:
            connections[DEFAULT_DB_ALIAS] = place
            return [_whole(self.app(environ, start_response))]
        finally:
            del connections[DEFAULT_DB_ALIAS]
            self.line.leave(where, place)

    def _beside(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            return self.app(environ, start_response)
        finally:
            connections.close_all()


def before(app: App) -> Lanes:
    """Return the application with lanes before it."""
    return Lanes(app, Line(_places(PLACES), SHARES, PATIENCE_SECONDS), Busy())


def _places(count: int) -> list[BaseDatabaseWrapper]:
    """Return so many connections, not opened yet, for whichever thread has a place."""
    made = [connections.create_connection(DEFAULT_DB_ALIAS) for _ in range(count)]
    for one in made:
        one.inc_thread_sharing()
    return made


def _read_what_was_sent(environ: dict[str, Any]) -> bool:
    """Read a form before waiting, so that nobody's slow line holds a place.

    Returns whether all of it came: half a form, after which the line went dead, would be kept as if it were whole.
    """
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= READ_BEFORE_WAITING:
        return True
    sent = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(sent)
    return len(sent) == length


def _whole(answer: Iterable[bytes]) -> bytes:
    """Return all of an answer, ended: what it held of the place is free."""
    try:
        return b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
