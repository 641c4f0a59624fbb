"""`tandem rotate-keys`: a new key for everything that people wrote."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.config.keys import REST_SECONDS, keys_used, seal_anew
from tandem.config.owner import become
from tandem.config.paths import key_file
from tandem.config.progress import Progress
from tandem.sealing.keys import add_key, drop_keys, load_ring
from tandem.sealing.rotation import Tally

LONGEST_PAGE_SECONDS = 60  # what began before the new key has ended by then
MOST_ROUNDS = 3  # our choice: texts that others wrote with the old key meanwhile are few


class Command(BaseCommand):
    """Adds a key and seals every text with it, while everybody works on; begun again, it goes on where it was."""

    help = "Seal everything anew with a new key. Can be stopped and run again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where a copy of the key file goes, or that old keys shall leave the ring."""
        parser.add_argument(
            "--copy-to", type=Path, metavar="FILE", help="first write the new key file there too"
        )
        parser.add_argument("--retire", action="store_true", help="take keys off the ring that seal nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go on with what was begun, or begin."""
        if settings.DATABASE_URL and settings.OWNER_DATABASE_URL == settings.DATABASE_URL:
            raise CommandError(
                "Nothing was changed. Name the tables’ owner in TANDEM_OWNER_DATABASE_URL: rows that are only added "
                "can be sealed anew by that role alone."
            )
        become(settings.OWNER_DATABASE_URL)
        try:
            self._retire() if options["retire"] else self._rotate(options["copy_to"])
        finally:
            become(settings.DATABASE_URL)

    def _rotate(self, copy_to: Path | None) -> None:
        used, first = keys_used(), next(iter(load_ring()))
        if lost := used.keys() - load_ring().keys():
            raise CommandError(
                f"Nothing was changed. Words are sealed with a key that is not in {key_file()}: {_list(lost)}."
            )
        if used.keys() - {first}:
            self.stdout.write("Going on with what was begun.")
        else:
            first = add_key(key_file(), copy_to)
            self.stdout.write(
                f"A new key is in {key_file()}. Keep a copy of that file apart from the data, now."
            )
        tally = self._seal_anew(sum(used.values()) - used[first])
        self.stdout.write(f"{tally.done:,} texts sealed anew with key {first}.")
        if left := keys_used().keys() - {first}:
            raise CommandError(
                f"Some texts still need the old keys ({_list(left)}); {tally.unopened:,} do not open. Run it again."
            )
        self.stdout.write(
            "Nothing needs the old keys now. `tandem rotate-keys --retire` takes them off the ring."
        )

    def _seal_anew(self, waiting: int) -> Tally:
        tally, progress = Tally(), Progress(self.stderr, "texts", waiting)
        for _ in range(MOST_ROUNDS):
            before, tally.unopened = tally.done, 0
            for _step in seal_anew(tally):
                progress.tell(min(tally.done, waiting))
                time.sleep(REST_SECONDS)
            if tally.done == before:
                break
        progress.end()
        return tally

    def _retire(self) -> None:
        age = time.time() - key_file().stat().st_mtime
        if age < LONGEST_PAGE_SECONDS:
            raise CommandError(
                f"The key file has just changed. Try again in {LONGEST_PAGE_SECONDS - age:.0f} seconds, when "
                "nobody can still be writing with an old key."
            )
        used, (first, *others) = keys_used(), load_ring()
        idle = [key for key in others if not used[key]]
        if needed := [key for key in others if used[key]]:
            self.stdout.write(f"Still needed: {_list(needed)}. `tandem rotate-keys` seals their texts anew.")
        if not idle:
            self.stdout.write(f"No key was taken off the ring; {first} seals.")
            return
        drop_keys(key_file(), idle)
        self.stdout.write(
            f"Taken off the ring: {_list(idle)}. Backups from before need them: keep your copy of the old key file "
            "as long as those backups."
        )


def _list(keys: Any) -> str:
    return ", ".join(sorted(keys))
