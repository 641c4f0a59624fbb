"""How long a worker holds a job, and how long a failed one rests."""

from datetime import timedelta

LEASE = timedelta(minutes=5)  # our choice: longer than any one chunk of work takes
MOST_ATTEMPTS = 8  # our choice: with `rest`, about four hours of trying


def rest(attempts: int) -> timedelta:
    """Return how long to wait after `attempts` failures: one minute, doubling, at most two hours.

    The figures are our choice. Raises ValueError below one.
    """
    if attempts < 1:
        raise ValueError(f"attempts must be at least 1: {attempts}")
    return timedelta(minutes=min(2 ** min(attempts - 1, 7), 120))
