"""The attempts of `proof.walls`: addresses with foreign ids, questions past the filter, links in SQL."""

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.db import Error, connection, transaction

from proof.expected import Shown, State
from proof.stage import NAME, Stage, built, mark
from tandem.care import queries
from tandem.care.models import Episode
from tandem.permissions.sharing import Preset
from tandem.tenancy.current import using_practice
from tandem.tenancy.keys import TenantFK, uuid7
from tandem.tenancy.models import Practice
from tandem.tenancy.security import owned_models
from tests.architecture.test_strangers import OPEN
from tests.architecture.urls import Address, addresses
from tests.cast import World
from tests.parts.engines import raw

CLIMBERS = ("xc", "xp", "xt", "xl", "sam")  # the last holds every role of the other practice
WORDS = {"step": ("contact", "hopes"), "kind": ("joint_care", "limits"), "role": ("peer", "therapist")}
LOOKED = {"record_look", "record_shown"}
OFTEN = 2_000  # attempts after which this practice's rows are compared with those before


@dataclass
class Climbed:
    """How often each kind of attempt was made, and what came through."""

    tried: Counter[str] = field(default_factory=Counter)
    hits: list[str] = field(default_factory=list)


def climbed(
    world: World, count: int, seed: int = 1, fault: Callable[[], Any] | None = None, only: Any = None
) -> Climbed:
    """Try so many times: three in ten by address, as many by question, the rest by SQL."""
    one = _Climber(world, random.Random(seed))
    with fault() if fault else nullcontext():
        one.addresses(3 * count // 10, only or bool)
        one.questions(3 * count // 10)
        one.links(count - 2 * (3 * count // 10))
    return one.found


class _Climber:
    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance, self.found = world, chance, Climbed()
        self.stage: Stage = built(world, State(Preset.OPEN, Shown.ALL, times=True))
        self.people = {who: self.stage.people[who] for who in CLIMBERS[:4]} | {"sam": world.actor("sam")}
        for one in self.people.values():
            one.client.raise_request_exception = False
        self.absent = {who: one.get("/nowhere/").content for who, one in self.people.items()}
        self.foreign = [
            pk for model in owned_models() for pk in model.objects.values_list("pk", flat=True)
        ]  # every row of this practice
        with using_practice(world.other_practice_id):
            self.own = Episode.objects.values_list("pk", flat=True)[0]
        self.before = self._rows()

    # --- by address ---

    def addresses(self, count: int, only: Any) -> None:
        """Open and send every address that takes an id, with every right id first, then with any, then mixed."""
        doors = [one for one in addresses() if one.name not in OPEN and one.arguments and only(one)]
        turns = [(who, one, method) for one in doors for who in CLIMBERS for method in ("get", "post")]
        number = 0
        while number < count:
            for who, one, method in turns[: count - number]:
                self._try(who, one, method, number < len(turns))
                number += 1
                if number % OFTEN == 0:
                    self._unchanged()
        self._unchanged()

    def _try(self, who: str, one: Address, method: str, right: bool) -> None:
        mixed = (
            not right
            and "episode_id" in one.arguments
            and len(one.arguments) > 1
            and self.chance.random() < 0.3
        )
        ids = {name: self._id(name, right) for name in one.arguments} | (
            {"episode_id": self.own} if mixed else {}
        )
        url = one.filled(ids)
        answer = getattr(self.people[who], method)(url)
        self.found.tried[
            "addresses with ids of both practices" if mixed else "addresses with ids of the other"
        ] += 1
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        same = answer.status_code == 404 and answer.content == self.absent[who]
        if not mixed and not same and answer.status_code != 405:
            self.found.hits.append(f"{who} {method} {one.name}: {answer.status_code}")
        if NAME in text or mark("goal") in text or mark("point") in text or mark("check") in text:
            self.found.hits.append(f"{who} {method} {one.name}: shows what is the other practice's")
        if answer.status_code >= 500:
            self.found.hits.append(f"{who} {method} {one.name}: {answer.status_code}")

    def _id(self, name: str, right: bool) -> Any:
        if name in WORDS:
            return self.chance.choice(WORDS[name])
        if name in self.stage.ids and (right or self.chance.random() < 0.5):
            return self.stage.ids[name]
        return self.chance.choice(self.foreign)

    def _unchanged(self) -> None:
        if self._rows() != self.before:
            self.found.hits.append("something of this practice was changed")
            self.before = self._rows()

    def _rows(self) -> str:
        digest = hashlib.sha256()
        with connection.cursor() as cursor:
            for model in owned_models():
                table = model._meta.db_table
                if table not in LOOKED:
                    cursor.execute(
                        f'SELECT * FROM "{table}" WHERE practice_id = %s ORDER BY id',
                        [raw(self.world.practice_id)],
                    )
                    digest.update(repr(cursor.fetchall()).encode())
        return digest.hexdigest()

    # --- by question ---

    def questions(self, count: int) -> None:
        """Ask each table, while one works for the other practice, for rows of this one; change them; delete them."""
        models = owned_models()
        with using_practice(self.world.other_practice_id):
            for number in range(count):
                model, key = models[number % len(models)], self.chance.choice(self.foreign)
                self.found.tried["questions for the other practice's rows"] += 1
                if model.objects.filter(pk=key).exists() or self._ties(model, key):
                    self.found.hits.append(f"{model._meta.label}: found a row of the other practice")
        self._unchanged()

    def _ties(self, model: Any, key: Any) -> bool:
        links = [one.name for one in model._meta.fields if isinstance(one, TenantFK)]
        return bool(links) and bool(
            model.objects.filter(**{f"{self.chance.choice(links)}__pk": key}).exists()
        )

    # --- by SQL ---

    def links(self, count: int) -> None:
        """Write, in SQL of one's own, rows of the other practice that lead into this one, and rows in its name."""
        fields = [one for model in owned_models() for one in model._meta.fields if isinstance(one, TenantFK)]
        targets = {one: self._targets(one) for one in fields}
        fields = [one for one in fields if targets[one]]
        with using_practice(self.world.other_practice_id):
            for number in range(count):
                one = fields[number % len(fields)]
                self._link(one, self.chance.choice(targets[one]))

    def _targets(self, one: Any) -> list[Any]:
        return list(one.related_model.objects.values_list("pk", flat=True)[:50])

    def _link(self, one: Any, target: Any) -> None:
        """Copy a row of this practice into the other, with one link into the first; the engine must refuse it."""
        table, columns = one.model._meta.db_table, [field.column for field in one.model._meta.concrete_fields]
        values: dict[str, Any] = {"id": raw(uuid7()), "practice_id": raw(self.world.other_practice_id)}
        row = self._a_row(table, columns) or [None] * len(columns)
        given = dict(zip(columns, row, strict=True)) | values | {one.column: raw(target)}
        marks = ", ".join(["%s"] * len(columns))
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                sql = f'INSERT INTO "{table}" ({_listed(columns)}) VALUES ({marks})'
                cursor.execute(sql, [given[name] for name in columns])
        except Error as error:
            link = "foreign key" in str(error).lower()
            self.found.tried[
                "links in SQL, refused for the link" if link else "links in SQL, refused before that"
            ] += 1
            return
        self.found.tried["links in SQL that were taken"] += 1
        self.found.hits.append(f"{table}.{one.column}: the database took a link into the other practice")

    def _a_row(self, table: str, columns: list[str]) -> Any:
        here = self.world.practice_id
        with using_practice(here), connection.cursor() as cursor:
            cursor.execute(
                f'SELECT {_listed(columns)} FROM "{table}" WHERE practice_id = %s LIMIT 1', [raw(here)]
            )
            return cursor.fetchone()


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def unscoped() -> Any:
    """Planted: one query that asks in every practice."""
    right = queries.open_episode_of

    def anywhere(client_id: Any) -> Any:
        for practice in Practice.objects.all():
            with using_practice(practice.pk):
                if found := right(client_id):
                    return found
        return None

    return patch.object(queries, "open_episode_of", anywhere)


class loose:  # a fault's name
    """Planted: SQLite no longer looks at keys."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")

    def __exit__(self, *_why: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = ON")


FAULTS: dict[str, Callable[[], Any]] = {"unscoped": unscoped, "loose": loose}
