"""Log lines as JSON, from an allow-list of keys: nothing a person wrote can slip in."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

ALLOWED = ("job", "task", "error", "follower", "notice", "route", "status", "practice", "count", "seconds")


class Lines(logging.Formatter):
    """One line of JSON for each record: time, level, what happened, and the allowed keys."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("tandem") else record.name,
        }
        line |= {key: record.__dict__[key] for key in ALLOWED if key in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__  # the type only: its words may quote a person
            line["where"] = _where(record)
        return json.dumps(line, default=str)


def _where(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-5:]
