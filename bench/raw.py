"""The floor: the same rows by a bare driver, put into text by `%`, under a bare server.

No session, no permission, no translation: what is left is what the page itself must cost.
"""

import html
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import psycopg
import uuid_utils

from bench import raw_sql

DATABASE = os.environ.get("TANDEM_DATABASE_URL", "")
PLAN = json.loads(Path(os.environ["TANDEM_DATA"], "plan.json").read_text())
PRACTICE, MIDNIGHT = PLAN["practice"], PLAN["midnight"]
_local = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        page = FORMS[environ["PATH_INFO"]](dict(parse_qsl(body)))
    else:
        asked = dict(parse_qsl(environ["QUERY_STRING"]))
        page = PAGES[environ["PATH_INFO"]](asked)
    out = page.encode()
    start_response(
        "200 OK" if page else "302 Found", [("Content-Type", "text/html"), ("Content-Length", str(len(out)))]
    )
    return [out]


def helper(asked: dict[str, str]) -> str:
    """Show a therapist's day, and keep the look."""
    member, at = asked["member"], _stamp(datetime.now(UTC))
    heard = _rows(raw_sql.HEARD, p=PRACTICE, m=member)
    meetings = _rows(
        raw_sql.MEETINGS, p=PRACTICE, m=member, midnight=MIDNIGHT, until=asked["until"], since=asked["since"]
    )
    _look(member, at)
    return PAGE % ("Meetings today", "".join(_row(*row[:3]) for row in [*heard, *meetings]))


def client(asked: dict[str, str]) -> str:
    """Show a client's day."""
    (episode,) = _rows(raw_sql.EPISODE, p=PRACTICE, m=asked["member"])[0]
    due = _rows(raw_sql.DUE, p=PRACTICE, e=episode, since=asked["since"], now=_stamp(datetime.now(UTC)))
    sent = _rows(raw_sql.SENT, p=PRACTICE, e=episode)
    coming = _rows(raw_sql.COMING, p=PRACTICE, e=episode, now=_stamp(datetime.now(UTC)))
    return PAGE % ("What you said", "".join(_row(*row[:3]) for row in [*due, *sent, *coming]))


def caseload(asked: dict[str, str]) -> str:
    """Show a therapist's clients, and keep the look."""
    at = _stamp(datetime.now(UTC))
    rows = _rows(raw_sql.CASELOAD, p=PRACTICE, m=asked["member"], now=at)
    _look(asked["member"], at)
    return PAGE % ("Last met", "".join(_row(row[0], f"{row[1]} {row[2]} {row[3]}", row[4]) for row in rows))


def episode(asked: dict[str, str]) -> str:
    """Show a client's team and those meetings that this helper may see, and keep the look."""
    at, same = _stamp(datetime.now(UTC)), {"p": PRACTICE, "e": asked["episode"]}
    team = _rows(raw_sql.TEAM, **same)
    seen = _rows(raw_sql.SEEN, **same, m=asked["member"])
    _look(asked["member"], at)
    return PAGE % ("The team", "".join(_row(*row[:3]) for row in [*team, *seen]))


def so_far(asked: dict[str, str]) -> str:
    """Show what happened with a client as their therapist may see it, and keep the look."""
    at, same = _stamp(datetime.now(UTC)), {"p": PRACTICE, "e": asked["episode"], "m": asked["member"]}
    found = _rows(raw_sql.SO_FAR, **same)
    _look(asked["member"], at)
    return PAGE % ("Earlier", "".join(_row(*row[:3]) for row in found))


def find(asked: dict[str, str]) -> str:
    """Show the first 25 clients of the practice with a word in their name, and keep the look."""
    word, at = asked["word"], _stamp(datetime.now(UTC))
    found = _rows(raw_sql.FIND, p=PRACTICE, low=word, high=f"{word}\U0010ffff")
    _look(asked["member"], at)
    return PAGE % ("Show more", "".join(_row(*row) for row in found))


def find_own(asked: dict[str, str]) -> str:
    """Show the clients of one helper with a word in their name, and keep the look."""
    at = _stamp(datetime.now(UTC))
    found = _rows(raw_sql.OWN, p=PRACTICE, m=asked["member"])
    _look(asked["member"], at)
    return PAGE % (
        "25 clients found", "".join(_row(*row) for row in found if asked["word"] in row[0].lower()),
    )  # fmt: skip


def answer(said: dict[str, str]) -> str:
    """Answer a point, with its entry in the record, in one transaction."""
    at = _stamp(datetime.now(UTC))
    with _transaction() as run:
        about = {"p": PRACTICE, "o": said["point"], "m": said["member"]}
        run(raw_sql.ANSWER, {**about, "at": at, "line": "v1." + "x" * 80})
        _chain(run, at, said["member"], said["point"])
    return ""


def _look(member: str, at: str) -> None:
    with _transaction() as run:
        run(raw_sql.LOOK, {"id": _id(), "p": PRACTICE, "m": member, "at": at})


def _chain(run: Any, at: str, member: str, about: str) -> None:
    head, sequence, last = run(raw_sql.HEAD, {"p": PRACTICE}).fetchone()
    new = sha256(f"{sequence + 1}{at}{member}{about}{last}".encode()).hexdigest()
    chained = {"n": sequence + 1, "last": last, "new": new}
    run(raw_sql.ENTRY, {**chained, "id": _id(), "p": PRACTICE, "at": at, "m": member})
    run(raw_sql.MOVE, {**chained, "id": head})


def submit(said: dict[str, str]) -> str:
    """Keep a check, its releases, its relay and its entry in the record, in one transaction."""
    at, check = _stamp(datetime.now(UTC)), _id()
    same = {"p": PRACTICE, "e": said["episode"], "o": check, "at": at, "line": "v1." + "x" * 80}
    with _transaction() as run:
        about = {"a": said["appointment"], "heard": int(said["heard"]), "off": said["off"]}
        run(raw_sql.CHECK, {**same, **about, "id": check, "m": said["member"]})
        run(raw_sql.RELEASES, {**same, "one": _id(), "two": _id(), "m": said["to"], "yes": True})
        run(raw_sql.RELAY, {**same, "id": _id(), "m": said["to"]})
        _chain(run, at, said["member"], check)
    return PAGE % ("Saved. Thank you.", "")


PAGES: dict[str, Callable[[dict[str, str]], str]] = {
    "/healthz": lambda asked: "ok",
    "/helper": helper,
    "/client": client,
    "/caseload": caseload,
    "/episode": episode,
    "/so-far": so_far,
    "/find": find,
    "/find-own": find_own,
}
FORMS: dict[str, Callable[[dict[str, str]], str]] = {"/submit": submit, "/answer": answer}
PAGE = "<!doctype html><html lang=en><title>Today</title><main><h1>%s</h1><ul>%s</ul></main></html>"
ROW = "<li><strong>%s</strong> <time>%s</time> <a href='/e/%s/'>Open</a></li>"


def _row(name: str, at: Any, key: Any) -> str:
    return ROW % (html.escape(name), at, key)


def _id() -> str:
    return UUID(int=uuid_utils.uuid7().int).hex


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}" + ("+00" if DATABASE else "")


def _rows(sql: str, **values: Any) -> list[Any]:
    return list(_connection().execute(sql, values).fetchall())


def _connection() -> Any:
    """Return this thread's connection, in autocommit."""
    if not hasattr(_local, "connection"):
        if DATABASE:
            _local.connection = psycopg.connect(DATABASE, autocommit=True)
            _local.connection.execute(f"SET tandem.practice = '{UUID(PRACTICE)}'")
        else:
            path = Path(os.environ["TANDEM_DATA"], "tandem.sqlite3")
            _local.connection = sqlite3.connect(path, timeout=20, isolation_level=None)
            for pragma in (
                "synchronous=FULL",
                "cache_size=-20000",
                "wal_autocheckpoint=0",
                "foreign_keys=ON",
            ):
                _local.connection.execute(f"PRAGMA {pragma}")
    return _local.connection


class _transaction:
    """One transaction; gives `execute`."""

    def __enter__(self) -> Any:
        self.connection = _connection()
        self.connection.execute("BEGIN" if DATABASE else "BEGIN IMMEDIATE")
        return self.connection.execute

    def __exit__(self, kind: Any, *rest: Any) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")
