"""How allauth behaves here: nobody signs up by themselves, and every mail looks the same."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a member of the practice invites."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to what needs the person today."""
        return "/today/"

    def format_email_subject(self, subject: str) -> str:
        """Return the one subject that every mail has."""
        return _("You have a message")
