"""Read a FHIR R4 bundle as a whole: who is in it, what happened before, what stays out, what is wrong."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tandem.exchange.rules.fields import Bad
from tandem.exchange.rules.nodes import Misshapen, Node, child, children, string
from tandem.exchange.rules.resources import (
    KINDS,
    Found,
    history,
    other_version,
    patient,
    practitioner,
)
from tandem.exchange.rules.rows import History, Person, Problem

_NOBODY = object()
TYPES = ("transaction", "collection", "batch")
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")  # FHIR R4, 2.24.0.1: type id


@dataclass
class Bundle:
    """What a bundle brings. With any `problems`, none of it is to be used."""

    people: list[Person] = field(default_factory=list)
    history: list[History] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)  # entries by a type that Tandem has no use for
    left_out: Counter[str] = field(default_factory=Counter)  # history by the reason why it stays out


def read_bundle(text: str, today: date) -> Bundle:
    """Return all that a bundle brings, or everything that is wrong with it."""
    bundle = Bundle()
    try:
        entries = _entries(text)
    except Bad as bad:
        bundle.problems.append(Problem(bad.code, detail=getattr(bad, "detail", "")))
        return bundle
    _Reader(bundle, today).read(entries)
    if not bundle.people and not bundle.problems:
        bundle.problems.append(Problem("no_people"))
    return bundle


def _entries(text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise Bad("too_deep") from error
    except ValueError as error:
        raise Bad("broken_json") from error
    if not isinstance(whole, dict) or whole.get("resourceType") != "Bundle":
        raise Bad("not_bundle")
    if whole.get("type") not in TYPES:
        raise Bad("bundle_type")
    entries = whole.get("entry", [])
    if not isinstance(entries, list):
        raise Bad("not_bundle")
    return entries


class _Reader:
    """People first, since what happened before is found through them."""

    def __init__(self, bundle: Bundle, today: date) -> None:
        self.bundle, self.today = bundle, today
        self.clients: dict[str, Found | None] = {}  # by every way to refer to them; None: themselves broken
        self.others: set[str] = set()  # entries that are no patients
        self.sources: dict[tuple[str, str, str], int] = {}

    def read(self, entries: list[Any]) -> None:
        good = [(number, entry) for number, entry in enumerate(entries, 1) if self._is_whole(number, entry)]
        for number, entry in good:
            self._try(number, entry, self._person)
        for number, entry in good:
            self._try(number, entry, self._history)

    def _is_whole(self, number: int, entry: Any) -> bool:
        node = entry.get("resource") if isinstance(entry, dict) else None
        whole = (
            isinstance(node, dict)
            and isinstance(node.get("resourceType"), str)
            and bool(node["resourceType"])
        )
        if not whole:
            self.bundle.problems.append(Problem("no_resource", entry=number))
        return whole

    def _try(self, number: int, entry: Node, step: Callable[[int, str, Node], None]) -> None:
        node = entry["resource"]
        try:
            step(number, string(entry, "fullUrl"), node)
        except Misshapen as wrong:
            self._wrong("misshapen", number, entry, wrong.field)
        except Bad as bad:
            self._wrong(bad.code, number, entry, getattr(bad, "field", ""))

    def _wrong(self, code: str, number: int, entry: Node, where: str) -> None:
        problem = Problem(code, entry=number, resource=_called(entry), field=where)
        if problem not in self.bundle.problems:
            self.bundle.problems.append(problem)

    def _person(self, number: int, full_url: str, node: Node) -> None:
        kind = node["resourceType"]
        if other_version(node):
            raise Bad("not_r4")
        if kind == "Practitioner":
            self.bundle.people.append(practitioner(node, number, full_url))
        if kind != "Patient":
            self.others.add(full_url)
            return
        names = [name for name in (full_url, f"Patient/{string(node, 'id')}") if name]
        self.clients.update(dict.fromkeys(names))
        found = patient(node, number, full_url, self.today)
        self.clients.update(dict.fromkeys(names, found))
        self.bundle.people.append(found.person)

    def _history(self, number: int, full_url: str, node: Node) -> None:
        kind = node["resourceType"]
        if kind in {"Patient", "Practitioner"}:
            return
        if kind not in KINDS:
            self.bundle.skipped[kind if _ID.fullmatch(kind) else "?"] += 1
            return
        found = self._client(_references(node))
        if found is _NOBODY:
            self.bundle.left_out["no_client"] += 1
            return
        row = history(node, found) if isinstance(found, Found) else ""
        if isinstance(row, History):
            self._keep(row, number)
        elif row:
            self.bundle.left_out[row] += 1

    def _client(self, references: list[str]) -> Found | object | None:
        """Return whose history it is; None when they are broken themselves, `_NOBODY` for no patient at all."""
        for reference in references:
            if reference in self.clients:
                return self.clients[reference]
        if any(reference not in self.others for reference in references):
            raise Bad("absent_patient")
        return _NOBODY

    def _keep(self, row: History, number: int) -> None:
        key = (row.source_system, row.kind, row.source_id)
        if self.sources.setdefault(key, number) != number:
            raise Bad("entry_twice")
        self.bundle.history.append(row)


def _references(node: Node) -> list[str]:
    """Return how a resource refers to people who may be patients; groups, rooms and helpers are none."""
    if node["resourceType"] == "Appointment":
        targets = [child(item, "actor") for item in children(node, "participant")]
    else:
        targets = [child(node, "subject")]
    references = filter(None, (string(target, "reference") for target in targets))
    return [ref for ref in references if ref.startswith("urn:") or ref.split("/")[-2:-1] == ["Patient"]]


def _called(entry: Node) -> str:
    """Return an entry's type and id, when they are a type and an id and not somebody's words."""
    node, full_url = entry["resource"], entry.get("fullUrl")
    name = full_url.rsplit(":", 1)[-1].rsplit("/", 1)[-1] if isinstance(full_url, str) else node.get("id")
    parts = [node.get("resourceType"), name]
    return " ".join(part for part in parts if isinstance(part, str) and _ID.fullmatch(part))
