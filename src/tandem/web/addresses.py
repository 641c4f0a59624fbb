"""Addresses of pages, found once for each name."""

from functools import lru_cache
from uuid import UUID

from django.urls import NoReverseMatch, reverse


def address(name: str, *ids: UUID) -> str:
    """Return a page's address by its name and the ids in it: what `url` gives, found once for each name."""
    pattern, stand_ins = _address(name, len(ids))
    for stand_in, one in zip(stand_ins, ids, strict=True):
        if not isinstance(one, UUID):
            raise NoReverseMatch(name)
        pattern = pattern.replace(stand_in, str(one))
    return pattern


@lru_cache
def _address(name: str, number: int) -> tuple[str, list[str]]:
    stand_ins = [UUID(int=turn) for turn in range(number)]
    return reverse(name, args=stand_ins), [str(one) for one in stand_ins]
