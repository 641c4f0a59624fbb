"""How allauth behaves here: nobody signs up by themselves, every mail looks the same, plain words."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


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
