"""How allauth behaves here: nobody signs up by themselves, every mail looks the same, plain words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import clear_authentication_records, get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people import queries as people
from tandem.people.gate import recently_proven
from tandem.people.sessions import PAPER_CODE, begin
from tandem.sign_ins import queries
from tandem.sign_ins.letters import keep_letter
from tandem.sign_ins.rules import LetterKind

# A code is asked for: for whom, nobody looks up before the letter is sent.
CODE_LETTERS = {"account/email/login_code", "account/email/unknown_account"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed. Ask your practice."),
        "email_password_mismatch": gettext_lazy("The e-mail or the password is not right. Please try again."),
        "enter_current_password": gettext_lazy("Please type the password you have now."),
        "incorrect_code": gettext_lazy("That is not the code. Please look again."),
        "incorrect_password": gettext_lazy("That is not the password. Please try again."),
        "invalid_or_expired_key": gettext_lazy("This link was used or is too old."),
        "invalid_login": gettext_lazy("That did not work. Please sign in again."),
        "invalid_password_reset": gettext_lazy("This link was used or is too old."),
        "too_many_login_attempts": gettext_lazy("That was too many tries. Please wait five minutes."),
        "same_as_current": gettext_lazy("This is the one you have now. Please choose another."),
        "rate_limited": gettext_lazy("That was too often. Please wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a member of the practice invites."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to what needs the person today."""
        return "/today/"

    def format_email_subject(self, subject: str) -> str:
        """Return the one subject that every mail has."""
        return _("You have a message")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Keep a letter for later where the answer must not tell whether anybody has this address."""
        if template_prefix in CODE_LETTERS:
            code = context.get("code", "")
            keep_letter(kind=LetterKind.CODE, to=email, code=code, at=timezone.now())
        else:
            super().send_mail(template_prefix, email, context)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn a code by mail away that must not open this account: of staff, and in Safer mode."""
        if _methods(request, user) & {"code"} and people.mail_opens_nothing(user):
            clear_authentication_records(request)
            clear_login(request)
            messages.error(request, _("A code does not open this account. Please use your password."))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Let somebody in under a fresh key, and note what that rests on."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        methods = {record["method"] for record in records}
        alone = any(record.get("passwordless") for record in records)
        begin(request, proven="password" in methods or alone, second_factor="mfa" in methods)
        if queries.paper_code_waits(user, timezone.now()):
            request.session[PAPER_CODE] = True

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask once more only where we would ask too."""
        return not recently_proven(context.request)


def _methods(request: HttpRequest, user: Any) -> set[str]:
    return {record["method"] for record in get_authentication_records(request, user)}
