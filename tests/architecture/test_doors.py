"""Ways past the practice's filter: SQL of one's own and unfiltered managers, only in the places named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import tandem

SOURCE = Path(tandem.__file__).parent
CALLED = {"cursor", "raw", "extra", "_raw_delete"}
NAMED_AT_ALL = {"RawSQL", "all_practices", "_base_manager", "_default_manager"}
# Each place, and why it may.
NAMED = {
    "tenancy/models.py": "the filter itself",
    "tenancy/current.py": "tells the database the practice",
    "tenancy/security.py": "builds the wall",
    "tenancy/snapshot.py": "begins and ends a page’s snapshot",
    "tenancy/insert.py": "writes and removes by practice and id, in SQL that is made once",
    "tenancy/at_once.py": "asks several of these in one statement",
    "tenancy/prepared.py": "asks again what the object layer has stated, with the practice among its values",
    "db/sqlite/base.py": "makes the cursors of its connections",
    "config/demo_data/writer.py": "writes made-up practices, as the owner and under row-level security",
    "config/moving.py": "copies every table, and reads it back",
    "config/backups/postgresql.py": "copies every table out, and back in",
    "config/views.py": "asks whether the database is there",
    "config/server.py": "moves SQLite’s log into the file",
    "config/management/commands/doctor.py": "reads what PostgreSQL says of itself",
}


def ways(code: str) -> Iterator[str]:
    """Return each use of such a way, with its line."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLED:
            yield f"{node.lineno} {node.func.attr}"
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
        if name in NAMED_AT_ALL:
            yield f"{node.lineno} {name}"  # type: ignore[attr-defined]


def used() -> dict[str, list[str]]:
    """Return every file of the program that has one."""
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    found = {str(path.relative_to(SOURCE)): list(ways(path.read_text())) for path in files}
    return {name: lines for name, lines in found.items() if lines}


def test_nobody_goes_past_the_filter_but_the_places_named() -> None:
    assert {name: lines for name, lines in used().items() if name not in NAMED} == {}
    assert set(NAMED) - set(used()) == set(), "a named place no longer needs it"


def test_a_way_past_the_filter_is_found() -> None:
    planted = (
        "Member.all_practices.all()\nwith connection.cursor() as c:\n    pass\nlog.info('x', extra={})\n"
    )

    assert sorted(ways(planted)) == ["1 all_practices", "2 cursor"]
