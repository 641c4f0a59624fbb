"""Bring people in from the command line, only check a file, or take a batch back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from tandem.care.queries import outside_person
from tandem.config.progress import Progress
from tandem.config.server import checkpoint
from tandem.exchange import actions, queries, words
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice


class Command(BaseCommand):
    """`tandem import FILE… --practice NAME [--check]`, or `--undo BATCH`."""

    help = "Bring people in from CSV files or FHIR R4 bundles. Doubtful people stay out."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name what can be told."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--practice", required=True, help="name or id of the practice")
        parser.add_argument("--check", action="store_true", help="say what a file would bring, and stop")
        parser.add_argument("--undo", type=UUID, metavar="BATCH", help="take back what a batch brought")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do as told, one file after the other; the first that is refused ends it."""
        if bool(options["files"]) == bool(options["undo"]):
            raise CommandError("Name a file, or a batch to undo.")
        with using_practice(_practice(options["practice"]).pk):
            if options["undo"]:
                self._undo(options["undo"])
            for path in options["files"]:
                self._bring_in(path, options["check"])

    def _bring_in(self, path: Path, only_check: bool) -> None:
        if outside_person() is None:
            raise CommandError("First name whom complaints go to: a lead or an admin does so at /outside/.")
        batch = _checked(path, Progress(self.stderr, "rows checked"))
        lines = [*words.new_lines(batch.counts), *words.known_lines(batch.counts)]
        lines += words.left_out_lines(batch.counts)
        lines += [f"{kind}: {count} (no use here)" for kind, count in words.skipped_types(batch.counts)]
        self.stdout.write("\n".join([f"{path.name}", *(f"  {line}" for line in lines)]))
        if batch.counts.get("doubtful"):
            self.stdout.write(f"  {batch.counts['doubtful']} look like somebody else and stay out.")
        if only_check or not batch.rows_found:
            actions.leave_out(batch=batch)
            self.stdout.write("  Nothing was written.")
            return
        actions.bring_in(batch=batch, chosen=[], by=None, at=timezone.now())
        progress = Progress(self.stderr, "rows written", batch.rows_found)
        actions.write(batch_id=str(batch.pk), at=timezone.now(), tell=_and_empty_log(progress))
        progress.end()
        self.stdout.write(f"  Done. To take it back: --undo {batch.pk}")

    def _undo(self, batch_id: UUID) -> None:
        batch = queries.batch(batch_id)
        if batch is None:
            raise CommandError("There is no such batch in this practice.")
        try:
            actions.undo(batch=batch, by=None, at=timezone.now())
        except actions.NotFinished as error:
            raise CommandError("This batch is still being written.") from error
        except (actions.CareHasBegun, actions.InUse) as error:
            raise CommandError("Work with somebody of this batch has begun, so it stays.") from error
        progress = Progress(self.stderr, "people left")
        actions.take_back(batch_id=str(batch_id), by=None, at=timezone.now(), tell=_and_empty_log(progress))
        progress.end()
        self.stdout.write("Taken back.")


def _practice(name: str) -> Practice:
    found = list(Practice.objects.filter(name=name))
    if not found:
        try:
            found = list(Practice.objects.filter(pk=UUID(name)))
        except ValueError:
            found = []
    if len(found) != 1:
        raise CommandError("There must be one practice of this name or id.")
    return found[0]


def _and_empty_log(progress: Progress) -> Callable[[int], None]:
    """Tell the progress, and put SQLite's log back, which no server may be there to do."""

    def tell(done: int) -> None:
        progress.tell(done)
        if connection.vendor == "sqlite":
            checkpoint()

    return tell


def _checked(path: Path, progress: Progress) -> Any:
    try:
        with path.open("rb") as file:
            found = actions.check_file(file=file, by=None, at=timezone.now(), tell=progress.tell)
            progress.end()
            return found
    except OSError as error:
        raise CommandError(f"{path} can't be opened.") from error
    except actions.FileRefused as refused:
        lines = [words.problem_line(problem) for problem in refused.problems]
        raise CommandError("\n".join([f"{path.name}: nothing was written.", *lines])) from refused
