"""The end of each practice's record, kept elsewhere each night: with it a cut end shows."""

import logging
import os
from datetime import datetime

from django.conf import settings

from tandem.notifications.actions import owe
from tandem.notifications.queries import sent_since
from tandem.notifications.rules import A_NIGHT, Template
from tandem.people.queries import members_with_role
from tandem.permissions.rules import Role
from tandem.record.queries import head
from tandem.tenancy.current import current_practice_id

log = logging.getLogger(__name__)


def keep_head(*, at: datetime) -> None:
    """Write the current practice's head to the file that is set, and send it to the leads, once a night."""
    found = head(at, current_practice_id())
    if found is None:
        return
    if settings.TANDEM_HEADS_FILE:
        _write(settings.TANDEM_HEADS_FILE, found.line())
    for lead in members_with_role(Role.LEAD):
        if not sent_since(lead, Template.HEAD.value, at - A_NIGHT):
            owe(to=lead, template=Template.HEAD, path=found.line(), at=at)


def _write(path: str, line: str) -> None:
    """Add a line at the end of a file; where that can't be done, say so in the log and go on."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as kept:
            kept.write(line + "\n")
    except OSError as error:
        log.error("head_not_kept", extra={"error": type(error).__name__})
