"""What the surroundings say: one typed place that reads environment variables."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ENGINES = {
    "postgresql": "django.db.backends.postgresql",
    "postgres": "django.db.backends.postgresql",
    "citus": "tandem.db.citus",
}


def text(name: str, default: str = "") -> str:
    """Return a variable's text."""
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    """Return whether a variable says yes: 1, true, yes or on."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def data_folder() -> Path:
    """Return the folder for database, keys and mail, made for its owner only."""
    return closed_folder(Path(text("TANDEM_DATA") or Path.cwd() / "var").absolute())


def closed_folder(folder: Path) -> Path:
    """Return a folder that only its owner can enter, made if it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(path: Path) -> str:
    """Return the secret in a file, made once with 384 random bits and readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secret := secrets.token_urlsafe(48))
    return secret


def database(url: str, sqlite: Path) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://` or `citus://` address, or for the SQLite file."""
    return _postgresql(url) if url else _sqlite(sqlite)


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL with every commit synced, writers in turn, and checkpoints left to one thread of ours."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; PRAGMA wal_autocheckpoint=0;"
    return {
        "ENGINE": "tandem.db.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ENGINES:
        raise SystemExit("TANDEM_DATABASE_URL must begin with postgresql:// or citus://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    limits = "-c lock_timeout=3s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
    citus = parts.scheme == "citus"
    if citus:
        limits += " -c citus.propagate_set_commands=local"
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": citus,
        "OPTIONS": {"options": limits, "server_side_binding": True, "prepare_threshold": 5, **query},
    }
