"""A practice's week to begin with, changed on the calendar page."""

from datetime import time

from tandem.care.rules import Hours


def office_week() -> dict[int, Hours]:
    """Return Monday to Friday, nine to five: our choice of a start."""
    return {day: Hours(time(9), time(17)) for day in range(5)}
