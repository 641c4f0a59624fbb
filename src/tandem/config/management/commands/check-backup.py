"""`tandem check-backup FILE`: could it be brought back?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.config.backups.files import Busy, identity_of, same_as_written
from tandem.config.backups.manifest import NotWhole
from tandem.config.backups.work import check


class Command(BaseCommand):
    """Compares a backup with its checksum; with the private key, all that is in it too."""

    help = "Check a backup. Without --identity only that it is the file that was written."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, and the private key's file."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--identity", type=Path, metavar="KEYFILE", help="the private key’s file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was found; fail unless it is whole."""
        file = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            self._check(file, options["identity"])
        except Busy as error:
            raise CommandError("Another check is running here.") from error
        except NotWhole as error:
            raise CommandError(f"This backup can’t be used. {error}") from error

    def _check(self, file: Path, key: Path | None) -> None:
        if key is None:
            self.stdout.write(_by_checksum(file))
            return
        told = check(file, identity_of(key))
        tables = f"{told.rows:,} rows in {len(told.tables)} tables"
        self.stdout.write(f"Whole: {told.engine}, of {told.at}, {tables}, {len(told.chains)} records.")
        if told.engine == "sqlite":
            self.stdout.write("Every record was read from its first entry on.")
        else:
            self.stdout.write("The records are read by `tandem restore --rehearse`, in an empty database.")


def _by_checksum(file: Path) -> str:
    same = same_as_written(file)
    if same is False:
        raise NotWhole("It is not the file that was written: its checksum is another.")
    if same is None:
        raise NotWhole("Its checksum is not beside it, so only --identity can tell whether it is whole.")
    return "It is the file that was written. Whether it can be opened, only --identity can tell."
