"""Chance that falls the same way each time: ids, choices and hashes from a seed."""

import random
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

_RANDOM_BITS = 62  # of a UUIDv7, after its time, version, twelve bits and variant (RFC 9562, section 5.7)
_LOW = (1 << _RANDOM_BITS) - 1
_MARK = "tandem demo-data"


class Chance(random.Random):
    """Random numbers from a seed, and ids that sort in the order in which they were asked for.

    The ids of one practice begin at a moment and are a millisecond apart: a database writes rows much faster at the
    end of its indexes than all over them.
    """

    def __init__(self, seed: str, began: datetime) -> None:
        super().__init__(seed)
        self._moment = int(began.timestamp() * 1000) << 16 | 7 << 12

    def new_id(self) -> str:
        """Return an id, in hex (UUIDv7: 48 bits of milliseconds, version, 12 random bits, variant, 62 random bits)."""
        self._moment += 1 << 16
        chance = self.getrandbits(74)
        return f"{(self._moment | chance >> 62) << 64 | 2 << 62 | chance & _LOW:032x}"

    def often(self, share: float) -> bool:
        """Return True in this share of all times."""
        return self.random() < share

    def secret_hash(self) -> str:
        """Return what stands for the hash of a link that nobody ever had."""
        return f"{self.getrandbits(256):064x}"


def practice_id(seed: int, number: int, at: datetime) -> str:
    """Return the id of a made-up practice, in hex. It says itself that it is one: see `is_made_up`."""
    told = sha256(f"{_MARK} {seed} {number}".encode()).digest()
    milliseconds = int(at.timestamp() * 1000) + int.from_bytes(told[:4], "big") % 86_400_000
    high = milliseconds << 16 | 7 << 12 | int.from_bytes(told[4:6], "big") & 0xFFF
    return f"{high << 64 | _low(high):032x}"


def is_made_up(practice: UUID) -> bool:
    """Return whether `practice_id` made this id; of others one in 2**62 would pass."""
    return practice.int & (1 << 64) - 1 == _low(practice.int >> 64)


def _low(high: int) -> int:
    told = sha256(f"{_MARK} {high}".encode()).digest()
    return 2 << _RANDOM_BITS | int.from_bytes(told[:8], "big") >> 2


def dashed(key: str) -> str:
    """Return an id in hex as the record writes it."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def midnight(day: str) -> datetime:
    """Return the moment up to which the story is told for `day` (YYYY-MM-DD): when that day begins, in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
