"""`tandem backup [DIR]`: one file with everything, locked to a key that is not on this machine."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tandem.config.backups.files import Busy, recipient_of
from tandem.config.backups.keeping import DAILY, HOURLY
from tandem.config.backups.manifest import NotWhole
from tandem.config.backups.work import back_up, thin_out

NICE = 10  # our choice: people's pages come first


class Command(BaseCommand):
    """Copies the database in one moment while everybody works on, and removes old backups by a plain rule."""

    help = "Make a backup. The key file is not in it: keep a copy of that elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and how many old ones stay."""
        parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="otherwise TANDEM_BACKUP_DIR")
        parser.add_argument("--hourly", type=int, default=HOURLY, help="of how many hours the last one stays")
        parser.add_argument("--daily", type=int, default=DAILY, help="and of how many days")
        parser.add_argument("--keep-all", action="store_true", help="remove none")
        parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, thin out, say what it holds."""
        folder = options["folder"] or (settings.TANDEM_BACKUP_DIR and Path(settings.TANDEM_BACKUP_DIR))
        if not folder:
            raise CommandError("Say where to: `tandem backup DIR`, or TANDEM_BACKUP_DIR.")
        if not settings.TANDEM_BACKUP_RECIPIENT:
            raise CommandError(
                "No backup was made. Say in TANDEM_BACKUP_RECIPIENT whom to lock it to: on another machine "
                "`tandem backup-key FILE` makes a key and prints what belongs there."
            )
        os.nice(NICE)
        at = timezone.now()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target, told = back_up(folder, recipient_of(settings.TANDEM_BACKUP_RECIPIENT), at)
        except Busy as error:
            raise CommandError("Another backup is being made.") from error
        except (NotWhole, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        gone = 0 if options["keep_all"] else thin_out(folder, at, options["hourly"], options["daily"])
        if not options["quiet"]:
            size = target.stat().st_size / 1e6
            self.stdout.write(f"{target}: {told.rows:,} rows, {size:,.1f} MB. {gone} old ones removed.")
            self.stdout.write("The key file is not in it. Without that, nobody can read what people wrote.")
