"""Who we are to PostgreSQL: the web role, or for a while the role that owns the tables."""

from django.conf import settings
from django.db import connection

from tandem.config import env


def become(url: str) -> None:
    """Talk to PostgreSQL as the role in `url` from now on; SQLite has no roles."""
    if url:
        connection.close()
        connection.settings_dict.update(env.database(url, settings.DATA))
