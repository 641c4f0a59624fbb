"""Make the one migration of each part anew, before the first release: `python -m tests.tools.migrations PART…`.

`makemigrations` adds each constraint and index to a table that it has just made, and Django renders all models again
for each of them. Here they stand in the table's own operation, which makes an empty database in half the time.
"""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.db import migrations
from django.db.migrations.writer import MigrationWriter

SRC = Path(__file__).resolve().parents[2] / "src" / "tandem"
INTO = {migrations.AddConstraint: ("constraints", "constraint"), migrations.AddIndex: ("indexes", "index")}


def folded(operations: list[Any]) -> list[Any]:
    """Return the operations with constraints and indexes moved into the tables they belong to."""
    made = {one.name_lower: one for one in operations if isinstance(one, migrations.CreateModel)}
    kept = []
    for one in operations:
        if type(one) in INTO and one.model_name_lower in made:
            option, name = INTO[type(one)]
            made[one.model_name_lower].options.setdefault(option, []).append(getattr(one, name))
        else:
            kept.append(one)
    return kept


def make_anew(parts: list[str]) -> None:
    """Delete, make and fold the migration of each part; one process makes them all, for they name each other."""
    for part in parts:
        (SRC / part / "migrations" / "0001_initial.py").unlink(missing_ok=True)
    subprocess.run(["tandem", "makemigrations", "--verbosity=0", *parts], check=True)
    django.setup()
    for part in parts:
        fold(part)


def fold(part: str) -> None:
    """Write a part's migration again, folded."""
    module = import_module(f"tandem.{part}.migrations.0001_initial")
    migration = module.Migration("0001_initial", part)
    migration.operations = folded(migration.operations)
    Path(module.__file__ or "").write_text(MigrationWriter(migration, include_header=False).as_string())


if __name__ == "__main__":
    make_anew(sys.argv[1:])
