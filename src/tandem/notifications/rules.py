"""Which notices exist, and how often sending is tried. A notice never says why somebody is in touch."""

from datetime import timedelta
from enum import StrEnum

A_NIGHT = timedelta(hours=20)  # our choice: less than from one night to the next
MOST_ATTEMPTS = 10  # our choice: with one try a minute, a mail server may be away for ten minutes


class Template(StrEnum):
    """Every message that Tandem sends, besides those of signing in."""

    INVITATION = "invitation"
    CHECK = "check"
    CARD = "card"
    TEST = "test"
    TEAM_CHANGED = "team_changed"
    EMERGENCY = "emergency"
    REVIEW = "review"
    UNUSUAL = "unusual"
    HEAD = "head"  # the end of the record, for a lead to keep; its path is the line itself
