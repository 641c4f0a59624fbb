"""Whether made-up people may be written into this database at all."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from tandem.config.demo_data.chance import is_made_up
from tandem.people.models import User
from tandem.tenancy.models import Practice


class Refused(Exception):
    """This database is not one for made-up people; the words say why."""


def may_fill(wanted: Iterable[UUID]) -> None:
    """Raise `Refused` unless everything here is made up, and nothing of it is `wanted` now; nothing is touched."""
    if Practice._meta.db_table not in connection.introspection.table_names():
        return  # an empty database, before its first migration
    here = list(Practice.objects.values_list("pk", flat=True))
    if not all(map(is_made_up, here)):
        raise Refused(
            "This database holds a practice that demo-data did not make, so nothing was written. "
            "Made-up people go into an empty database only: set TANDEM_DATA (or TANDEM_DATABASE_URL) to one."
        )
    if not here and User.objects.exists():
        raise Refused("This database holds somebody's account, so nothing was written.")
    if set(here) & set(wanted):
        raise Refused("These practices are here already. Take another --seed to add others.")
