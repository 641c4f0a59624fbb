"""The worker's clock for backups: one process beside it, one at a time."""

import logging
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings

log = logging.getLogger(__name__)


def every() -> timedelta:
    """Return how often a backup is due: as much as a lost disk may cost. On PostgreSQL a standby guards that."""
    return timedelta(minutes=60 if settings.DATABASE_URL else 5)


class Timer:
    """Starts a backup when one is due and the one before has ended; says in the log when one failed."""

    def __init__(self) -> None:
        self.next: datetime | None = None
        self.running: subprocess.Popen | None = None

    def look(self, at: datetime) -> None:
        """Do what is due. Never waits."""
        if self.running and self.running.poll() is not None:
            if self.running.returncode:
                log.error("backup_failed", extra={"status": self.running.returncode})
            self.running = None
        if settings.TANDEM_BACKUP_DIR and not self.running and (self.next is None or at >= self.next):
            self.next = at + every()
            command = [sys.argv[0], "backup", "--quiet"]
            self.running = subprocess.Popen(command)  # noqa: S603  this very program
