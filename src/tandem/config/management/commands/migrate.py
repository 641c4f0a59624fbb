"""Bring the database up to date, as its owner, and renew every table's protection."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, connections

from tandem.config.owner import become
from tandem.tenancy.security import secure


class Command(migrate.Command):
    """Django's `migrate`, run by the role that owns the tables."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate, make the cache table, then row-level security, grants and append-only rows."""
        web = connections.settings["default"].copy()
        become(settings.OWNER_DATABASE_URL)
        try:
            done = super().handle(*args, **options)
            if settings.DATABASE_URL:
                call_command("createcachetable", verbosity=0)
            secure(connection, web["USER"] if settings.DATABASE_URL else None)
            return done
        finally:
            become(settings.DATABASE_URL)
