"""What can happen to the keys."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeysRotated:
    """Every word of the practice is sealed with `key` now; `count` texts were sealed anew for it."""

    key: str
    count: int
