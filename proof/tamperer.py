"""Ways to change a record behind the program's back, each tried and rolled back. Needs Django set up."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from tandem.record import queries
from tandem.record.actions import chain_looks
from tandem.record.looks import looked
from tandem.record.models import ChainHead, Entry, Look, Shown
from tandem.record.queries import head, verified
from tandem.record.rules import Head, link_hash
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice
from tandem.tenancy.security import owned_models

HOUR = timedelta(hours=1)
FAR = 1_000_000  # behind every number that a chain here has
CONTROL = 100  # after so many tamperings the untouched record is verified as well
ENTRY = ("id", "sequence", "at", "event", "by", "details", "previous", "hash", "practice_id")
LOOK = ("id", "at", "by", "episode_id", "act", "refused", "role", "basis", "shown", "practice_id")


@dataclass(frozen=True)
class Tried:
    """One tampering: which, whether it was found, and whether the entry that was touched was named."""

    kind: str
    found: bool
    named: bool


class Tamperer:
    """Changes the record of the first practice there is, as the owner of the database could."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.false_alarms, self.tried = chance, 0, 0
        self.practice_id: UUID = Practice.objects.order_by("created_at").values_list("pk", flat=True)[0]
        self.kept: list[Head] = []
        self.kinds: list[tuple[str, Callable[[], int | None], bool]] = [
            *((f"entry: {name}", self._edit_entry(name), False) for name in ENTRY),
            ("entry deleted", self._delete_entry, False),
            ("entry inserted", self._insert_entry, False),
            ("entries swapped", self._swap_entries, False),
            ("end cut", self._cut, False),
            ("end cut and mended, head kept", self._cut_and_mend, True),
            ("written anew from there, head kept", self._write_anew, True),
            *((f"look: {name}", self._edit_look(name), False) for name in LOOK),
            ("look deleted", self._delete_look, False),
            ("look inserted", self._insert_look, False),
            ("looks swapped", self._swap_looks, False),
            ("name on a list changed", self._edit_list, False),
            ("name taken off a list", self._delete_from_list, False),
            ("name put on a list", self._insert_into_list, False),
            *((f"end: {name}", self._edit_head(name), False) for name in ("sequence", "hash", "looks_until")),
            ("end deleted", self._delete_head, False),
        ]

    def prepare(self) -> None:
        """Take the protection off that an owner can take off; let there be looks and lists; keep the head."""
        with connection.cursor() as cursor:
            for model in owned_models():
                _unprotect(cursor, model._meta.db_table)
        with using_practice(self.practice_id):
            episodes = list(Entry.objects.filter(event="EpisodeOpened").values_list("pk", flat=True))
            for hour in range(12, 1, -1):
                self._some_looks(timezone.now() - hour * HOUR, episodes)
            self.kept = [one for one in [head(timezone.now(), self.practice_id)] if one]
            self.end = self.kept[0].sequence
            self.until = ChainHead.objects.values_list("looks_until", flat=True)[0]
            self.size = (
                f"{self.end} entries, {Look.objects.count()} looks, {Shown.objects.count()} names on lists"
            )
            self.details = dict(Entry.objects.values_list("pk", "details"))
            if verified(self.kept).fault:
                raise SystemExit("The record is not whole to begin with.")

    def _some_looks(self, at: datetime, episodes: list[UUID]) -> None:
        who = [uuid4() for _ in range(3)]
        for turn in range(10):
            some = self.chance.sample(episodes, min(3, len(episodes))) if turn % 2 else ()
            about = None if some else self.chance.choice(episodes)
            looked(
                by=self.chance.choice(who), act="see_today" if some else "see_goals",
                at=at + timedelta(seconds=turn), episode_id=about, role="therapist", basis="team", about=some,
            )  # fmt: skip
        chain_looks(at=at + HOUR / 2)

    def once(self) -> Tried:
        """Tamper once, verify, roll back. Raises `RuntimeError` when the tampering changed nothing."""
        self.tried += 1
        kind, tamper, with_head = self.chance.choice(self.kinds)
        with using_practice(self.practice_id), transaction.atomic():
            if self.tried % CONTROL == 0:
                self.false_alarms += verified(self.kept).fault is not None
            expected = tamper()
            fault = verified(self.kept if with_head else ()).fault
            transaction.set_rollback(True)
        named = fault is not None and expected in (None, fault.sequence)
        return Tried(kind, fault is not None, named)

    # --- entries: each returns the number that must be named, or None where several would do ---

    def _number(self) -> int:
        return self.chance.randint(1, self.end)

    def _edit_entry(self, column: str) -> Callable[[], int]:
        def edit() -> int:
            number = self._number()
            value = self._other(column, Entry.objects.values_list(column, flat=True).get(sequence=number))
            _change(Entry.objects.filter(sequence=number), **{column: value})
            return number

        return edit

    def _delete_entry(self) -> int:
        number = self._number()
        _delete(Entry.objects.filter(sequence=number))
        return number

    def _insert_entry(self) -> int:
        """Put an entry in between, hashed as it should be, and move the later ones on."""
        number = self._number()
        row = Entry.objects.get(sequence=number)
        later = Entry.objects.filter(sequence__gte=number)
        for sequence in sorted(later.values_list("sequence", flat=True), reverse=True):
            _change(Entry.objects.filter(sequence=sequence), sequence=sequence + 1)
        row.pk, row.event, row.details = uuid4(), "GoalClosed", '{"forged":1}'
        _insert(_hashed(row))
        return number + 1

    def _swap_entries(self) -> int:
        one, other = sorted(self.chance.sample(range(1, self.end + 1), 2))
        for before, after in ((one, FAR), (other, one), (FAR, other)):
            _change(Entry.objects.filter(sequence=before), sequence=after)
        return one

    def _cut(self) -> int:
        number = self._number()
        _delete(Entry.objects.filter(sequence__gte=number))
        return number

    def _cut_and_mend(self) -> int:
        """Cut the end off and make the shorter chain end there, as if it always had."""
        number = self._number()
        _delete(Entry.objects.filter(sequence__gte=number))
        self._mend()
        return number

    def _mend(self) -> None:
        last = Entry.objects.order_by("-sequence").values_list("sequence", "hash").first() or (0, "0" * 64)
        until = None
        for link, _hash in queries._links():
            until = queries.json.loads(link.details)["until"] if link.event == "LooksChained" else until
        found = datetime.fromisoformat(until) if until else None
        _change(ChainHead.objects.all(), sequence=last[0], hash=last[1], looks_until=found)

    def _write_anew(self) -> None:
        """Change an entry and give it, and all after it, hashes that fit: a chain that is whole again."""
        number = self._number()
        previous = ""
        for row in Entry.objects.filter(sequence__gte=number).order_by("sequence"):
            if row.sequence == number:
                row.by = uuid4()
            row.previous = previous or row.previous
            previous = _hashed(row).hash
            _change(Entry.objects.filter(pk=row.pk), by=row.by, previous=row.previous, hash=row.hash)
        self._mend()

    # --- looks, and who stood on lists ---

    def _look(self) -> Look:
        return self.chance.choice(list(Look.objects.filter(at__lt=self.until)))

    def _covering(self, at: datetime) -> int:
        for row in Entry.objects.filter(event="LooksChained").order_by("sequence"):
            if at < datetime.fromisoformat(queries.json.loads(row.details)["until"]):
                return row.sequence
        raise RuntimeError("not in the chain")

    def _edit_look(self, column: str) -> Callable[[], int | None]:
        def edit() -> int | None:
            look = self._look()
            _change(Look.objects.filter(pk=look.pk), **{column: self._other(column, getattr(look, column))})
            return (
                None if column == "at" else self._covering(look.at)
            )  # it may stand before an earlier entry now

        return edit

    def _delete_look(self) -> int:
        look = self._look()
        _delete(Look.objects.filter(pk=look.pk))
        return self._covering(look.at)

    def _insert_look(self) -> int:
        look = self._look()
        look.pk = uuid4()
        _insert(look)
        return self._covering(look.at)

    def _swap_looks(self) -> int:
        one = self._look()
        other = self.chance.choice(list(Look.objects.filter(at__lt=self.until).exclude(by=one.by)))
        _change(Look.objects.filter(pk=one.pk), by=other.by)
        _change(Look.objects.filter(pk=other.pk), by=one.by)
        return min(self._covering(one.at), self._covering(other.at))

    def _name(self) -> Shown:
        return self.chance.choice(list(Shown.objects.all()))

    def _edit_list(self) -> None:
        _change(Shown.objects.filter(pk=self._name().pk), about=uuid4())

    def _delete_from_list(self) -> None:
        _delete(Shown.objects.filter(pk=self._name().pk))

    def _insert_into_list(self) -> None:
        name = self._name()
        name.pk, name.about = uuid4(), uuid4()
        _insert(name)

    # --- the end ---

    def _edit_head(self, column: str) -> Callable[[], None]:
        def edit() -> None:
            value = ChainHead.objects.values_list(column, flat=True)[0]
            _change(ChainHead.objects.all(), **{column: self._other(column, value)})

        return edit

    def _delete_head(self) -> None:
        _delete(ChainHead.objects.all())

    def _other(self, column: str, value: Any) -> Any:
        """Return something else than `value` that the column can hold."""
        if column == "sequence":
            return FAR + self.chance.randrange(FAR)
        if column == "practice_id":
            return uuid4()
        if isinstance(value, datetime):
            return value + self.chance.choice((-1, 1)) * timedelta(microseconds=self.chance.randint(1, 10**9))
        if isinstance(value, UUID) or column in ("by", "episode_id", "shown"):
            return uuid4() if value is None or column == "id" else self.chance.choice((uuid4(), uuid4()))
        return _one_letter(self.chance, value)


def _one_letter(chance: random.Random, value: str) -> str:
    """Return a text in which one letter is another, or was added."""
    place = chance.randrange(len(value) + 1)
    letter = chance.choice([one for one in "0123456789abcdef" if one != value[place : place + 1]])
    return value[:place] + letter + value[place + 1 :]


def _unprotect(cursor: Any, table: str) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        return
    for act in ("update", "delete"):
        cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{act}"')


def _change(rows: Any, **values: Any) -> None:
    if not rows.update(**values):
        raise RuntimeError("nothing was changed")


def _delete(rows: Any) -> None:
    if not rows._raw_delete(rows.db):
        raise RuntimeError("nothing was deleted")


def _insert(row: Any) -> None:
    type(row).objects.bulk_create([row])


def _hashed(row: Entry) -> Entry:
    """Return an entry with the hash that fits what it says."""
    by, at = str(row.by or ""), row.at.astimezone(queries.UTC).isoformat()
    link = queries.Link(str(row.pk), row.sequence, at, row.event, by, row.details, row.previous)
    row.hash = link_hash(link)
    return row


def blind(practice_id: UUID) -> None:
    """Let the verifier read details from memory: what a change of them would have to show."""
    right = queries._links
    with using_practice(practice_id):
        remembered = {str(pk): details for pk, details in Entry.objects.values_list("pk", "details")}

    def links() -> Any:
        for link, claimed in right():
            said = remembered.get(link.id, link.details)
            yield (
                queries.Link(link.id, link.sequence, link.at, link.event, link.by, said, link.previous),
                claimed,
            )

    queries._links = links
