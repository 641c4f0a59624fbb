"""`tandem catch_up`: run every follower again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tandem.config.worker import make_round


class Command(BaseCommand):
    """Repeats what follows from recent facts, sends what waits, chains looks; safe to run at any time."""

    help = "Repeat what follows from recent facts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every practice once."""
        make_round(timezone.now(), caught_up=False)
