"""`tandem worker`: what is done behind the pages."""

from typing import Any

from django.core.management.base import BaseCommand

from tandem.config.keys import refuse_other_keys
from tandem.config.worker import work_forever


class Command(BaseCommand):
    """Does jobs, sends notices, chains looks. Run one on SQLite; several are safe on PostgreSQL."""

    help = "Start the worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until stopped. Without the right keys it does not begin."""
        refuse_other_keys()
        try:
            work_forever()
        except KeyboardInterrupt:
            return
