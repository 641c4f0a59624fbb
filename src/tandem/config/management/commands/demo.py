"""`tandem demo`: the demonstration practice, ready to walk through."""

import os
import subprocess
import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tandem.config.demo.story import PASSWORD, PRACTICE, SIGN_INS
from tandem.config.demo.tell import tell_story
from tandem.config.paths import key_file
from tandem.config.server import Server
from tandem.sealing.keys import make_ring
from tandem.tenancy.models import Practice


class Command(BaseCommand):
    """Sets everything up, tells the story if the database is empty, and serves it."""

    help = "Start the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address to listen on; `--prepare` stops before serving."""
        parser.add_argument("--bind", default="127.0.0.1:8000")
        parser.add_argument("--prepare", action="store_true", help="make the data, do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, then serve beside a worker until stopped."""
        make_ring(key_file())
        call_command("migrate", verbosity=0)
        if Practice.objects.exclude(name=PRACTICE).exists():
            raise CommandError(
                "This is a practice's own data. The demonstration needs an empty TANDEM_DATA folder."
            )
        if not Practice.objects.exists():
            tell_story(timezone.now())
        if not options["prepare"]:
            self._serve(options["bind"])

    def _serve(self, bind: str) -> None:
        env = {"TANDEM_BASE_URL": _address(bind)} | os.environ  # where the links in the mail lead
        worker = subprocess.Popen([sys.argv[0], "worker"], env=env)  # noqa: S603  this very program
        try:
            Server(bind, when_ready=lambda: self._say(bind)).run()
        finally:
            worker.terminate()
            worker.wait(10)

    def _say(self, bind: str) -> None:
        address = _address(bind)
        lines = [f"\nTandem is ready: {address}", "", f"Sign in with the password  {PASSWORD}  as"]
        lines += [f"  {email:<22} {role}" for _key, role, email in SIGN_INS]
        lines += [
            "",
            f"Mail that would have been sent: {address}/mail/",
            f"The look: {address}/look/",
            "Staff show a second step everywhere but here. TANDEM_SECOND_FACTOR=1 asks for it.",
            "Ctrl+C ends it.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _address(bind: str) -> str:
    return f"http://{bind}".replace("127.0.0.1", "localhost")
