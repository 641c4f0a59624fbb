"""Remove a client's record once two people have confirmed it. The tables' owner does this: rows that are only added go.

What stays: the chained record of ids, who looked, and that two people removed it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from tandem.beginnings.models import BeginLink, CardLink
from tandem.keeping import actions as keeping
from tandem.keeping.events import RecordRemoved
from tandem.keeping.models import Hold, Removal
from tandem.keeping.queries import over, to_remove
from tandem.my_record.queries import episodes_of
from tandem.my_record.rows import Of
from tandem.my_record.sections import SECTIONS
from tandem.people.models import Belonging, Invitation, Member, NameKey, Session, User
from tandem.record.actions import happened
from tandem.session_checks.models import CheckLink
from tandem.tenancy.insert import remove
from tandem.tenancy.security import removable

OURS = frozenset({"practice", "account", "helpers_about_themselves", "outside_person", "texts", "kept_for"})


def remove_confirmed(*, at: datetime) -> int:
    """Remove every record of the current practice that two people confirmed and that may still go. Returns how many."""
    return sum(_remove(removal, at) for removal in to_remove())


@transaction.atomic
def _remove(removal: Removal, at: datetime) -> bool:
    found = next((one for one in over(at) if one.client.pk == removal.client_id), None)
    if found is None:  # held since then, or in care again
        return False
    client = found.client
    of = Of(client, tuple(one.pk for one in episodes_of(client)), at)
    tables = [(rows.model, list(rows.values_list("pk", flat=True))) for rows in _all(of)]
    with removable(connection, [model for model, _keys in tables]):
        gone = sum(_by_key(model, keys) for model, keys in reversed(tables))
    _account(client)
    happened(RecordRemoved(client.pk, gone), by=removal.second_id, at=at)
    keeping.removed(removal=removal, at=at)
    return True


def _all(of: Of) -> Iterator[QuerySet[Any]]:
    """Yield all rows about one client, what others point to first."""
    for section in SECTIONS:
        if section.name not in OURS and section.model is not Hold:
            yield section.rows(of).order_by()
    yield Hold.objects.filter(client=of.client)  # also one of which they were not told
    yield Invitation.objects.filter(member=of.client)
    yield NameKey.objects.filter(member=of.client)
    yield BeginLink.objects.filter(episode__in=of.episodes)
    yield CardLink.objects.filter(episode__in=of.episodes)
    yield CheckLink.objects.filter(appointment__episode__in=of.episodes)


def _by_key(model: Any, keys: list[Any]) -> int:
    return sum(
        remove(model.objects.filter(pk__in=keys[start : start + 500])) for start in range(0, len(keys), 500)
    )


def _account(client: Member) -> None:
    """End the client's sign-in here; the account itself goes when it belongs to no other practice."""
    if client.user_id is None:
        return
    Belonging.objects.filter(user=client.user_id, practice=client.practice_id).delete()
    if not Belonging.objects.filter(user=client.user_id).exists():
        Session.objects.filter(user=client.user_id).delete()
        User.objects.filter(pk=client.user_id).delete()
