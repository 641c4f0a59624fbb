"""The key ring: a file outside the database, first key writes, every key reads."""

import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from pathlib import Path

from django.conf import settings


class NoSuchKey(RuntimeError):
    """A text was sealed with a key that is no longer on the ring."""


def make_ring(path: Path) -> None:
    """Create the key file with one fresh 256-bit key, readable by its owner only; keep an existing one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        json.dump([_fresh()], file)
        file.flush()
        os.fsync(file.fileno())


def add_key(path: Path) -> None:
    """Put a fresh key first on the ring, so that it seals from now on; the others still open."""
    ring = [_fresh(), *json.loads(path.read_text())]
    new = path.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(ring))
    new.replace(path)
    load_ring.cache_clear()


@cache
def load_ring() -> dict[str, bytes]:
    """Return key bytes by key id, the sealing key first."""
    entries = json.loads(Path(settings.TANDEM_KEY_FILE).read_text())
    return {entry["id"]: urlsafe_b64decode(entry["key"]) for entry in entries}


def _fresh() -> dict[str, str]:
    return {"id": secrets.token_hex(4), "key": urlsafe_b64encode(secrets.token_bytes(32)).decode()}
