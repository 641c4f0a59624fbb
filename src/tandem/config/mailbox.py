"""The demonstration's post office: mail goes to a folder, and one page shows it."""

import json
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tandem.tenancy.keys import uuid7


class Mailbox(BaseEmailBackend):
    """Keeps every message as a small file in the data folder."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:  # type: ignore[override]
        """Keep the messages. Returns how many."""
        folder().mkdir(mode=0o700, exist_ok=True)
        for message in email_messages:
            letter = {
                "to": ", ".join(message.to),
                "subject": message.subject,
                "body": message.body,
                "at": datetime.now(UTC).isoformat(),
            }
            (folder() / f"{uuid7()}.json").write_text(json.dumps(letter))
        return len(email_messages)


def folder() -> Path:
    """Return where the demonstration's mail is kept."""
    return Path(settings.DATA) / "mail"


def letters(limit: int = 20) -> list[dict[str, str]]:
    """Return the latest letters, newest first."""
    if not folder().exists():
        return []
    files = sorted(folder().glob("*.json"), reverse=True)[:limit]
    return [json.loads(file.read_text()) for file in files]
