"""What a relay can be about."""

from enum import StrEnum


class About(StrEnum):
    """What travelled."""

    CHECK = "check"
