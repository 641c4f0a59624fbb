"""`tandem move_data FILE`: from the SQLite file to PostgreSQL."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.config.moving import NotMoved, move
from tandem.config.owner import become


class Command(BaseCommand):
    """Copies a SQLite file into the empty, migrated database of TANDEM_DATABASE_URL, all of it or nothing."""

    help = "Copy everything from a SQLite file into an empty PostgreSQL. Stop server and worker first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each table."""
        if not settings.DATABASE_URL:
            raise CommandError("Name the target in TANDEM_DATABASE_URL and TANDEM_OWNER_DATABASE_URL.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        become(settings.OWNER_DATABASE_URL)
        number = 0
        try:
            for table, count, checksum in move(options["file"]):
                self.stdout.write(f"{count:>9}  {checksum}  {table}")
                number += count
        except NotMoved as error:
            raise CommandError(f"Nothing was moved. {error}") from error
        finally:
            become(settings.DATABASE_URL)
        self.stdout.write(f"{number} rows moved, counted and compared. Now run `tandem doctor`.")
