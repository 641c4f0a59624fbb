"""The practice's day."""

from datetime import datetime, timedelta
from typing import Any

from tandem.appointments.queries import (
    of_practice_between,
)
from tandem.care.queries import (
    waiting_clients,
)
from tandem.today.queries.helper import midnight_before


def day_sheet(at: datetime) -> list[Any]:
    """Return all of today's meetings in the practice, for the front desk."""
    began = midnight_before(at)
    return of_practice_between(began, began + timedelta(days=1))


def clients_waiting() -> int:
    """Return how many clients wait for helpers, counted up to 25."""
    return len(waiting_clients())
