"""How long somebody may be quiet on a device that many people use."""

from datetime import timedelta

TABLET_IDLE = timedelta(
    minutes=2
)  # our choice: long enough to read a page, short enough for the next in line
TABLET_LASTS = timedelta(days=365)  # then somebody of the practice marks the device again
