"""Which messages the program asks for, and which a language has. Needs no gettext tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.language.compiled import LOCALE

SOURCE = LOCALE.parents[1]
# How many of a call's first arguments are text: (context, singular, plural).
CALLS = {
    "_": (0, 1), "gettext": (0, 1), "gettext_lazy": (0, 1), "gettext_noop": (0, 1),
    "ngettext": (0, 2), "ngettext_lazy": (0, 2),
    "pgettext": (1, 1), "pgettext_lazy": (1, 1), "npgettext": (1, 2), "npgettext_lazy": (1, 2),
}  # fmt: skip
TEXT = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One message as a source asks for it."""

    where: str
    text: str
    plural: str = ""
    context: str = ""


def all_asked() -> list[Asked]:
    """Return every message that the sources ask for."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            found += list(asked_in_python(path.read_text(), _short(path)))
    for suffix in ("html", "txt"):
        for path in sorted(SOURCE.glob(f"*/templates/**/*.{suffix}")):
            found += list(asked_in_template(path.read_text(), _short(path)))
    return found


def asked_in_python(source: str, where: str) -> Iterator[Asked]:
    """Return what a Python file asks for. A text that is not written out there can't be translated."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            contexts, texts = CALLS[node.func.id]
            parts = [_written_out(one, where) for one in node.args[: contexts + texts]]
            yield _asked(where, parts, contexts)


def _written_out(node: ast.expr, where: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise AssertionError(f"{where}:{node.lineno}: only a text that stands there can be translated")


def asked_in_template(source: str, where: str) -> Iterator[Asked]:
    """Return what a template asks for."""
    for call, arguments in IN_TEMPLATE.findall(templatize(source)):
        contexts, _texts = CALLS[call]
        yield _asked(where, list(ast.literal_eval(f"({arguments},)")), contexts)


def _asked(where: str, parts: list[str], contexts: int) -> Asked:
    context = parts[0] if contexts else ""
    text, plural = (*parts[contexts:], "")[:2]
    return Asked(where, text, plural, context)


def catalogue(language: str) -> Catalog:
    """Return all that is translated into `language`."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def wrong(asked: Asked, spoken: Catalog) -> str:
    """Return what is wrong with a message's translation, or nothing."""
    message = spoken.get(asked.text, asked.context or None)
    if message is None:
        return "is not in the catalogue"
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy or not all(said):
        return "is not translated"
    if asked.plural and len(said) != spoken.num_plurals:
        return "needs a text for one and a text for many"
    wanted = [asked.text] + ([asked.plural] if asked.plural else [])
    if {frozenset(places(one)) for one in said} != {frozenset(places(one)) for one in wanted}:
        return "has other places to fill in"
    return ""


def places(text: str) -> list[str]:
    """Return the places in a text that are filled in."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))


def _short(path: Path) -> str:
    return str(path.relative_to(SOURCE))
