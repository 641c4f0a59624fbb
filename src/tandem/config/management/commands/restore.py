"""`tandem restore FILE`: everything back, into an empty place."""

from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from tandem.config.backups.files import Busy, identity_of
from tandem.config.backups.manifest import NotWhole
from tandem.config.backups.work import restore


class Command(BaseCommand):
    """Brings a backup back, counted and compared, with the record read from its first entry on; or nothing."""

    help = "Bring a backup back into an empty data folder or database; all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, the private key's file, and whether it is a rehearsal."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--identity", type=Path, required=True, metavar="KEYFILE", help="the private key’s file"
        )
        parser.add_argument(
            "--rehearse", action="store_true", help="do all of it, compare, and leave nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it back and say what came."""
        file, rehearse = options["file"], options["rehearse"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            told, keys = restore(file, identity_of(options["identity"]), rehearse=rehearse)
        except Busy as error:
            raise CommandError("Another restore is running here.") from error
        except (NotWhole, DatabaseError, psycopg.Error, OSError) as error:
            raise CommandError(f"Nothing was restored. {_why(error)}") from error
        for name, table in sorted(told.tables.items()):
            self.stdout.write(f"{table.rows:>9}  {table.sum[:12]}  {name}")
        self.stdout.write(
            f"{told.rows:,} rows of {told.at}, counted and compared; {len(told.chains)} records whole."
        )
        self.stdout.write(keys or "What people wrote opens with the keys here.")
        if rehearse:
            self.stdout.write("It was a rehearsal: nothing was kept.")
        else:
            self.stdout.write("Everybody is signed out. Now run `tandem doctor`.")


def _why(error: Exception) -> str:
    return (
        str(error)
        if isinstance(error, NotWhole | OSError)
        else f"The database refused it: {type(error).__name__}."
    )
