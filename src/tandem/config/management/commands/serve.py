"""`tandem serve`: the web server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from tandem.config.keys import refuse_other_keys
from tandem.config.server import Server


class Command(BaseCommand):
    """Serves Tandem; put a proxy with TLS before it."""

    help = "Start the web server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--bind", default="127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped. Without the right keys it does not begin."""
        refuse_other_keys()
        connection.close()  # the server's processes open their own
        Server(options["bind"]).run()
