"""The rules are changed in every small way, one at a time, and their tests must notice: `python -m proof.mutants`.

Changes are cosmic-ray's (comparisons, operators, constants, `not`, decorators) and, for the tables, our own: a role, a
kind or a preset is another, a condition is left out, a group of roles is another group. Each is tried in a process of
its own against the tests beside the rules; nothing on disk is changed. `--some 12` tries so many, `--plant weak` takes
the table out of the tests, so that most changes must survive, which fails.
"""

import argparse
import ast
import importlib
import itertools
import os
import random
import signal
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import is_hypothesis_test, settings

from bench.places import REPO

RULES = REPO / "src" / "tandem" / "permissions"
MODULES = ("sharing", "rules")  # the second is built on the first
TESTS = RULES / "tests"
LEAST = 0.90  # of the changes that were tried; aim 0.97
SECONDS = 60
GROUPS = ("HELPERS", "TEAM", "IN_EMERGENCY", "STAFF")
# Changes that make no difference to anybody, with the reason. They are not tried.
SAME = {
    "ReplaceComparisonOperator_Is_Eq": "members of an enumeration, and None, are equal only to themselves",
    "ReplaceComparisonOperator_IsNot_NotEq": "the same",
    "ReplaceComparisonOperator_NotEq_IsNot": "the same, of True and False",
    "ReplaceBinaryOperator_BitOr_BitXor": "the sets have nothing in common",
    "ReplaceBinaryOperator_Sub_BitXor": "the one set is part of the other",
    "sharing: return self.preset < Preset.SEPARATE": "it has the last name by alphabet",
    "rules: if terms.needs and standing.role > Role.CLIENT and terms.needs not in standing.shared:": (
        "whoever comes this far is client, peer or therapist, and the client is the first by alphabet"
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One changed module."""

    module: str
    what: str
    line: int
    code: str

    @property
    def said(self) -> str:
        """Return the line as it is now."""
        return f"{self.module}: {self.code.splitlines()[self.line - 1].strip() if self.line else ''}"

    def __str__(self) -> str:
        return f"line {self.line}, {self.what}, {self.said}"


def mutants(quick: bool = False) -> list[Mutant]:
    """Return every change, each text once; `quick` leaves out those that take long to find."""
    found: dict[tuple[str, str], Mutant] = {}
    for module in MODULES:
        source = (RULES / f"{module}.py").read_text()
        plain = ast.unparse(ast.parse(source))
        for one in (*(() if quick else _by_cosmic_ray(module, source)), *_by_hand(module, source)):
            try:
                text = ast.unparse(ast.parse(one.code))
            except SyntaxError:
                continue
            if text != plain and one.what not in SAME and one.said not in SAME:
                found.setdefault((module, text), one)
    return list(found.values())


def _by_cosmic_ray(module: str, source: str) -> Iterator[Mutant]:
    from cosmic_ray import plugins
    from cosmic_ray.mutating import apply_mutation

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mutant.py")
        for name in plugins.operator_names():
            if "Variable" in name or "NoOp" in name or not _of_sets(name):
                continue  # the first ask for names: the tables have operators of their own below
            operator, occurrence = plugins.get_operator(name)(), 0
            while True:
                path.write_text(source)
                _before, after = apply_mutation(path, operator, occurrence)
                if after is None or after == source:
                    break
                yield Mutant(module, name.removeprefix("core/"), _line(source, after), after)
                occurrence += 1


def _of_sets(name: str) -> bool:
    """Return whether an operator fits: of the operators on numbers the rules use none, only those on sets."""
    if "BinaryOperator" not in name:
        return True
    return set(name.rsplit("_", 2)[1:]) <= {"BitOr", "BitAnd", "BitXor", "Sub"}


def _line(before: str, after: str) -> int:
    pairs = enumerate(zip(before.splitlines(), after.splitlines(), strict=False), 1)
    return next((number for number, (one, other) in pairs if one != other), 0)


def _by_hand(module: str, source: str) -> Iterator[Mutant]:
    """Change one entry of a table: another name of the same list, another group, a condition left out."""
    tree = ast.parse(source)
    lists = {one.name: _names(one) for one in tree.body if isinstance(one, ast.ClassDef)}
    lists |= {"Preset": ["SEPARATE", "ASK", "OPEN"]} if module == "rules" else {}
    lines = source.splitlines(keepends=True)
    for node in ast.walk(tree):
        for what, text in _other(node, lists):
            code = _with(lines, node, text)
            yield Mutant(module, what, node.lineno, code)  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Terms", "Sharing"):
            for keyword in node.keywords:
                yield Mutant(
                    module, f"without {keyword.arg}", node.lineno, _with(lines, node, _without(node, keyword))
                )


def _names(one: ast.ClassDef) -> list[str]:
    return [
        part.targets[0].id
        for part in one.body
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name)
    ]


def _other(node: ast.AST, lists: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in lists:
        some = lists[node.value.id]
        if node.attr in some and len(some) > 1:
            other = some[(some.index(node.attr) + 1) % len(some)]
            yield f"{node.attr} is {other}", f"{node.value.id}.{other}"
    if isinstance(node, ast.Name) and node.id in GROUPS and isinstance(node.ctx, ast.Load):
        for other in GROUPS[:3]:
            if other != node.id:
                yield f"{node.id} is {other}", other
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "returns nothing", "return None"
    if isinstance(node, ast.If):
        yield "never", f"if False and ({ast.unparse(node.test)}):"
        yield "always", f"if True or ({ast.unparse(node.test)}):"


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _without(node: ast.Call, keyword: ast.keyword) -> str:
    rest = [one for one in node.keywords if one is not keyword]
    return ast.unparse(ast.Call(node.func, node.args, rest))


def _with(lines: list[str], node: ast.AST, text: str) -> str:
    """Return the source with one node's text changed; of an `if` its first lines alone."""
    last: ast.AST = node.test if isinstance(node, ast.If) else node
    text = text.removesuffix(":") if isinstance(node, ast.If) else text
    first, end = node.lineno - 1, last.end_lineno - 1  # type: ignore[attr-defined]
    before = lines[first].encode()[: node.col_offset].decode()  # type: ignore[attr-defined]
    after = lines[end].encode()[last.end_col_offset :].decode()  # type: ignore[attr-defined]
    return "".join([*lines[:first], before + text + after, *lines[end + 1 :]])


def survives(mutant: Mutant | None, weak: bool = False) -> bool | None:
    """Return whether the tests pass with this change; None when the module cannot even be loaded."""
    child = os.fork()
    if child == 0:
        os._exit(_tried(mutant, weak))
    _pid, status = os.waitpid(child, 0)
    return {0: True, UNLOADED: None}.get(os.waitstatus_to_exitcode(status), False)


UNLOADED = 77


def _tried(mutant: Mutant | None, weak: bool) -> int:
    signal.alarm(SECONDS)  # a change that never ends is one that was noticed
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        _load(mutant)
    except Exception:
        return UNLOADED
    try:
        _run_tests(weak)
    except Exception:
        return 1
    return 0


def _run_tests(weak: bool) -> None:
    """Run the tests beside the rules, the tables first; pytest's own start would take longer than they do."""
    settings.register_profile("few", max_examples=15, database=None, deadline=None, derandomize=True)
    settings.load_profile("few")
    tests = [
        one
        for name in ("test_sharing", "test_rules")
        for one in vars(importlib.import_module(f"tandem.permissions.tests.{name}")).values()
        if callable(one) and getattr(one, "__name__", "").startswith("test_")
    ]
    for test in sorted(tests, key=is_hypothesis_test):
        marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
        if weak and "holds_every_act" not in test.__name__:
            continue  # planted: nothing but whether the tables are complete
        for values in _given(marks):
            test(**values)


def _given(marks: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the arguments of each run of a test."""
    each = []
    for mark in marks:
        names, rows = mark.args[0], list(mark.args[1])
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        each.append([dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in rows])
    for some in itertools.product(*each):
        yield {name: value for one in some for name, value in one.items()}


def _load(mutant: Mutant | None) -> None:
    """Put the rules into this process, one of them changed."""
    import tandem.permissions

    for name in MODULES:
        path = RULES / f"{name}.py"
        code = mutant.code if mutant and mutant.module == name else path.read_text()
        module = types.ModuleType(f"tandem.permissions.{name}")
        module.__file__ = str(path)
        sys.modules[module.__name__] = module
        setattr(tandem.permissions, name, module)
        exec(compile(code, str(path), "exec"), module.__dict__)


def main() -> int:
    """Return 0 when enough changes were noticed."""
    asked = _flags()
    if not survives(None):
        print("The tests do not pass on the rules as they are.")
        return 1
    began, some = time.monotonic(), mutants(asked.quick)
    if asked.some:
        some = random.Random(asked.seed).sample(some, asked.some)
    alive, unloaded = [], 0
    for one in some:
        said = survives(one, weak=asked.plant == "weak")
        unloaded += said is None
        if said:
            alive.append(one)
            print("  survived ", one, flush=True)
    tried = len(some) - unloaded
    killed = 1 - len(alive) / tried if tried else 0
    print(
        f"{len(some)} changes, {unloaded} that cannot be loaded and count for nothing, {tried} tried, "
        f"{len(alive)} survived, {100 * killed:.1f} % noticed, {time.monotonic() - began:.0f} s"
    )
    return 0 if killed >= LEAST else 1


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--some", type=int, default=0, help="try so many, not all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="only the changes of the tables")
    parser.add_argument("--plant", default="", choices=["", "weak"])
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
