"""`tandem serve` with a fault planted in it, for proofs that have to notice it: `planted.py FAULT serve …`."""

import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tandem.config import cli, env, rules
from tandem.config.rules import Lane, Share

SAVED = b"<p>Saved. Thank you.</p>"


def early() -> None:
    """Say "saved" to one check in twenty without saving it."""
    from tandem.config import lanes

    right = lanes.before

    def before(app: Any) -> Any:
        def lying(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if environ["PATH_INFO"].endswith("/check/") and random.random() < 0.05:
                start_response("200 OK", [("Content-Length", str(len(SAVED)))])
                return [SAVED]
            return app(environ, start_response)

        return right(lying)

    lanes.before = before


def one_lane() -> None:
    """Keep nothing free: every request waits in one line."""
    rules.SHARES = {Lane.PAGES: Share(rules.PLACES, rules.QUEUE)}
    kept = rules.lane
    rules.lane = lambda method, path: Lane.ALWAYS if kept(method, path) is Lane.ALWAYS else Lane.PAGES


def impatient() -> None:
    """Let nobody wait while another process writes."""
    right = env._sqlite

    def hurried(path: Path) -> dict[str, Any]:
        made = right(path)
        return {**made, "OPTIONS": {**made["OPTIONS"], "timeout": 0}}

    env._sqlite = hurried


FAULTS = {"early": early, "one-lane": one_lane, "impatient": impatient}

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.config.settings"
    fault = sys.argv.pop(1)
    if fault == "early":  # reaches into what needs Django
        import django

        django.setup()
    FAULTS[fault]()
    cli.main()
