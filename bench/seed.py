"""Fill an empty database with a practice of a named size, and write down who can be asked for what."""

import contextlib
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import psycopg

BATCH = 5000 // 25  # therapists with their clients
SAMPLE_CLIENTS, SAMPLE_HELPERS = 1000, 10
READERS = 250  # clients whose pages are read; the others write, so that no measured page grows meanwhile
POINTS = 3  # of each client who writes
Plan = dict[str, Any]


def main() -> None:
    """Make tables and rows, and the plan: `seed.py PLAN CLIENTS`."""
    django.setup()
    from django.core.management import call_command

    from tandem.config.demo_data.writer import for_bulk
    from tandem.config.paths import key_file
    from tandem.sealing.keys import make_ring

    random.seed(7)
    make_ring(key_file())
    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    with _as_owner(), for_bulk():
        plan = _fill(int(sys.argv[2]))
    _settle()
    Path(sys.argv[1]).write_text(json.dumps(plan))
    print(f"  {int(sys.argv[2]):,} clients written in {time.monotonic() - begun:.0f} s", file=sys.stderr)


def _fill(clients: int) -> Plan:
    from django.utils import timezone

    from bench import clock, rows, so_far
    from tandem.care.actions import name_outside_person
    from tandem.config.demo_data.writer import Writer, stamp
    from tandem.people.actions import found_practice
    from tandem.tenancy.current import using_practice

    at = timezone.now()
    practice = found_practice(
        name="Bench Example", language="en", time_zone=clock.zone(at), admin="First Example", email="", at=at
    )
    with using_practice(practice.pk):
        name_outside_person(
            name="Ola Example", what="Somebody outside", phone="555-0100", email="", by=None, at=at
        )
    setting = rows.Setting(practice.pk.hex, clock.zone(at), clock.midnight(at), stamp, _seal())
    plan: Plan = {
        "practice": practice.pk.hex,
        "midnight": stamp(setting.midnight),
        "helpers": [],
        "clients": [],
    }
    writer = Writer(rows.COLUMNS)
    with using_practice(practice.pk):
        plan["lead"] = _lead(at)
        for turn in range(clients // rows.CASELOAD):
            _caseload(setting, writer, plan, turn)
            if turn % BATCH == BATCH - 1:
                writer.flush()
        plan["eventful"] = plan["clients"][-so_far.EVENTFUL :]
        for one in plan["eventful"]:
            helper = rows.Person(one["therapist"], "", "")
            writer.take(so_far.past(setting, one["episode"], rows.Person(one["member"], "", ""), helper))
        writer.flush()
    helpers = (client["helper"] for client in plan["clients"])
    _sign_in([plan["lead"], *plan["helpers"], *plan["clients"], *helpers])
    return plan


def _lead(at: Any) -> Plan:
    """Let the practice's first member in, who brings people in."""
    from tandem.people.models import Belonging, Member, User

    lead = Member.objects.get()
    user = User.objects.create_user("lead@bench.example")
    belonging = Belonging.objects.create(user=user, practice_id=lead.practice_id, member_id=lead.pk)
    Member.objects.update(user=user)
    return {"member": lead.pk.hex, "user": user.pk.hex, "belonging": belonging.pk.hex}


@contextlib.contextmanager
def _as_owner() -> Iterator[None]:
    from django.conf import settings

    from tandem.config.owner import become

    become(settings.OWNER_DATABASE_URL)
    yield
    become(settings.DATABASE_URL)


def _settle() -> None:
    """Do at once what the database's own housekeeping does within the hour."""
    from tandem.config.demo_data.writer import settle

    if url := os.environ.get("BENCH_SUPERUSER_URL"):
        with psycopg.connect(url, autocommit=True) as superuser:
            superuser.execute("VACUUM ANALYZE")
            superuser.execute("CHECKPOINT")
    else:
        settle()


def _caseload(setting: Any, writer: Any, plan: Plan, turn: int) -> None:
    """Write one therapist and one peer with their clients."""
    from bench import rows, so_far

    therapist, made = rows.person(setting, f"Dr. Terry {turn} Sample", "therapist")
    writer.take(made)
    peer, made = rows.person(setting, f"Pat {turn} Specimen", "peer")
    writer.take(made)
    if len(plan["helpers"]) < SAMPLE_HELPERS:
        plan["helpers"].append({**vars(therapist)})
    for number in range(rows.CASELOAD):
        client, made = rows.person(setting, f"Casey {turn} Example {number}", "client")
        writer.take([*made, *so_far.names(setting, made)])
        episode, made = rows.episode(setting, client, therapist, peer)
        writer.take(made)
        meetings = list(rows.meetings(setting, episode, number, therapist, peer))
        for place, made in enumerate(meetings):
            writer.take(made)
            if place in rows.CHECKED:
                to = [therapist] if place == rows.CHECKED[0] else [therapist, peer]
                writer.take(rows.check(setting, episode, made[0], number, place, client, to))
        if len(plan["clients"]) < SAMPLE_CLIENTS:
            ids = [made[0][1][0] for made in meetings]
            due = [key for key, made in zip(ids[:4], meetings, strict=False) if len(made) > 1]
            known = {"episode": episode, "therapist": therapist.member, "due": due, "old": ids[6:]}
            plan["clients"].append(
                {**vars(client), **known, **_points(setting, writer, plan, episode, client, therapist)}
            )


def _points(
    setting: Any, writer: Any, plan: Plan, episode: str, client: Any, therapist: Any
) -> dict[str, Any]:
    """Write points of the clients whom nobody reads, and say who answers them, each in a sign-in of their own."""
    from bench import rows

    points = []
    for _ in range(POINTS if len(plan["clients"]) >= READERS else 0):
        key, made = rows.point(setting, episode, client, therapist)
        writer.take(made)
        points.append(key)
    return {"points": points, "helper": {**vars(therapist)}}


def _seal() -> Any:
    from django.apps import apps

    from tandem.sealing.seal import seal

    names = {"session_checks.SessionCheck": "line", "relays.Relay": "reply", "relays.Point": "words"}
    names |= {"goals.Goal": "wording"}
    fields: dict[str, Any] = {
        label: apps.get_model(label)._meta.get_field(name) for label, name in names.items()
    }
    return lambda label, key, text: seal(text, fields[label].place(UUID(key)))


def _sign_in(people: list[Plan]) -> None:
    """Give everybody in the plan a session, as signing in would."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import transaction

    from tandem.people.models import User
    from tandem.people.sessions import SECOND_FACTOR, SessionStore

    users = User.objects.in_bulk([person["user"] for person in people])
    with transaction.atomic():
        for person in people:
            user, session = users[UUID(person["user"])], SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session[SECOND_FACTOR] = True
            session["belonging"] = str(UUID(person["belonging"]))
            session["used_at"] = int(time.time()) + 3600  # its note, once a minute of use, is not measured
            session.save()
            person["cookie"] = f"session={session.session_key}; csrftoken={CSRF}"


CSRF = "b" * 32

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    main()
