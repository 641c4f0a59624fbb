"""What a relay can be about."""

from enum import StrEnum


class About(StrEnum):
    """What travelled."""

    CHECK = "check"
    OWN_SIDE = "own_side"  # what a helper tells the other of their own side, on their card
    LINE = "line"  # one line of a card for the other helper, let go by the client
