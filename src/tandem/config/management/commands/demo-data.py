"""`tandem demo-data`: made-up practices with any number of clients, the same each time."""

import time
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tandem.config.demo.story import PASSWORD
from tandem.config.demo_data.chance import midnight
from tandem.config.demo_data.fill import Wanted, fill, practice_ids
from tandem.config.demo_data.guard import Refused, may_fill
from tandem.config.demo_data.sign_ins import open_sign_ins
from tandem.config.demo_data.writer import for_bulk, settle
from tandem.config.owner import become
from tandem.config.paths import key_file
from tandem.config.progress import Progress
from tandem.sealing.keys import make_ring

MOST_PRACTICES = 1000  # our choice: each has desks and a record of its own


class Command(BaseCommand):
    """Fills an empty database, or one of made-up people, and says how to sign in."""

    help = "Fill an empty database with made-up practices of any size."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how much, from which seed, and up to which day the story is told."""
        parser.add_argument("--clients", type=int, default=1000, help="how many clients in all")
        parser.add_argument(
            "--practices", type=int, default=1, help="in how many practices, of different sizes"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed and day give the same people")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="told until then; default today"
        )
        parser.add_argument("--progress", action="store_true", help="say on stderr how far it is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a practice's own data; fill; print the sign-ins."""
        wanted = _wanted(options)
        try:
            may_fill(practice_ids(wanted))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        make_ring(key_file())
        call_command("migrate", verbosity=0)
        begun = time.monotonic()
        progress = Progress(self.stderr, "clients", wanted.clients, quiet=not options["progress"])
        become(settings.OWNER_DATABASE_URL)
        try:
            with for_bulk():
                rows = fill(wanted, progress.tell)
                sign_ins = open_sign_ins(practice_ids(wanted)[0], wanted.seed)
                settle()
        finally:
            become(settings.DATABASE_URL)
        progress.end()
        self._say(wanted, rows, time.monotonic() - begun, sign_ins)

    def _say(self, wanted: Wanted, rows: int, seconds: float, sign_ins: list[Any]) -> None:
        lines = [
            f"{wanted.clients:,} clients in {wanted.practices:,} practices: {rows:,} rows in {seconds:.0f} s.",
            "Nobody here is real.",
            f"\nSign in with the password  {PASSWORD}  as",
            *(f"  {one.email:<44} {one.role}" for one in sign_ins),
        ]
        self.stdout.write("\n".join(lines))


def _wanted(options: dict[str, Any]) -> Wanted:
    clients, practices, until = options["clients"], options["practices"], options["until"]
    today = timezone.now().date()
    if not 1 <= practices <= min(clients, MOST_PRACTICES):
        raise CommandError(f"Ask for 1 to {MOST_PRACTICES} practices, and at least one client for each.")
    if until and until > today:
        raise CommandError("The story can't be told beyond today.")
    return Wanted(clients, practices, options["seed"], midnight((until or today).isoformat()))
