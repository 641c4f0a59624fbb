"""Seal and open one text with AES-256-GCM, bound to the place it is kept in."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tandem.sealing.keys import KeyTrouble, NoSuchKey, load_ring

_NONCE_BYTES = 12  # NIST SP 800-38D, section 8.2: 96 bits


class DoesNotOpen(KeyTrouble, InvalidTag):
    """A sealed text was changed or moved, or its key has the right name and is another."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"What is kept in {place} does not open: it was changed or moved, or its key is not the one it was "
            "sealed with."
        )


def seal(text: str, place: str) -> str:
    """Return `v1.<key id>.<base64>` for `text`; `place` ("table.column:row") must be given again to open it."""
    key_id, key = next(iter(load_ring().items()))
    nonce = os.urandom(_NONCE_BYTES)
    box = nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())
    return f"v1.{key_id}.{urlsafe_b64encode(box).decode()}"


def unseal(token: str, place: str) -> str:
    """Return the text. Raises `DoesNotOpen` if it was changed or moved, `NoSuchKey` if its key is gone."""
    try:
        _version, key_id, body = token.split(".", 2)
        box = urlsafe_b64decode(body)
    except ValueError as error:
        raise DoesNotOpen(place) from error
    key = load_ring().get(key_id)
    if key is None:
        raise NoSuchKey(key_id)
    try:
        return _cipher(key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen(place) from error


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
