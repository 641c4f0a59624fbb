"""Count the SQL statements of each operation through Django's test client: `statements.py PLAN`."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ")


def main() -> None:
    """Print, as JSON, how many statements each operation needs; with BENCH_SHOW set, the statements too."""
    django.setup()
    from bench.operations import operations

    plan = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps({operation.name: _count(operation) for operation in operations(plan)}))


def _count(operation: Any) -> int:
    _send(next(operation.tandem), operation)  # what is remembered after the first time does not count
    looks = _looks()
    statements = _send(next(operation.tandem), operation)
    inserted = sum('INTO "record_look"' in sql for sql in statements)
    by_writer = _looks() - looks - inserted  # on SQLite another thread keeps the look
    if os.environ.get("BENCH_SHOW"):
        print(operation.name, *statements, sep="\n  ", file=sys.stderr)
    return len(statements) + by_writer


def _send(request: Any, operation: Any) -> list[str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.operations import FORM

    method, path, cookie, body = request
    client = Client(headers={"Cookie": cookie})
    client.cookies.load(cookie)
    with CaptureQueriesContext(connection) as captured:
        answer = client.generic(method, path, body or "", content_type=FORM)
    if operation.good.encode() not in answer.content or answer.status_code != operation.status:
        raise SystemExit(f"{method} {path} answered {answer.status_code}")
    asked = [query["sql"] for query in captured]
    return [sql for sql in asked if not sql.upper().startswith(NOT_COUNTED)]


def _looks() -> int:
    """Count without the manager's practice: on PostgreSQL, where nothing is seen without one, this is 0."""
    from tandem.record.models import Look

    return Look.all_practices.count()


if __name__ == "__main__":
    main()
