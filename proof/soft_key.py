"""A passkey in software: it answers as a phone would that anybody may unlock."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV  # somebody is there, and has unlocked it


class SoftKey:
    """One credential for one account of one host."""

    def __init__(self, host: str = "testserver") -> None:
        self.origin, self.host = f"http://{host}", hashlib.sha256(host.encode()).digest()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.user = ""

    def create(self, question: dict[str, Any]) -> str:
        """Answer the question that adds a passkey; return what a form sends."""
        asked = question["publicKey"]
        self.user = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        known = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self.host, SEEN | AuthenticatorData.FLAG.AT, 0, known)
        about = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", asked["challenge"])
        return self._form({"clientDataJSON": _text(client), "attestationObject": _text(bytes(about))})

    def get(self, question: dict[str, Any]) -> str:
        """Answer the question that signs somebody in; return what a form sends."""
        client = self._client("webauthn.get", question["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self.host, SEEN, 1))
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        return self._form({name: _text(value) for name, value in answer.items()} | {"userHandle": self.user})

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _form(self, response: dict[str, Any]) -> str:
        known = _text(self.id)
        more = {"clientExtensionResults": {"credProps": {"rk": True}}}
        return json.dumps({"id": known, "rawId": known, "type": "public-key", "response": response} | more)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
