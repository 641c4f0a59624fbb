"""One-use links: they name the practice and carry a secret of which only the hash is kept."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

_SECRET_BYTES = 24  # 192 bits: more than the 128 that NIST SP 800-63B asks of a look-up secret


@dataclass(frozen=True)
class Link:
    """What a link says: whose practice, and the hash by which its row is found."""

    practice_id: UUID
    secret_hash: str


def new_link(practice_id: UUID) -> tuple[str, str]:
    """Return a token for a URL, and the hash to keep."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    token = urlsafe_b64encode(practice_id.bytes + secret).decode().rstrip("=")
    return token, sha256(secret).hexdigest()


def read_link(token: str) -> Link | None:
    """Return what a token says, or None when it is not one of ours."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Error, ValueError):
        return None
    if len(raw) != 16 + _SECRET_BYTES:  # a UUID is 16 bytes
        return None
    return Link(UUID(bytes=raw[:16]), sha256(raw[16:]).hexdigest())
