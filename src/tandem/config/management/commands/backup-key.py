"""`tandem backup-key FILE`: the key pair for backups. Run it on a machine that is not the server."""

import os
from pathlib import Path
from typing import Any

import pyrage
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Makes a private key that opens backups, as the program `age` makes it too, and prints the public one."""

    help = "Make the key that opens backups. Not on the server: who has both has everything."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the private key; print the public one."""
        identity = pyrage.x25519.Identity.generate()
        public = str(identity.to_public())
        try:
            handle = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{options['file']} was not written: {error.strerror}.") from error
        with os.fdopen(handle, "w") as file:
            file.write(f"# public key: {public}\n{identity}\n")
            file.flush()
            os.fsync(file.fileno())
        self.stdout.write(f"TANDEM_BACKUP_RECIPIENT={public}")
