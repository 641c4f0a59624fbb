"""How long somebody may be quiet on a device that many people use."""

from datetime import timedelta

TABLET_IDLE = timedelta(minutes=2)  # our choice: enough to read a page
TABLET_LASTS = timedelta(days=365)  # our choice: then it is marked again
