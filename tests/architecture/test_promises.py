"""Promises that hold for every part."""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import models

import tandem
from tandem.permissions.rules import PRACTICE_TERMS, TERMS, Act, PracticeAct
from tandem.what_follows import WHAT_FOLLOWS
from tests.architecture.fields import CLASSED
from tests.architecture.urls import addresses

REPO = Path(__file__).resolve().parents[2]
SOURCE = REPO / "src" / "tandem"
LONGEST_FILE = 350


def modules(room: str) -> Iterator[ModuleType]:
    """Return every part's module (or package) of that name."""
    for part in pkgutil.iter_modules(tandem.__path__):
        if (SOURCE / part.name / f"{room}.py").exists() or (SOURCE / part.name / room).is_dir():
            yield importlib.import_module(f"tandem.{part.name}.{room}")


def floors() -> dict[str, int]:
    """Return each part's floor, 0 on top, from the contract that the import linter checks."""
    settings = tomllib.loads((REPO / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {part.strip(): floor for floor, layer in enumerate(layers) for part in layer.split("|")}


def test_every_view_inside_an_episode_names_the_act_it_needs() -> None:
    inside = [one for one in addresses() if "<uuid:episode_id>" in one.route]

    assert len(inside) > 8
    assert [one.name for one in inside if not isinstance(getattr(one.view, "act", None), Act)] == []


def test_every_other_view_names_its_act_or_is_known_to_be_open() -> None:
    from tests.architecture.test_strangers import OPEN

    bare = {
        one.name
        for one in addresses()
        if not hasattr(one.view, "act")
        and not isinstance(getattr(one.view, "practice_act", None), PracticeAct)
    }
    assert bare - OPEN == set()
    assert OPEN - {one.name for one in addresses()} <= {"look", "mail"}, "an exception is stale"


def test_every_act_has_terms() -> None:
    assert set(TERMS) == set(Act)
    assert set(PRACTICE_TERMS) == set(PracticeAct)


def test_foreign_keys_point_down_the_floors() -> None:
    floor, wrong = floors(), []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            ours = target and field.concrete and _part(model) in floor and _part(target) in floor
            if ours and floor[_part(target)] < floor[_part(model)]:
                wrong.append(f"{model.__name__}.{field.name}")
    assert wrong == []


def _part(model: Any) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("tandem.") else ""


def test_every_event_says_what_follows() -> None:
    events = {
        thing
        for module in modules("events")
        for _name, thing in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(thing) and thing.__module__ == module.__name__
    }
    assert len(events) > 10
    assert events == set(WHAT_FOLLOWS)


def test_every_field_is_classed_as_safe_or_to_be_scrubbed() -> None:
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("tandem.")
        for field in model._meta.concrete_fields
    }
    assert there - CLASSED == set(), "class these fields"
    assert CLASSED - there == set(), "these no longer exist"


def rule_files() -> list[Path]:
    """Return every file that holds rules."""
    return [*SOURCE.glob("*/rules.py"), *SOURCE.glob("*/rules/*.py")]


def test_every_public_rule_has_a_docstring() -> None:
    bare = [
        f"{path.parent.name}/{path.name}: {node.name}"
        for path in rule_files()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_every_number_in_a_rule_has_a_source() -> None:
    assert [f"{path}: {line}" for path in rule_files() for line in unsourced(path.read_text())] == []


def test_a_number_without_a_source_is_found() -> None:
    assert unsourced("LIMIT = 17\n") == ["LIMIT = 17"]
    assert unsourced("LIMIT = 17  # our choice: a prime\n") == []


def unsourced(code: str) -> list[str]:
    """Return lines with a number above 1 and neither a comment nor a docstring that says where it is from."""
    lines, found = code.splitlines(), []
    for node in ast.parse(code).body:
        told = isinstance(node, ast.FunctionDef | ast.ClassDef) and SOURCED.search(
            ast.get_docstring(node) or ""
        )
        for number in ast.walk(node):
            value = getattr(number, "value", None)
            if (
                isinstance(number, ast.Constant)
                and type(value) in (int, float)
                and abs(value) > 1
                and not told
            ):
                line = lines[number.lineno - 1]
                if "#" not in line:
                    found.append(line.strip())
    return found


SOURCED = re.compile(r"source|our choice|ours|PEP|NIST|SHA|RFC|ISO|year", re.IGNORECASE)


def test_every_template_says_what_it_is_given() -> None:
    silent = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.glob("*/templates/**/*.html")
        if "web/templates" not in str(path) and not re.search(r"\{# .*Given: ", path.read_text())
    ]
    assert silent == []


def test_no_file_is_too_long_to_take_in() -> None:
    long = [
        str(path.relative_to(REPO))
        for folder in ("src", "tests", "bench")
        for suffix in ("py", "html", "css", "js")
        for path in (REPO / folder).rglob(f"*.{suffix}")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    assert long == []


def test_nothing_a_person_wrote_is_in_the_name_of_a_row() -> None:
    for model in apps.get_models():
        if model.__module__.startswith("tandem."):
            text = inspect.getsource(model.__str__)
            assert "name" not in text.replace("__name__", ""), model
            assert "email" not in text, model


def test_no_partial_index_compares_a_column_with_a_constant() -> None:
    """A value that a statement is given could decide whether such an index serves, so SQLite makes it anew then."""
    rare = {
        "job_one_waiting_for_each_key",
        "unique_authenticator_type",
    }  # asked when a job is put down, not for a page
    found = []
    for model in apps.get_models():
        for index in (*model._meta.indexes, *model._meta.constraints):
            condition = getattr(index, "condition", None)
            if isinstance(index, models.CheckConstraint) or condition is None or index.name in rare:
                continue
            found += [
                index.name for leaf in condition.flatten() if isinstance(leaf, tuple) and leaf[1] is not None
            ]

    assert found == []
