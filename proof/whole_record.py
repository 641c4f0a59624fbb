"""A client's record holds all that is theirs and nothing else: `python -m proof.whole_record`.

The furnished cast, whose every sentence is unique. The file is compared, cell by cell, with all that the database
holds of the client, as this proof itself finds it: it follows the foreign keys, and asks none of our sections. Then
nothing of anybody else may be in it, all three forms must say the same, and every sentence that the client's own
pages show must be there too.

    python -m proof.whole_record                    SQLite, in one process
    python -m proof.whole_record --plant missing    a section is left out: this must be noticed
    python -m proof.whole_record --plant stranger   another client's row is let in: this must be noticed
    python -m proof.whole_record --plant early      a helper's card is open too early: this must be noticed
"""

import argparse
import io
import json
import os
import re
from collections.abc import Iterator
from typing import Any

MARK = re.compile(r"canary[0-9a-f]{6}x")
# Sealed columns whose words are not the client's to read, by hand from the decision on what is left out.
NOT_THEIRS = {
    "care.Emergency.words", "care.EmergencyReview.words", "care.UnusualAnswer.words", "keeping.Hold.words",
    "notifications.Notice.path", "beginnings.Begun.invitation", "exchange.ImportBatch.preview",
    "exchange.ImportPart.rows",
}  # fmt: skip
UNTIL_OPEN = {"step", "matters", "wrong"}  # of a card, until the client has answered or two days are over
PAGES = 150  # that the client follows from link to link


def main() -> None:
    """Compare, and exit with 1 when something is missing or too much."""
    asked = _flags()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for name in [name for name in os.environ if name.startswith("TANDEM_")]:
        del os.environ[name]
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from proof.found import practice

    with practice() as (world, _ids):
        _otto_says_something(world)
        if asked.plant:
            FAULTS[asked.plant](world)
        faults = list(_faults(world))
        faults += [] if asked.plant or not asked.each else _unnoticed(world)
    print(
        "",
        *(f"WRONG  {fault}" for fault in faults[:40]),
        *(() if faults else ["All of it, and no more."]),
        sep="\n",
    )
    raise SystemExit(bool(faults))


def _unnoticed(world: Any) -> list[str]:
    """Plant each fault in turn; return those that were not noticed."""
    from tandem.my_record import facts

    right, missed = facts.SECTIONS, []
    for name, plant in FAULTS.items():
        plant(world)
        found = next(_faults(world), "")
        print(f"  planted {name}: {found or 'NOT NOTICED'}")
        missed += [] if found else [f"{name} was planted and not noticed"]
        facts.SECTIONS = right
    return missed


def _otto_says_something(world: Any) -> None:
    """Let another client have words of their own."""
    from django.utils import timezone

    from tandem.care.models import Episode
    from tandem.goals.models import Goal

    episode = Episode.objects.get(client=world.actor("otto").pk)
    Goal.objects.create(episode=episode, wording="Otto says canaryc00001x.", proposed_at=timezone.now())


def _faults(world: Any) -> Iterator[str]:
    from django.utils import timezone

    from tandem.my_record import package
    from tandem.my_record.facts import record_of

    at = timezone.now()
    record = record_of(world.actor("cleo").member, at)
    said = json.loads(package.as_json(record))
    ids = set(_ids_in(said["sections"]))
    theirs, text = dict(_theirs(world)), json.dumps(said, ensure_ascii=False)
    cells = dict(_cells(theirs, at))
    tables = {label for label, _key in theirs}
    print(f"  {len(theirs)} rows in {len(tables)} tables are Cleo's; {record.things} things in her record")
    print(f"  {len(cells)} sealed cells are hers to read")
    yield from (f"{table} {key} is not in the record" for (table, key) in theirs if str(key) not in ids)
    yield from (
        f"the words of {where} are not in the record"
        for where, words in cells.items()
        if not _in(words, text)
    )
    yield from _others(text)
    yield from _closed(theirs, at, text)
    yield from _forms(package, record)
    yield from _pages(world, text)


def _theirs(world: Any) -> Iterator[tuple[tuple[str, Any], Any]]:
    """Yield every row that belongs to Cleo: her own, and what leads to them, table by table until nothing is new."""
    from django.apps import apps
    from django.db.models import ForeignKey

    from tandem.care.models import Episode
    from tandem.my_record.left_out import LEFT_OUT
    from tandem.people.models import Member, NameKey

    whole = {label for label in LEFT_OUT if label.count(".") == 1}
    cleo = world.actor("cleo").pk
    episodes = set(Episode.objects.filter(client=cleo).values_list("pk", flat=True))
    found: dict[Any, set[Any]] = {Member: {cleo}, Episode: episodes}
    yield ("people.Member", cleo), Member.objects.get(pk=cleo)
    grown = True
    while grown:
        grown = False
        for model in apps.get_models():
            if not model.__module__.startswith("tandem.") or model._meta.label in whole or model is NameKey:
                continue
            for key in [
                one for one in model._meta.concrete_fields if isinstance(one, ForeignKey) and _owns(one)
            ]:
                targets = found.get(key.related_model, set())
                rows = model.objects.filter(**{f"{key.name}__in": targets}) if targets else ()
                for row in rows:
                    if row.pk not in found.setdefault(model, set()):
                        found[model].add(row.pk)
                        grown = True
                        yield (model._meta.label, row.pk), row
    for episode in episodes:
        yield ("care.Episode", episode), Episode.objects.get(pk=episode)


def _owns(key: Any) -> bool:
    """Return whether who is at the end of this key owns the row: not whoever wrote it down, or got it."""
    return key.name in {
        "client", "episode", "appointment", "emergency", "noticed", "introduction", "consent",
    } or key.model._meta.label + "." + key.name in {
        "people.RoleGrant.member", "people.Identifier.member", "people.ContactWish.member", "people.Invitation.member",
        "notifications.Notice.to",
    }  # fmt: skip


def _cells(theirs: dict[Any, Any], at: Any) -> Iterator[tuple[str, str]]:
    """Yield each sealed cell of these rows that its client may read now."""
    from tandem.keeping.models import Hold
    from tandem.sealing.rotation import sealed_columns

    columns = {f"{one.model._meta.label}.{one.attname}": one for one in sealed_columns()}
    for (label, key), row in theirs.items():
        for name, column in columns.items():
            if (
                name.rsplit(".", 1)[0] != label
                or name in NOT_THEIRS
                or (isinstance(row, Hold) and not row.told)
            ):
                continue
            if label == "session_checks.Card" and column.attname in UNTIL_OPEN and not _open(row, at):
                continue
            if words := getattr(row, column.attname):
                yield f"{name} {key}", words


def _open(card: Any, at: Any) -> bool:
    """Return whether a card is open to the client: they answered, or 48 hours are over. By hand."""
    from datetime import timedelta

    from tandem.session_checks.models import SessionCheck

    answered = SessionCheck.objects.filter(
        appointment=card.appointment_id, member=card.episode.client_id
    ).exists()
    return answered or at >= card.appointment.ends_at + timedelta(hours=48)


def _closed(theirs: dict[Any, Any], at: Any, text: str) -> Iterator[str]:
    """Yield each card whose closed part is in the record all the same."""
    for (label, key), row in theirs.items():
        if label == "session_checks.Card" and not _open(row, at):
            thing = next(one for one in json.loads(text)["sections"]["helpers_side"] if one["id"] == str(key))
            yield from (
                f"{name} of card {key} is closed, and in the record" for name in UNTIL_OPEN & set(thing)
            )


def _others(text: str) -> Iterator[str]:
    """Yield whom or what else the record names."""
    from tandem.people.models import Member, RoleGrant

    clients = RoleGrant.objects.filter(role="client").values_list("member_id", flat=True)
    for other in Member.objects.filter(pk__in=list(clients)).exclude(name="Cleo Example"):
        if other.name in text or str(other.pk) in text:
            yield "another client is in the record"
    if "canaryc00001x" in text:
        yield "another client's words are in the record"


def _forms(package: Any, record: Any) -> Iterator[str]:
    """Yield what one form of the record says and another does not."""
    from html import unescape

    from pypdf import PdfReader

    html = _squeezed(unescape(re.sub(r"<[^>]+>", "", package.as_html(record))))
    foot = re.compile(r"My record\s+\d+ / \d+\s*$")
    pages = PdfReader(io.BytesIO(package.as_pdf(record))).pages
    printed = _squeezed("".join(foot.sub("", page.extract_text()) for page in pages))
    print(f"  {len(pages)} printed pages")
    for section in record.full:
        for thing in section.things:
            for label, words, _at in thing.shown:
                if _squeezed(words) not in html:
                    yield f"{section.name}: {label} is not in the HTML"
                if _squeezed(words) not in printed:
                    yield f"{section.name}: {label} is not in the PDF"


def _pages(world: Any, text: str) -> Iterator[str]:
    """Yield each sentence that a page of Cleo's shows and her record does not, following every link from her Today."""
    from django.test import Client

    from proof.forms import Page

    browser, waiting, done = Client(), {"/today/"}, set()
    browser.force_login(world.actor("cleo").user)
    seen: set[str] = set()
    while waiting and len(done) < PAGES:
        url = waiting.pop()
        done.add(url)
        if url.startswith(("/account/", "/language/", "/my-record/read")):
            continue
        html = browser.get(url, follow=True).content.decode(errors="replace")
        seen |= set(MARK.findall(html))
        waiting |= Page(html, url).links - done
    print(f"  {len(done)} pages of hers show {len(seen)} sentences")
    yield from (
        f"a page of hers shows {mark}, and the record does not" for mark in sorted(seen) if mark not in text
    )


def _ids_in(sections: dict[str, Any]) -> Iterator[str]:
    for things in sections.values():
        yield from (thing["id"] for thing in things)


def _in(words: str, text: str) -> bool:
    return json.dumps(words, ensure_ascii=False)[1:-1] in text


def _squeezed(words: str) -> str:
    return "".join(words.split()).replace("-", "")


def _missing(world: Any) -> None:
    from tandem.my_record import facts

    facts.SECTIONS = tuple(one for one in facts.SECTIONS if one.name != "points")


def _stranger(world: Any) -> None:
    from dataclasses import replace

    from tandem.goals.models import Goal
    from tandem.my_record import facts

    facts.SECTIONS = tuple(
        replace(one, rows=lambda of: Goal.objects.all()) if one.name == "goals" else one
        for one in facts.SECTIONS
    )


def _early(world: Any) -> None:
    from dataclasses import replace

    from django.utils import timezone

    from tandem.my_record import facts
    from tandem.session_checks.actions import write_card
    from tests.parts.meetings import a_kept_meeting

    meeting, theo = a_kept_meeting(world), world.actor("theo").member
    said = {"matters": "Theo says canaryc00002x."}
    write_card(meeting=meeting, said=said, by=theo, role="therapist", at=timezone.now())
    facts.SECTIONS = tuple(replace(one, hidden=None) for one in facts.SECTIONS)


FAULTS = {"missing": _missing, "stranger": _stranger, "early": _early}


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.whole_record", description=__doc__.splitlines()[0])
    parser.add_argument("--each", action="store_true", help="afterwards plant every fault in turn")
    parser.add_argument("--plant", default="", choices=["", *FAULTS])
    return parser.parse_args()


if __name__ == "__main__":
    main()
