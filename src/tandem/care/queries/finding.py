"""Find clients by name: a helper their own, the lead those of the practice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tandem.care.models import Episode
from tandem.care.queries.teams import held_by
from tandem.people.models import Member, NameKey, RoleGrant
from tandem.people.rules import AFTER_ALL, fits, plain_words
from tandem.permissions.rules import Role
from tandem.tenancy.prepared import Prepared

A_PAGE = 25  # performance page, "name search, 25 rows"
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this name in plain words, and this id."""

    key: str = ""
    id: UUID = NOBODY


@dataclass(frozen=True)
class Found:
    """One client. For a helper `id` is the episode, and `paused_at` since when they are paused; else the member."""

    id: UUID
    name: str
    key: str
    paused_at: datetime | None = None
    helped: bool = True  # whether they have helpers


@dataclass(frozen=True)
class Page:
    """Up to 25 clients, and where the next page begins if there is one."""

    found: list[Found]
    next: Place | None


def own_clients(member: Member, asked: Sequence[str], after: Place) -> Page:
    """Return a helper's clients of now, with those who paused, whose names fit, by name.

    All of one helper's are read and compared here: their number does not grow with the practice.
    """
    rows = [row for row in _own(member=member.pk) if fits(row.client_name, list(asked))]
    found = [
        Found(row.id, row.client_name, " ".join(plain_words(row.client_name)), row.paused_at) for row in rows
    ]
    rest = sorted(
        (one for one in found if (one.key, one.id) > (after.key, after.id)), key=lambda one: (one.key, one.id)
    )
    return _page(rest)


@Prepared
def _own(member: UUID) -> QuerySet[Any, Any]:
    held = held_by(member)
    episodes = Episode.objects.filter(id__in=held.values("episode_id"), ended_at=None).annotate(
        client_name=F("client__name"),
        paused_at=Subquery(held.filter(episode=OuterRef("pk")).values("paused_at")[:1]),
    )
    return episodes.order_by("id").values_list("id", "client_name", "paused_at", named=True)


def practice_clients(asked: Sequence[str], after: Place) -> Page:
    """Return the practice's clients whose names fit, sorted by the word that fits, whether helped or waiting."""
    if not asked:
        return Page([], None)
    values: dict[str, Any] = {"after": after.key, "after_id": after.id, "since": max(asked[0], after.key)}
    for turn, word in enumerate(asked):
        values |= {f"from_{turn}": word, f"until_{turn}": word + AFTER_ALL}
    rows = _practice(len(asked))(**values)
    return _page([Found(row.member_id, row.name, row.key, helped=row.helped is not None) for row in rows])


@cache
def _practice(words: int) -> Prepared[Any]:
    return Prepared(lambda **given: _with_words(words, given))


def _with_words(words: int, given: dict[str, Any]) -> QuerySet[Any, Any]:
    """Ask for names in which the first word asked for begins a key, and each other one begins another key.

    The sorted index is read from where the page begins, and no further than the page needs. A client whose name has
    two words that fit stands at the first.
    """
    mine = NameKey.objects.filter(member=OuterRef("member"))
    is_client = RoleGrant.objects.filter(member=OuterRef("member"), role=Role.CLIENT.value, ended_at=None)
    keys = NameKey.objects.filter(
        ~Exists(mine.filter(key__gte=given["from_0"], key__lt=OuterRef("key"))),
        Exists(is_client),
        key__gte=given["since"],
        key__lt=given["until_0"],
    )
    for turn in range(1, words):
        keys = keys.filter(
            Exists(mine.filter(key__gte=given[f"from_{turn}"], key__lt=given[f"until_{turn}"]))
        )
    keys = keys.filter(Q(key__gt=given["after"]) | Q(key=given["after"], member__gt=given["after_id"]))
    # not Exists: beside an OR, PostgreSQL would read the episodes of the whole practice for it
    helped = Episode.objects.filter(client=OuterRef("member"), ended_at=None).values("id")[:1]
    keys = keys.annotate(name=F("member__name"), helped=Subquery(helped))
    keys = keys.filter(Q(helped__isnull=False) | Q(member__died_on=None))
    shown = ("member_id", "name", "key", "helped")
    return keys.order_by("key", "member").values_list(*shown, named=True)[: A_PAGE + 1]


def _page(found: list[Found]) -> Page:
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    return Page(found[:A_PAGE], Place(last.key, last.id) if last else None)
