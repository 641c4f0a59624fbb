"""Reference pages written from the code itself, so that they can't say anything else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from enum import Enum
from inspect import getdoc
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tandem.config.variables import VARIABLES, Variable
from tandem.keeping.rules import LEAST_YEARS, MOST_YEARS
from tandem.keeping.rules import TERMS as KEPT_FOR
from tandem.my_record.left_out import LEFT_OUT, WORDS
from tandem.my_record.rules import FORMAT, VERSION
from tandem.my_record.sections import SECTIONS
from tandem.permissions.rules import (
    TERMS,
    Act,
    Kind,
    PracticeAct,
    Refusal,
    Role,
    Standing,
    may_in_practice,
    refusal,
)
from tandem.permissions.sharing import PRESETS, Crossing, Preset, Switch
from tandem.what_follows import WHAT_FOLLOWS

ROLES = list(Role)
ALL_KINDS = frozenset(Kind)


def pages() -> dict[str, str]:
    """Return each page's text by its file name."""
    return {
        "access.md": access(),
        "events.md": events(),
        "settings.md": settings(),
        "my-record.md": my_record(),
        "keeping.md": keeping(),
    }


def access() -> str:
    """Return who may do what, as the rules answer when asked."""
    inside = [
        [_words(act), *(_inside(role, act) for role in ROLES), _words(TERMS[act].needs)] for act in TERMS
    ]
    outside = [[_words(act), *(_outside(role, act) for role in ROLES)] for act in PracticeAct]
    refusals = [
        [_words(one), "a page that says why" if one.may_be_known else "the page for what is not there"]
        for one in Refusal
    ]
    names = [_words(role) for role in ROLES]
    addresses = sorted([_words(act), f"`/{route}`"] for route, act in _guarded())
    return _page(
        "Who may do what",
        "Written from `permissions/rules.py`, the one place where this is decided. A dash means no.",
        "## Inside one client’s episode",
        "Roles here are places on that client’s care team. A role in the practice alone opens nothing.\n"
        "*If shared*: only what the client opened to this person; the last column names what is opened.\n"
        "*Unless kept apart*: not where the client keeps their helpers separate. *While open*: until the episode\n"
        "ends. *See goals* leaves out, for the peer, each goal that the client hid. A helper with whom the client has\n"
        "paused may do none of it, and is told so.",
        _table(["act", *names, "what is opened"], inside),
        "## What crosses between a client’s helpers without asking each time",
        "Written from `permissions/sharing.py`. What a client chose stands for the helpers of that day: whoever comes\n"
        "later shares nothing until the client chooses again. What is hidden by itself stays hidden; what is shown by\n"
        "itself stays shown. A line of a card and a topic still need their own yes each time.",
        _table(["what", *(_words(preset) for preset in Preset)], _crossings()),
        "## The switches, as each preset sets them",
        _table(["switch", *(_words(preset) for preset in Preset)], _switches()),
        "## In the practice, outside any episode",
        _table(["act", *names], outside),
        "## What somebody sees who is refused",
        _table(["reason", "shown"], refusals),
        "## Which act guards which address",
        _table(["act", "address"], addresses),
    )


def _crossings() -> Iterator[list[str]]:
    for one in Crossing:
        yield [_words(one), *("yes" if PRESETS[preset].lets(one) else "–" for preset in Preset)]


def _switches() -> Iterator[list[str]]:
    for number, one in enumerate(Switch, 1):
        values = [getattr(PRESETS[preset], one.value) for preset in Preset]
        words = [_words(value) if isinstance(value, Enum) else "on" if value else "off" for value in values]
        yield [f"SW{number} {_words(one)}", *words]


def events() -> str:
    """Return every event: what it means, what it carries, what follows."""
    rows = [
        [
            event.__module__.split(".")[1],
            event.__name__,
            _first_line(event),
            ", ".join(f"`{field.name}`" for field in fields(event)) or "nothing",
            "<br>".join(f"`{one.__name__}`: {_first_line(one)}" for one in followers) or "–",
        ]
        for event, followers in WHAT_FOLLOWS.items()
    ]
    return _page(
        "What can happen, and what follows",
        "Written from `what_follows.py`. Each event is an entry of the record: ids and codes, never words.\n"
        "A dash under *follows* is a decision; the reason stands beside it in that file.",
        _table(["part", "event", "meaning", "carries", "follows"], rows),
    )


def settings() -> str:
    """Return every environment variable."""
    rows = [[f"`{one.name}`", _default(one), one.about] for one in VARIABLES]
    return _page(
        "Settings",
        "Written from `config/variables.py`. All are environment variables; none is needed for a first try.",
        _table(["variable", "default", "for"], rows),
    )


def my_record() -> str:
    """Return what stands in a client's record as a file, and what is left out."""
    told = [
        [f"`{one.name}`", str(one.title), " ".join(f"`{field.column}`" for field in one.fields)]
        for one in SECTIONS
    ]
    left = sorted([f"`{name}`", _words(why), str(WORDS[why][1])] for name, why in LEFT_OUT.items())
    return _page(
        "A client’s record as a file",
        "Written from `my_record/sections` and `my_record/left_out.py`.",
        "## `record.json`",
        f"`format` (`{FORMAT}`), `version` ({VERSION}), `made_at`, `language`, `practice` and `person` (`id`,\n"
        "`name`), `notice` (what a law asks to go with it, or empty), `sections`, `left_out` (`code`, `what`, `why`).\n"
        "A section is a list of things. Each has `id`, `at` (its time, or null) and the columns below, without those\n"
        "that are not open yet. Times are UTC as RFC 3339 ending in Z, days ISO 8601, ids UUIDs, codes as kept.\n"
        "What leads to a person or another thing is its id, or `id` and `name` where it has a name.",
        _table(["section", "on the page", "columns"], told),
        "Two more are put together from the looks: `who_looked` (`who`, `roles`, `opened`, `refused`, `times`) and\n"
        "`lists` (`who`, `role`, `list`, `times`, `last`).",
        "## What is left out",
        _table(["what", "why", "as the client reads it"], left),
    )


def _days(number: int) -> str:
    """Return a number of days in words, in years where it is whole ones."""
    years, rest = divmod(number, 365)
    many, unit = (years, "year") if years and not rest else (number, "day")
    return f"{many} {unit}" if many == 1 else f"{many} {unit}s"


def keeping() -> str:
    """Return for how long each kind of thing is kept."""
    rows = [
        [
            _words(kind),
            "as long as the record" if term.days is None else f"{_days(term.days)} after {term.since}",
            "yes" if term.by_itself else "–",
            term.source,
        ]
        for kind, term in KEPT_FOR.items()
    ]
    return _page(
        "How long things are kept",
        "Written from `keeping/rules.py`. A hold on a client’s record stops all of it.",
        _table(["what", "kept", "goes by itself", "source"], rows),
        "The record: a practice sets its own number of years, from "
        f"{LEAST_YEARS} to {MOST_YEARS}; two different people confirm each removal.",
    )


def _default(one: Variable) -> str:
    return f"`{one.default}`" if one.default else one.otherwise or "empty"


def _inside(role: Role, act: Act) -> str:
    if not _may(role, act):
        return "–"
    limits = []
    if not _may(role, act, shared=False):
        limits.append("if shared")
    if not _may(role, act, preset=Preset.SEPARATE):
        limits.append("unless kept apart")
    if not _may(role, act, is_open=False):
        limits.append("while open")
    return ", ".join(limits) or "yes"


def _may(
    role: Role, act: Act, is_open: bool = True, shared: bool = True, preset: Preset = Preset.OPEN
) -> bool:
    standing = Standing(role, is_open, ALL_KINDS if shared else frozenset(), PRESETS[preset])
    return refusal(standing, act) is None


def _outside(role: Role, act: PracticeAct) -> str:
    return "yes" if may_in_practice([role], act) else "–"


def _guarded() -> Iterator[tuple[str, Enum]]:
    """Return each address whose view names an act."""
    for route, view in _walk(get_resolver().url_patterns, ""):
        act = getattr(view, "act", None) or getattr(view, "practice_act", None)
        if act:
            yield route, act


def _walk(patterns: Iterable[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _page(title: str, *pieces: str) -> str:
    made = "<!-- Made by `tandem reference`; change the code, not this page. -->"
    return "\n\n".join([f"# {title}", made, *pieces]) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _words(code: Enum | None) -> str:
    return str(code.value).replace("_", " ") if code else ""


def _first_line(thing: Any) -> str:
    return (getdoc(thing) or "").split("\n")[0]
