"""The generated reference pages say what the code does."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tandem.config.variables import VARIABLES

CONFIG = Path(__file__).resolve().parents[2] / "src" / "tandem" / "config"
NAME = re.compile(r"TANDEM_[A-Z_]+")
NOT_READ = {"TANDEM_WHAT_FOLLOWS"}  # a setting of ours that the surroundings can't change


def test_the_pages_are_up_to_date() -> None:
    call_command("reference", check=True)


def test_a_page_that_is_out_of_date_is_found(tmp_path: Path) -> None:
    call_command("reference", folder=tmp_path, verbosity=0)
    page = tmp_path / "access.md"
    page.write_text(page.read_text("utf-8").replace("| yes |", "| – |", 1), "utf-8")

    with pytest.raises(CommandError, match=r"access\.md"):
        call_command("reference", folder=tmp_path, check=True)


def read_variables() -> dict[str, str | None]:
    """Return each variable that the settings read, with its default where that is a plain text."""
    found: dict[str, str | None] = {}
    for name in ("settings.py", "env.py"):
        for node in ast.walk(ast.parse((CONFIG / name).read_text())):
            texts = [one.value if isinstance(one, ast.Constant) else None for one in getattr(node, "args", [])] \
                if isinstance(node, ast.Call) else []  # fmt: skip
            if texts and isinstance(texts[0], str) and NAME.fullmatch(texts[0]):
                found[texts[0]] = texts[1] if len(texts) > 1 else ""
    return found


def test_every_variable_that_is_read_stands_in_the_table_with_its_default() -> None:
    told, read = {one.name: one.default for one in VARIABLES}, read_variables()

    assert set(told) == set(read)
    for name, default in read.items():
        if default:
            assert told[name] == default, name


def test_no_variable_is_read_anywhere_else_without_being_told() -> None:
    named = {
        name
        for path in CONFIG.rglob("*.py")
        for name in NAME.findall(path.read_text())
        if path.name != "variables.py"
    }
    assert named - {one.name for one in VARIABLES} == NOT_READ
