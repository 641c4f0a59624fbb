"""The key ring: a file outside the database, first key writes, every key reads."""

import fcntl
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

KEY_BYTES = 32  # AES-256
Entry = dict[str, str]


class KeyTrouble(RuntimeError):
    """Words can't be sealed or opened. The message says why, for whoever runs the machine; it holds no words."""


class NoRing(KeyTrouble):
    """The key file is not there, or is none."""

    def __init__(self, path: Path) -> None:
        there = path.exists()
        super().__init__(
            f"{path} is no key file of Tandem, or it is damaged. Put back your copy of it."
            if there
            else f"The key file {path} is not there. Put back your copy of it, or name its place in TANDEM_KEY_FILE. "
            "Only a new practice gets a new one, from `tandem setup`."
        )


class NoSuchKey(KeyTrouble):
    """A text was sealed with a key that is not on the ring."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(
            f"Words were sealed with key {key_id}, which is not in {settings.TANDEM_KEY_FILE}. "
            "Put back the key file that this practice used, or a copy of it."
        )


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


def add_key(path: Path, copy_to: Path | None = None) -> str:
    """Put a fresh key first on the ring, so that it seals from now on; the others still open. Returns its id.

    `copy_to` is written first: nothing is ever sealed with a key of which there is no copy.
    """
    new = _fresh()

    def with_new(ring: list[Entry]) -> list[Entry]:
        if copy_to:
            _write(copy_to, [new, *ring])
        return [new, *ring]

    _change(path, with_new)
    return new["id"]


def drop_keys(path: Path, ids: Collection[str]) -> None:
    """Take keys off the ring, never the first."""
    _change(path, lambda ring: [ring[0], *(entry for entry in ring[1:] if entry["id"] not in ids)])


_last: tuple[tuple[Any, ...], dict[str, bytes]] | None = None


def load_ring() -> dict[str, bytes]:
    """Return key bytes by key id, the sealing key first. Raises `NoRing`.

    The file is read again when it has changed, so a key that another process added is here at once. A file
    that goes away later does no harm until the next start.
    """
    global _last
    path = Path(settings.TANDEM_KEY_FILE)
    try:
        now = path.stat()
    except OSError as error:
        if _last and _last[0][0] == path:
            return _last[1]
        raise NoRing(path) from error
    version = (path, now.st_ino, now.st_mtime_ns, now.st_size)
    if not _last or _last[0] != version:
        _last = (version, _known(path))
    return _last[1]


def _known(path: Path) -> dict[str, bytes]:
    try:
        ring = {entry["id"]: urlsafe_b64decode(entry["key"]) for entry in json.loads(path.read_text())}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NoRing(path) from error
    if not ring or any(len(key) != KEY_BYTES for key in ring.values()):
        raise NoRing(path)
    return ring


def _change(path: Path, changed: Callable[[list[Entry]], list[Entry]]) -> None:
    """Write the ring anew, one process at a time: a key that was lost here could never be had again."""
    with _alone(path):
        _known(path)
        _write(path, changed(json.loads(path.read_text())))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with open(os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, ring: list[Entry]) -> None:
    """Replace a file whole, on disk before anything is sealed with what is in it."""
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(ring, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _fresh() -> Entry:
    return {"id": secrets.token_hex(4), "key": urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()}
