"""Sort what a file brings into new, known and doubtful, and keep the new rows sealed until they are wanted."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from tandem.exchange import queries
from tandem.exchange.models import ImportBatch, ImportPart
from tandem.exchange.rules.rows import History, Person, Problem, likeness, packed

ROWS_A_PART = 200  # our choice: one short transaction each
MOST_PROBLEMS = 50  # our choice: more than anybody puts right at one go
NAMES_SHOWN = 10
DOUBTS_SHOWN = 50


class Sorter:
    """Takes rows as they are read. Once there is a problem nothing is kept any more."""

    def __init__(self, batch: ImportBatch, tell: Callable[[int], None]) -> None:
        self.batch, self.tell, self.read = batch, tell, 0
        self.problems: list[Problem] = []
        self.more_problems = 0
        self.counts: Counter[str] = Counter()
        self.names: list[str] = []
        self.doubtful: list[dict[str, Any]] = []
        self._waiting: list[Person | History] = []
        self._kept: list[dict[str, Any]] = []
        self._parts = 0
        self._here = queries.likenesses()
        self._seen: set[int] = set()
        self._numbers: dict[int, int] = {}  # by an identifier's hash: some 300,000 may come

    def add(self, row: Person | History | Problem) -> None:
        """Take one row, or one thing that is wrong."""
        if isinstance(row, Problem):
            self._wrong(row)
            return
        self._waiting.append(row)
        if len(self._waiting) >= ROWS_A_PART:
            self._sort()

    def finish(self) -> None:
        """Sort what still waits and keep the last part."""
        self._sort()
        self._keep()

    def _sort(self) -> None:
        self._people([row for row in self._waiting if isinstance(row, Person)])
        self._history([row for row in self._waiting if isinstance(row, History)])
        self.read += len(self._waiting)
        self._waiting = []
        self.tell(self.read)
        if len(self._kept) >= ROWS_A_PART:
            self._keep()

    def _people(self, people: list[Person]) -> None:
        known = queries.known_people(pair for person in people for pair in person.identifiers)
        for person in people:
            twice = self._twice(person)
            same = {known[pair] for pair in person.identifiers if pair in known}
            if twice:
                self._wrong(self._problem("same_id", person, str(twice)))
            elif len({member_id for member_id, _born in same}) > 1:
                self._wrong(self._problem("two_members", person))
            elif any(born and person.born_on and born != person.born_on for _id, born in same):
                self._wrong(self._problem("id_taken", person))
            elif same:
                self.counts["known"] += 1
            else:
                self._new(person)

    def _twice(self, person: Person) -> int:
        """Return where one of the identifiers stood before in this file, or 0."""
        pairs = [hash(pair) for pair in person.identifiers]
        before = [self._numbers.get(pair, 0) for pair in pairs]
        self._numbers.update(dict.fromkeys(pairs, person.number))
        return max(before)

    def _new(self, person: Person) -> None:
        like = likeness(person.name, person.born_on)
        reason = "here" if like in self._here else "file" if like in self._seen else ""
        self._seen.add(like)
        row = packed(person)
        if reason:
            row["doubtful"] = True
            self.counts["doubtful"] += 1
            if len(self.doubtful) < DOUBTS_SHOWN:
                self.doubtful.append({"number": person.number, "name": person.name, "reason": reason})
        else:
            self.counts["clients" if person.client else "helpers"] += 1
            if len(self.names) < NAMES_SHOWN:
                self.names.append(person.name)
        self._kept.append(row)

    def _history(self, rows: list[History]) -> None:
        known = queries.known_history((row.source_system, row.kind, row.source_id) for row in rows)
        for row in rows:
            if (row.source_system, row.kind, row.source_id) in known:
                self.counts["known_history"] += 1
            else:
                self.counts[row.kind] += 1
                self._kept.append(packed(row))

    def _keep(self) -> None:
        if self._kept and not self.problems:
            self._parts += 1
            self.batch.rows_found += len(self._kept)
            ImportPart.objects.create(batch=self.batch, number=self._parts, rows=json.dumps(self._kept))
        self._kept = []

    def _problem(self, code: str, person: Person, detail: str = "") -> Problem:
        if self.batch.file_kind == "csv":
            return Problem(code, line=person.number, field="id", detail=detail)
        kind = "Patient" if person.client else "Practitioner"
        return Problem(code, entry=person.number, resource=kind, field="identifier", detail=detail)

    def _wrong(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            self.more_problems += 1
