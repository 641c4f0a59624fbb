"""What a code on paper is, how long it works, and what a browser calls itself in words."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

HOLD = timedelta(hours=24)  # source: the design, threat 2: time to notice it, and to cancel it
LASTS = timedelta(days=7)  # our choice: as an invitation
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that look alike on paper: I, L, O, 0, 1
PIECES, PIECE = 3, 4  # our choice: twelve of 31 signs are 59 bits, with an address and few tries


class LetterKind(StrEnum):
    """What is sent to an account's own address."""

    CODE = "code"  # to sign in
    RESET = "reset"  # a link to a new password
    CLEARED = "cleared"  # that the second factor is gone


def paper_words(picks: str) -> str:
    """Return a code as it is written down: in three pieces."""
    return "-".join(picks[start : start + PIECE] for start in range(0, len(picks), PIECE))


def paper_hash(typed: str) -> str:
    """Return the hash by which a code is known, however it was typed."""
    return sha256(re.sub(r"[^A-Z0-9]", "", typed.upper()).encode()).hexdigest()


def works(*, works_from: datetime, expires_at: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """Return whether a code on paper lets somebody choose a new password at `at`."""
    return ended_at is None and works_from <= at < expires_at


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
             ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device(agent: str) -> tuple[str, str]:
    """Return the names of browser and system in what a browser calls itself; empty where it does not say."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    return browser, next((name for sign, name in _SYSTEMS if sign in agent), "")
