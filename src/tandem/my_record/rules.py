"""What the printed record can show, and how its file for programs is written. Plain Python."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

FORMAT = "tandem-record"
VERSION = 1
# What our two typefaces can draw, from one code point to another. Source: tried sign by sign with both files.
DRAWN = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2027),  # ours
    (0x2030, 0x205E), (0x20A0, 0x20C0), (0x2190, 0x21FF), (0x2600, 0x2606), (0x2708, 0x2764),  # ours
    (0x1F300, 0x1F321), (0x1F324, 0x1F393), (0x1F400, 0x1F4FD), (0x1F5FB, 0x1F64F), (0x1F910, 0x1F93A),  # ours
    (0x1F300, 0x1F320), (0x1F947, 0x1F9FF),  # ours
)  # fmt: skip
JOINS = frozenset("\u200d\ufe0f")  # between emoji, drawn as nothing
MISSING = "▯"  # stands for a sign that the printed page cannot draw


def drawn(words: str) -> str:
    """Return words as the printed page can show them: every sign that it cannot draw becomes an empty box."""
    return "".join(sign if _is_drawn(sign) else MISSING for sign in words.replace("\r\n", "\n"))


def _is_drawn(sign: str) -> bool:
    code = ord(sign)
    return sign == "\n" or sign in JOINS or any(first <= code <= last for first, last in DRAWN)


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: times in UTC as RFC 3339, days as ISO 8601, ids as text.

    Raises TypeError for anything else that JSON has no form of.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"not for a record: {type(value).__name__}")
