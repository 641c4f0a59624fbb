"""Where the sentences of `proof.canaries` were found, and who may read which."""

import io
import logging
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyrage
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from proof.canaries import Field, Planted, marks, read
from tandem.care.models import Release, TeamMember
from tandem.config.backups import files, work
from tandem.config.logs import Lines
from tandem.notifications.actions import send_waiting
from tandem.record.actions import chain_looks
from tandem.relays.models import Relay
from tandem.sealing.fields import SealedTextField
from tandem.sealing.rotation import sealed_columns
from tandem.tenancy.current import using_practice
from tests.architecture.fields import IDENTITY
from tests.cast import ROLES, STRANGERS, World, build, signed_in
from tests.databases import fresh_copy, make_template
from tests.language import furnished
from tests.parts.emergencies import proven

LEAST = 200  # sentences, trust.md, R19
# Sealed columns that nothing is written to here. The first seven hold a file’s rows, a link
# or a secret, or come by mail alone; the last two are not reached by this proof yet.
EMPTY_HERE = {
    "exchange.ImportBatch.preview",
    "exchange.ImportPart.rows",
    "notifications.Notice.path",
    "beginnings.Begun.invitation",
    "sign_ins.FactorSecret.secret",
    "sign_ins.Letter.code",
    "sign_ins.Letter.to",
    "people.Profile.line_two",
    "session_checks.SessionCheck.takeaway",
}
STORY = Planted(
    "the story", "everywhere", "words"
)  # the same words by several people: looked for beside the pages
OWN_TABLES = ("jobs_job", "record_entry", "record_look", "notifications_notice")
# What both helpers of an episode may read, or its client alone: the product page's "what travels", by hand.
FOR_THE_TEAM = {"goals.Goal", "relays.Explanation", "relays.Noticed", "care.HistoryItem", "people.Profile"}
# Why somebody opened a page in an emergency, or read out of pattern: for those who review it.
REVIEWED_BY = {"care.Emergency": {"lead", "clinical_supervisor"}, "care.UnusualAnswer": {"lead"}}
BY_RELAY = {"relays.Point", "session_checks.SessionCheck", "beginnings.Hopes", "session_checks.Card"}
# Who reads what about how a record is kept: by hand from the decision on what is left out.
ABOUT_RECORDS = {
    "keeping.RecordRequest": {"cleo", "lead"},
    "keeping.Disclosure": {"cleo", "lead"},
    "keeping.Hold": {"lead"},
    "keeping.KeepFor": {"cleo", "otto", "wendy", "lead"},
}


@contextmanager
def practice() -> Iterator[tuple[World, dict[str, Any]]]:
    """Yield the cast, with something of every kind for Cleo, in a database with real commits."""
    worlds: list[World] = []
    template = make_template(lambda: worlds.append(build()))
    told = tuple(f"The story says canary{0xB00000 + n:06x}x." for n in range(len(furnished.WRITTEN)))
    with fresh_copy(template), using_practice(worlds[0].practice_id):
        with patch.object(furnished, "WRITTEN", told):
            ids = furnished.furnish(worlds[0])
        yield worlds[0], ids


def browsers(world: World, only: Collection[str] = ()) -> dict[str, Client]:
    """Return everybody's browser, or those of some; `nobody` is not signed in."""
    names = [name for name in [*ROLES, *STRANGERS, "nobody"] if not only or name in only]
    made = {name: Client(raise_request_exception=False) for name in names}
    for name, browser in made.items():
        if name != "nobody":
            signed_in(browser, world.actor(name).user)
    for name in {"on_call", "clinical_supervisor"} & set(names):  # asked for the password before an emergency
        proven(made[name], f"/emergency/{world.actor('cleo').pk}/")
    return made


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Yield what is written to the log meanwhile, in the form in which a practice's log has it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    try:
        yield out
    finally:
        logging.getLogger().removeHandler(handler)


def faults(here: Field, world: World, logged: io.StringIO, *, whole: bool) -> Iterator[str]:
    """Yield each place where a sentence does not belong, and what this proof did not reach."""
    send_waiting(at=timezone.now())
    chain_looks(at=timezone.now())
    cells, plain = _cells(), _plain_cells()
    _tell(here, cells)
    empty = (
        {str(field) for field in sealed_columns()} - {column for column, _row in cells.values()} - EMPTY_HERE
    )
    if whole and (len(here.planted) < LEAST or empty):
        yield f"{len(here.planted)} sentences were planted, and these columns hold none: {sorted(empty)}"
    yield from here.broken
    yield from _pages(here, world, cells, plain)
    letters = "\n".join(f"{one.subject}\n{one.body}\n{one.to}" for one in getattr(mail, "outbox", []))
    for name, text in (
        ("a mail", letters),
        ("a log line", logged.getvalue()),
        ("an address, header or cookie", "\n".join(here.sent)),
        *((table, _rows(table)) for table in OWN_TABLES),
        *((name, raw) for name, raw in _raw()),
    ):
        hit = Counter(mark for mark in marks(text) if mark not in plain)
        yield from (f"{name} holds what {_said(here, mark)}" for mark in hit)


def _tell(here: Field, cells: dict[str, Any]) -> None:
    columns, there = {column for column, _row in cells.values()}, {str(field) for field in sealed_columns()}
    kept = sum(mark in here.planted for mark in cells)
    people = len({one.who for one in here.planted.values()})
    print(
        f"  {len(here.planted)} sentences typed into forms by {people} people; {kept} were taken and kept sealed"
    )
    print(f"  with the story, {len(columns)} of {len(there)} sealed columns hold one; empty here:")
    print("   ", *sorted(there - columns))
    print(
        f"  {len(here.urls)} addresses, each tried by {len(here.people)} people; {len(here.seen)} sentences seen"
    )


def _pages(here: Field, world: World, cells: dict[str, Any], plain: set[str]) -> Iterator[str]:
    names = {world.people[name][0]: name for name in world.people}
    for mark, where in sorted(here.seen.items()):
        if mark in plain or mark not in here.planted:
            continue  # a name or a place, or part of the story
        may = {here.planted[mark].who} | (_readers(*cells[mark], names, world) if mark in cells else set())
        for who, url in sorted(where):
            if who not in may:
                yield f"{who} reads on {url} what {_said(here, mark)}; kept in {cells.get(mark, ['nothing'])[0]}"


def _readers(column: str, row: Any, names: dict[Any, str], world: World) -> set[str]:
    """Return who may read one kept text: by hand, not by asking the program."""
    label = column.rsplit(".", 1)[0]
    if label in REVIEWED_BY:
        return REVIEWED_BY[label]
    if label == "relays.Relay":
        return {"cleo", names[row.to_id]}
    if label in ABOUT_RECORDS:
        return ABOUT_RECORDS[label]
    if label == "relays.Draft":
        return {"cleo", names[row.by_id]}
    team = TeamMember.objects.filter(episode=world.episode_id, ended_at=None)
    helpers = {names[one] for one in team.values_list("member_id", flat=True)}
    if label in FOR_THE_TEAM:
        return {"cleo", *helpers} | ({"otto"} if label == "people.Profile" else set())
    if label in BY_RELAY:
        opened = Release.objects.filter(object_id=row.pk, on=True).values_list("to_id", flat=True)
        told = Relay.objects.filter(about_id=row.pk).values_list("to_id", flat=True)
        return {"cleo", *(names[one] for one in [*opened, *told])}
    return set()


def _cells() -> dict[str, tuple[str, Any]]:
    """Return for each sentence that is kept sealed its column and its row."""
    return {
        mark: (str(field), row)
        for field in sealed_columns()
        for row in field.model.objects.all()  # type: ignore[attr-defined]
        for mark in marks(getattr(row, field.attname))
    }


def _plain_cells() -> set[str]:
    """Return the sentences that somebody gave as a name or a place, which are not sealed, and are no words."""
    found: set[str] = set()
    for label in IDENTITY:
        model, name = apps.get_model(label.rsplit(".", 1)[0]), label.rsplit(".", 1)[1]
        if isinstance(model._meta.get_field(name), SealedTextField) or name == "session_data":
            continue
        rows = getattr(model, "all_practices", model._default_manager)
        for value in rows.values_list(name, flat=True):
            found |= set(marks(str(value)))
    return found


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return "\n".join(map(repr, cursor.fetchall()))


def _raw() -> Iterator[tuple[str, bytes]]:
    """Yield the raw bytes of the database, its log, a backup, and what the backup holds once it is unlocked."""
    name = str(connection.settings_dict["NAME"])
    yield "the database file", read(Path(name))
    yield "the database’s log", read(Path(f"{name}-wal"))
    identity = pyrage.x25519.Identity.generate()
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        file, _told = work.back_up(Path(folder), identity.to_public(), timezone.now())
        yield "a backup", read(file)
        inside = Path(folder, "inside")
        inside.mkdir()
        files.unlock(file, inside, identity)
        for path in inside.iterdir():
            yield f"a backup’s {path.name}", read(path)


def _said(here: Field, mark: str) -> str:
    one = here.planted.get(mark, STORY)
    return f"{one.who} wrote as {one.name!r} on {one.url}"


def loud() -> None:
    """Write to the log what people write."""
    right = SealedTextField.pre_save
    log = logging.getLogger("tandem.loud")

    def telling(self: Any, model_instance: Any, add: bool) -> Any:
        log.info("kept %s", model_instance.__dict__.get(self.attname))
        return right(self, model_instance, add)

    SealedTextField.pre_save = telling  # type: ignore[method-assign]


def open_() -> None:
    """Show the newest point on everybody's Today."""
    from tandem.people import middleware
    from tandem.relays.models import Point

    right = middleware.PersonMiddleware.__call__

    def leaking(self: Any, request: Any) -> Any:
        response = right(self, request)
        if request.path == "/today/" and response.status_code == 200:
            with using_practice(request.member.practice_id):
                words = " ".join(point.words for point in Point.objects.order_by("-pk")[:5])
            response.content += words.encode()
        return response

    middleware.PersonMiddleware.__call__ = leaking  # type: ignore[method-assign]


FAULTS = {"loud": loud, "open": open_}
