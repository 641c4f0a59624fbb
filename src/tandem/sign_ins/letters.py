"""Letters to people who are not signed in: kept for any address, sent by the worker to those who may have them."""

import logging
from datetime import datetime, timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tandem.people.models import User
from tandem.people.queries import account, is_safer, mail_opens_nothing, memberships
from tandem.sign_ins.models import Letter
from tandem.sign_ins.rules import LetterKind

log = logging.getLogger(__name__)

TOO_LATE = timedelta(hours=1)  # our choice: whoever still waits has asked again


def keep_letter(*, kind: LetterKind, to: str, at: datetime, code: str = "") -> None:
    """Keep a letter for an address, whoever it belongs to."""
    Letter.objects.create(kind=kind.value, to=to, code=code, made_at=at)


def send_letters(*, at: datetime) -> int:
    """Send what waits, each at most once; a letter to nobody, or to who must not have it, is thrown away.

    Returns how many were sent. One that a mail server refused is asked for again by its person.
    """
    return sum(_send(letter, at) for letter in Letter.objects.order_by("made_at")[:100])


def _send(letter: Letter, at: datetime) -> bool:
    kind, to, code = LetterKind(letter.kind), letter.to, letter.code
    taken = Letter.objects.filter(pk=letter.pk).delete()[0]
    user = account(to) if taken and at - letter.made_at < TOO_LATE else None
    if user is None or not user.is_active or not _may_have(user, kind):
        return False
    with translation.override(_language(user)):
        subject, text = translation.gettext("You have a message"), _text(kind, user, code)
    try:
        send_mail(subject, text, None, [user.email])
    except OSError as error:
        log.warning("letter_not_sent", extra={"letter": str(letter.pk), "error": type(error).__name__})
        return False
    return True


def _may_have(user: User, kind: LetterKind) -> bool:
    """Return whether mail may help this person in: nobody in Safer mode; staff to a new password, never by a code."""
    return not (mail_opens_nothing(user) if kind is LetterKind.CODE else is_safer(user))


def _text(kind: LetterKind, user: User, code: str) -> str:
    if kind is LetterKind.CODE:
        return render_to_string("account/email/login_code_message.txt", {"code": code})
    if kind is LetterKind.CLEARED:
        return render_to_string("account/email/factors_cleared_message.txt")
    address = settings.TANDEM_BASE_URL + new_password_path(user)
    return render_to_string("account/email/password_reset_key_message.txt", {"password_reset_url": address})


def new_password_path(user: User) -> str:
    """Return the path of a link, for three days and one use, that leads to a new password."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def _language(user: User) -> str:
    known = memberships(user)
    return known[0][0].language if known else settings.LANGUAGE_CODE
