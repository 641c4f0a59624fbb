"""The practice that is asked: the benchmark's made-up people, what can be asked of it, and what it kept."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.operations import operations
from bench.places import REPO, Place
from proof.crowd import Ask

TANDEM = str(Path(sys.executable).with_name("tandem"))
CHECK = "check submitted"
PAGES = ("Today, therapist, 25 rows", "Today, client", "caseload, 25 rows", "client’s page, helper")
MOST = 20_000


def seeded(place: Place, clients: int) -> dict[str, Any]:
    """Fill an empty place; return the plan that says who can be asked for what."""
    plan = place.folder / "plan.json"
    place.run("bench.seed", plan, clients)
    if place.engine == "sqlite":  # what was written to begin with is not what the proof is about
        with closing(sqlite3.connect(place.folder / "tandem.sqlite3")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return dict(json.loads(plan.read_text()))


def asks(plan: dict[str, Any]) -> dict[str, list[Ask]]:
    """Return what can be asked, by kind: checks (each names its meeting), sign-in, and pages."""
    works = {work.name: work for work in operations(plan)}
    sent = [
        Ask("check", *request, works[CHECK].good, key=UUID(request[1].split("/")[4]).hex)
        for request in islice(works[CHECK].tandem, MOST)
    ]
    pages = [
        Ask("page", *request, works[name].good)
        for name in PAGES
        for request in islice(works[name].tandem, 50)
    ]
    return {"check": sent, "page": pages, "sign-in": [Ask("sign-in", "GET", "/account/login/", "", None, "")]}


def kept(place: Place) -> Counter[str]:
    """Return how many checks each meeting has, read past the program."""
    sql = "SELECT appointment_id FROM session_checks_sessioncheck"
    if place.engine == "postgresql":
        with psycopg.connect(place.env["BENCH_SUPERUSER_URL"]) as connection:
            return Counter(row[0].hex for row in connection.execute(sql))
    with closing(sqlite3.connect(place.folder / "tandem.sqlite3")) as connection:
        return Counter(row[0] for row in connection.execute(sql))


def doctor(place: Place) -> str:
    """Return what the doctor has to mend, or nothing."""
    done = subprocess.run([TANDEM, "doctor"], env=place.env, cwd=REPO, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr
