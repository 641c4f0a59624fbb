"""`tandem verify-record`: is the record as it was written, and as long as it was?"""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tandem.config.words import wrong_with_record
from tandem.record.queries import Verified, verified
from tandem.record.rules import Head, read_heads
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice

CHAINED_WITHIN = 60  # seconds: looks settle in 30, and the worker goes round every 20


class Command(BaseCommand):
    """Reads each practice’s record from its first entry on, and the looks that it covers."""

    help = "Read the whole record; name the first entry that was changed, removed or inserted."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take one practice, and a file with ends of chains that was kept elsewhere."""
        parser.add_argument("--practice", type=UUID, help="id of one practice; without it all are read")
        parser.add_argument(
            "--head", type=Path, help="file with heads that was kept elsewhere: shows a cut end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each practice; fail when one record is not whole."""
        heads = _heads(options["head"])
        practices = Practice.objects.order_by("created_at")
        if options["practice"]:
            practices = practices.filter(pk=options["practice"])
        ids = list(practices.values_list("pk", flat=True))
        if not ids:
            raise CommandError("There is no such practice.")
        whole = [self._read(practice_id, heads) for practice_id in ids]
        if not all(whole):
            raise CommandError("The record was touched.")

    def _read(self, practice_id: UUID, heads: list[Head]) -> bool:
        kept = [one for one in heads if one.practice == str(practice_id)]
        with using_practice(practice_id):
            found = verified(kept)
        if found.fault:
            self.stdout.write(f"{practice_id}  {wrong_with_record(found.fault)}")
            return False
        self.stdout.write(
            f"{practice_id}  whole: {found.entries} entries, {found.looks} looks, {len(kept)} heads compared"
        )
        self.stdout.write(f"  {_tail(found)}")
        return True


def _heads(path: Path | None) -> list[Head]:
    if path is None:
        return []
    try:
        return read_heads(path.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise CommandError(f"{path} can’t be read.") from error
    except ValueError as error:
        raise CommandError(f"{path}: line {error} is no head of a record.") from error


def _tail(found: Verified) -> str:
    if not found.oldest:
        return "every look is in the chain"
    seconds = int((timezone.now() - found.oldest).total_seconds())
    waits = f"{found.tail} looks are not in the chain yet, the oldest for {seconds} seconds"
    return waits if seconds <= CHAINED_WITHIN else f"{waits}: is the worker running?"
