"""One page of a timeline, in one statement."""

from functools import cache
from typing import Any

from tandem.tenancy.prepared import Prepared
from tandem.timeline.queries import client, helper
from tandem.timeline.queries.entries import Source, needed, together
from tandem.timeline.queries.helper import Sight
from tandem.timeline.rules import GROUPS, Group, Key

__all__ = ["Sight", "groups_of", "page"]


def page(sight: Sight | None, group: Group | None, before: Key, **values: Any) -> list[Any]:
    """Return the entries before a key, at most one more than a page holds, as rows; latest first.

    `sight` is None for the client. `values` are the ids of the episode, the client and the reader, and since when a
    point that nobody read is still open.
    """
    names, asked = _asked(sight, group)
    if not names:
        return []
    values |= {"before_at": before.at, "before_letter": before.letter, "before_id": before.id}
    return asked(**{name: value for name, value in values.items() if name in names})


def groups_of(sight: Sight | None) -> list[Group]:
    """Return what this reader can look for alone."""
    found = {GROUPS[source.what] for source in _sources(sight)}
    return [group for group in Group if group in found or (sight and group is Group.CHOICES)]


@cache
def _asked(sight: Sight | None, group: Group | None) -> tuple[set[str], Prepared[Any]]:
    chosen = [source for source in _sources(sight) if group in (None, GROUPS[source.what])]
    return needed(chosen) if chosen else set(), Prepared(lambda **given: together(chosen, given))


def _sources(sight: Sight | None) -> list[Source]:
    return helper.sources(sight) if sight else client.SOURCES
