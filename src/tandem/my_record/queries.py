"""Find what is in a client's record."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tandem.care.models import Episode
from tandem.my_record.rows import Of, Section
from tandem.people.models import Member

AT_ONCE = 500  # our choice: ids in one question, fewer than SQLite takes


def episodes_of(client: Member) -> list[Episode]:
    """Return every course of therapy of a client, the first one first."""
    return list(Episode.objects.filter(client=client).order_by("started_at"))


def rows(section: Section, of: Of) -> list[Any]:
    """Return a section's rows in the order of their times."""
    found = section.rows(of)
    if found.query.is_sliced:
        return list(found)
    return list(found.order_by(*([section.at] if section.at else []), "pk"))


def names(member_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what these people are called."""
    ids = sorted(member_ids)
    steps = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return {
        key: name
        for step in steps
        for key, name in Member.objects.filter(pk__in=step).values_list("pk", "name")
    }
