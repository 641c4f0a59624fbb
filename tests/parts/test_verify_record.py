"""`tandem verify-record` names what was touched, shows a cut end with a head kept elsewhere, and counts the tail."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from tandem.care.events import CalendarChanged
from tandem.config.heads import keep_head
from tandem.notifications.actions import send_waiting
from tandem.notifications.models import Notice
from tandem.record.actions import chain_looks, happened
from tandem.record.looks import looked
from tandem.record.models import ChainHead, Entry, Look
from tandem.record.queries import happened_since, head, verified
from tandem.record.rules import Fault, Link, Wrong, link_hash, read_heads
from tests.cast import World
from tests.counting import statements
from tests.parts.engines import tamper


def told(world: World, *words: str) -> str:
    """Return what the command says of the first practice."""
    out = StringIO()
    call_command("verify-record", "--practice", str(world.practice_id), *words, stdout=out)
    return out.getvalue()


def a_head_file(world: World, folder: Path) -> str:
    """Keep the head of the first practice's chain in a file."""
    found = head(timezone.now(), world.practice_id)
    assert found
    (folder / "heads.txt").write_text(f"\n{found.line()}\n")
    return str(folder / "heads.txt")


def cut(to: int) -> None:
    """Cut the chain's end off, and let it end there as if it always had."""
    last = Entry.objects.get(sequence=to)
    tamper("DELETE FROM record_entry WHERE practice_id = %s AND sequence > %s", to)
    tamper(f"UPDATE record_chainhead SET sequence = {to}, hash = '{last.hash}' WHERE practice_id = %s")


def test_a_whole_record_is_said_to_be_whole(real_world: World) -> None:
    entries = Entry.objects.count()

    assert f"whole: {entries} entries, 0 looks, 0 heads compared" in told(real_world)
    assert "every look is in the chain" in told(real_world)


def test_what_was_touched_is_named(real_world: World, capsys: Any) -> None:
    tamper("UPDATE record_entry SET event = 'GoalClosed' WHERE practice_id = %s AND sequence = 3")
    out = StringIO()
    with pytest.raises(CommandError, match="touched"):
        call_command("verify-record", stdout=out)

    assert "entry 3 was changed" in out.getvalue()
    assert out.getvalue().count("whole:") == 1  # the other practice's


def test_a_cut_end_shows_with_the_head_alone(real_world: World, tmp_path: Path) -> None:
    kept, last = a_head_file(real_world, tmp_path), Entry.objects.count()
    assert "1 heads compared" in told(real_world, "--head", kept)
    cut(to=last - 2)

    assert verified().fault is None
    heads = read_heads(Path(kept).read_text().splitlines())
    assert verified(heads).fault == Fault(last - 1, Wrong.CUT)


def test_a_chain_that_was_written_anew_shows_with_the_head(real_world: World, tmp_path: Path) -> None:
    kept, last = a_head_file(real_world, tmp_path), Entry.objects.count()
    cut(to=last - 1)
    happened(CalendarChanged(), by=None, at=timezone.now())

    assert verified().fault is None
    heads = read_heads(Path(kept).read_text().splitlines())
    assert verified(heads).fault == Fault(last, Wrong.REPLACED)


def test_a_file_that_holds_no_heads_is_refused(real_world: World, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text("\nnothing of the kind\n")
    with pytest.raises(CommandError, match="line 2"):
        told(real_world, "--head", str(tmp_path / "wrong.txt"))
    with pytest.raises(CommandError, match="can’t be read"):
        told(real_world, "--head", str(tmp_path / "absent.txt"))


def test_looks_that_are_not_in_the_chain_yet_are_counted(real_world: World) -> None:
    at, theo = timezone.now(), real_world.people["theo"][0]
    for seconds in (2, 5, 9):
        looked(by=theo, act="see_today", at=at - timedelta(seconds=seconds))
    assert "3 looks are not in the chain yet, the oldest for" in told(real_world)
    assert "worker" not in told(real_world)

    looked(by=theo, act="see_today", at=at - timedelta(minutes=3))
    assert told(real_world).rstrip().endswith("is the worker running?")
    chain_looks(at=at + timedelta(minutes=1))
    assert "every look is in the chain" in told(real_world)


def test_a_round_of_the_worker_leaves_no_look_older_than_a_minute(world: World) -> None:
    start, theo = timezone.now() - timedelta(hours=1), world.people["theo"][0]
    for second in range(0, 200, 7):
        at = start + timedelta(seconds=second)
        looked(by=theo, act="see_today", at=at)
        if second % 20 < 7:  # as often as the worker goes round
            chain_looks(at=at)
            rest = verified().oldest
            assert rest is None or at - rest <= timedelta(seconds=60)


@pytest.mark.parametrize(
    "details", ["{}", "nothing", '{"since":null,"until":"then","count":1,"digest":""}', "[1]"]
)
def test_an_entry_that_says_nonsense_of_looks_is_a_fault(real_world: World, details: str) -> None:
    last = Entry.objects.order_by("-sequence")[0]
    link = Link(
        str(last.pk),
        last.sequence,
        last.at.isoformat(),
        "LooksChained",
        str(last.by or ""),
        details,
        last.previous,
    )
    said = f"event = 'LooksChained', details = '{details}', hash = '{link_hash(link)}'"
    tamper(f"UPDATE record_entry SET {said} WHERE practice_id = %s AND sequence = %s", last.sequence)

    assert verified().fault == Fault(last.sequence, Wrong.REPLACED)


# The head, each night ----------------------------------------------------------------------------------


def test_each_night_the_head_goes_to_the_file_and_to_the_leads_once(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.TANDEM_HEADS_FILE = str(tmp_path / "heads.txt")
    at = timezone.now()
    for hours in (0, 1, 24):
        keep_head(at=at + timedelta(hours=hours))
    lines = (tmp_path / "heads.txt").read_text().splitlines()

    assert len(lines) == 3
    assert Notice.objects.filter(template="head").count() == 2
    assert verified(read_heads(lines)).fault is None

    send_waiting(at=at)
    letter = mail.outbox[0]
    assert letter.to == ["lead@cast.example"]
    assert f"{world.practice_id} {ChainHead.objects.get().sequence} " in letter.body
    assert "http" not in letter.body


def test_a_file_that_cannot_be_written_stops_nothing(world: World, settings: Any, tmp_path: Path) -> None:
    settings.TANDEM_HEADS_FILE = str(tmp_path / "absent" / "heads.txt")
    keep_head(at=timezone.now())

    assert Notice.objects.filter(template="head").exists()


# What is recent, of a long chain -------------------------------------------------------------------------


def test_what_is_recent_is_found_without_reading_the_whole_chain(world: World) -> None:
    now, days = timezone.now(), 40
    for day in range(days, 0, -1):
        for _ in range(90):
            happened(CalendarChanged(), by=None, at=now - timedelta(days=day))
    with statements(connection) as asked:
        found = happened_since(now - timedelta(days=3, hours=1), {"CalendarChanged"})

    assert len(found) == 3 * 90
    assert len(asked) <= 5
    assert any("sequence" in sql and "> " in sql for sql in asked)


def test_a_look_of_another_practice_is_not_counted(real_world: World) -> None:
    assert verified().tail == Look.objects.count() == 0
