"""One file out of several and back: packed, locked to an offline key, whole or not there at all."""

import fcntl
import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage

from tandem.config.backups import manifest
from tandem.config.backups.manifest import Manifest, NotWhole

MANIFEST = "manifest.json"
DAMAGED = "It is damaged, cut short, or was altered."


class Busy(Exception):
    """Another backup is being made."""


@contextmanager
def workshop(data: Path, what: str) -> Iterator[Path]:
    """Yield a closed folder for what is not locked yet; what an earlier one that was killed left there goes first.

    Raises `Busy` when another process works there.
    """
    with open(os.open(data / f"{what}.lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        for left in data.glob(f"{what}-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=f"{what}-", dir=data) as folder:
            yield Path(folder)


def recipient_of(text: str) -> Any:
    """Return the public key to lock with. Raises `NotWhole` when it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise NotWhole(f"{text[:80]!r} is no public key of age: it begins with `age1`.") from error


def identity_of(path: Path) -> Any:
    """Return the private key in a file. Raises `NotWhole` when there is none."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise NotWhole(f"{path} can’t be read.") from error
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        return pyrage.x25519.Identity.from_str(keys[0])
    except (IndexError, pyrage.IdentityError) as error:
        raise NotWhole(f"{path} holds no private key of age.") from error


def lock_up(told: Manifest, folder: Path, target: Path, recipient: Any) -> None:
    """Write everything in `folder` into the file `target`: under another name until it is whole and on disk."""
    told.files = {path.name: manifest.sha256(path) for path in sorted(folder.iterdir())}
    told.write(folder / MANIFEST)
    packed = folder.with_name(folder.name + ".tar.gz")
    _pack(folder, packed)
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            open(packed, "rb") as source,
            open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to,
        ):
            pyrage.encrypt_io(source, to, [recipient])
            to.flush()
            os.fsync(to.fileno())
        _write(_sum_file(target), f"{manifest.sha256(part)}  {target.name}\n")
        part.replace(target)
        sync(target.parent)
    finally:
        packed.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def _pack(folder: Path, packed: Path) -> None:
    """Pack the manifest first, so that whoever opens it knows what should follow."""
    names = [MANIFEST, *sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)]
    with (
        gzip.open(packed, "wb", compresslevel=1) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w|") as tar,
    ):
        for name in names:
            tar.add(folder / name, name)


def unlock(file: Path, folder: Path, identity: Any) -> Manifest:
    """Bring a backup's files back into an empty folder. Raises `NotWhole` unless every byte is as it was."""
    packed = folder / "packed"
    try:
        with open(file, "rb") as source, open(packed, "wb") as to:
            pyrage.decrypt_io(source, to, [identity])
        with gzip.open(packed) as squeezed, tarfile.open(fileobj=squeezed, mode="r|") as tar:
            for member in tar:
                _take(tar, member, folder)
            for _rest in manifest.blocks(squeezed):
                pass  # up to the end, where gzip keeps its own checksum
    except pyrage.DecryptError as error:
        raise NotWhole(f"{DAMAGED} Or this is not the private key that opens it.") from error
    except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
        raise NotWhole(DAMAGED) from error
    finally:
        packed.unlink(missing_ok=True)
    told = manifest.read(folder / MANIFEST)
    there = {path.name: manifest.sha256(path) for path in folder.iterdir() if path.name != MANIFEST}
    if there != told.files:
        raise NotWhole("A file in it is missing, or is not the one that was packed.")
    return told


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file of a pack; one that would lie elsewhere, or is no file, is refused."""
    source = tar.extractfile(member) if member.isreg() else None
    if source is None or member.name != Path(member.name).name or member.name in {"", ".", "..", "packed"}:
        raise NotWhole("There is something in it that Tandem did not put there.")
    with open(folder / member.name, "wb") as target:
        manifest.copy(source, target)


def same_as_written(file: Path) -> bool | None:
    """Return whether a backup has the checksum that was written beside it; None when none is there."""
    try:
        said = _sum_file(file).read_text("utf-8").split()[0]
    except (OSError, ValueError, IndexError):
        return None
    return said == manifest.sha256(file)


def remove(file: Path) -> None:
    """Remove a backup and its checksum."""
    file.unlink(missing_ok=True)
    _sum_file(file).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Return when a file, or what a folder lists, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sum_file(file: Path) -> Path:
    return file.with_name(file.name + ".sha256")


def _write(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
