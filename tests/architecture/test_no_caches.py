"""Permission is asked anew each time: nothing that decides, or gathers what is decided on, remembers an answer."""

import ast
from pathlib import Path

import pytest

import tandem

SOURCE = Path(tandem.__file__).parent
DECIDE = (
    "permissions/rules.py", "permissions/sharing.py", "care/gate.py", "people/gate.py", "care/queries/standing.py",
    "care/queries/emergency.py", "care/facts.py",
)  # fmt: skip
REMEMBERS = {"lru_cache", "cache", "cached_property", "cache_page", "caches", "memoize", "get_or_set"}


def remembered(code: str) -> list[str]:
    """Return what in a module could keep an answer from one request to the next."""
    found, tree = [], ast.parse(code)
    for node in ast.walk(tree):
        names = [getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)]
        found += [name for name in names if name in REMEMBERS]
        if isinstance(node, ast.Global | ast.Nonlocal):
            found.append("a name outside of the function")
    tables = [getattr(node, "value", None) for node in tree.body]
    found += ["a table to fill" for one in tables if isinstance(one, ast.Dict) and not one.keys]
    return found


@pytest.mark.parametrize("name", DECIDE)
def test_nothing_that_decides_remembers(name: str) -> None:
    assert remembered((SOURCE / name).read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from functools import lru_cache\n@lru_cache\ndef refusal(): ...",
        "from django.core.cache import cache\ncache.get('x')",
        "_kept = {}",
        "def f():\n    global kept\n    kept = 1",
    ],
)
def test_what_remembers_is_found(planted: str) -> None:
    assert remembered(planted)
