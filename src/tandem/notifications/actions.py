"""Put notices in the outbox, and send what waits there."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation

from tandem.notifications import words
from tandem.notifications.models import Notice
from tandem.notifications.rules import MOST_ATTEMPTS, Template
from tandem.people.actions import make_invitation
from tandem.people.models import Member
from tandem.sealing.keys import KeyTrouble

log = logging.getLogger(__name__)


def owe(*, to: Member, template: Template, path: str, at: datetime) -> None:
    """Write a notice into the caller's transaction. People without an e-mail address get none."""
    if to.email:
        Notice.objects.create(to=to, template=template.value, path=path, made_at=at)


@transaction.atomic
def invite(*, member: Member, by: UUID | None, at: datetime) -> str:
    """Make a one-use link for a member and owe them the mail that carries it. Returns its path."""
    path = f"/invited/{make_invitation(member=member, by=by, at=at)}/"
    owe(to=member, template=Template.INVITATION, path=path, at=at)
    return path


def send_waiting(*, at: datetime) -> int:
    """Send the current practice's waiting notices. Returns how many left."""
    waiting = (
        Notice.objects.filter(sent_at=None, gave_up_at=None).select_related("to").order_by("made_at")[:100]
    )
    return sum(_send(notice, at) for notice in waiting)


def _send(notice: Notice, at: datetime) -> bool:
    """Send one notice; a mail server that is away costs an attempt, never the notice. A missing key costs nothing."""
    notice.attempts += 1
    try:
        path = notice.path
    except KeyTrouble as error:
        log.error("notice_not_opened", extra={"notice": str(notice.pk), "error": type(error).__name__})
        return False
    address = "" if notice.template == Template.HEAD.value else settings.TANDEM_BASE_URL
    with translation.override(notice.to.language):
        text = words.body(notice.template, address + path)
        subject = words.subject()
    try:
        send_mail(subject, text, words.sender(notice.to.safer), [notice.to.email])
    except OSError as error:
        log.warning("notice_not_sent", extra={"notice": str(notice.pk), "error": type(error).__name__})
        notice.gave_up_at = at if notice.attempts >= MOST_ATTEMPTS else None
    else:
        notice.sent_at, notice.path = at, ""
    notice.save(update_fields=["attempts", "sent_at", "gave_up_at", "path"])
    return notice.sent_at is not None
