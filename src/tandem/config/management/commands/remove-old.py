"""`tandem remove-old`: remove the records that two people confirmed, as the tables' owner."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from tandem.config.owner import become
from tandem.my_record.actions import remove_confirmed
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice


class Command(BaseCommand):
    """What the worker does by itself on SQLite: the web role of PostgreSQL may not remove rows that are only added."""

    help = "Remove the records that two people confirmed. For PostgreSQL; run it each night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every practice."""
        become(settings.OWNER_DATABASE_URL)
        try:
            gone = 0
            for practice_id in list(Practice.objects.order_by("id").values_list("id", flat=True)):
                with using_practice(practice_id):
                    gone += remove_confirmed(at=timezone.now())
        finally:
            become(settings.DATABASE_URL)
        self.stdout.write(f"{gone} records removed.")
