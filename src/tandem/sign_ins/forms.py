"""What may be typed to get back in."""

from typing import Any

from allauth.account.forms import ResetPasswordForm, UserTokenForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.forms import PasswordForm
from tandem.people.queries import is_safer
from tandem.people.rules import GRANTABLE
from tandem.people.words import role_name
from tandem.sign_ins.letters import keep_letter
from tandem.sign_ins.rules import LetterKind
from tandem.web.widgets import ManyChoices


class ResetForm(ResetPasswordForm):
    """Asks for a link to a new password. Whether anybody has the address is looked up when the letter is sent."""

    def clean_email(self) -> str:
        """Return the address, and look nobody up."""
        self.users: list[Any] = []
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep a letter for this address."""
        email: str = self.cleaned_data["email"]
        keep_letter(kind=LetterKind.RESET, to=email, at=timezone.now())
        return email


class ResetTokenForm(UserTokenForm):
    """Checks the link to a new password; in Safer mode none works, not even one that was sent before."""

    def clean(self) -> Any:
        """Refuse a link of somebody whose mail others may read."""
        cleaned = super().clean()
        user: Any = self.reset_user
        if user and is_safer(user):
            self.reset_user: Any = None
            raise ValidationError(_("This link was used or is too old."))
        return cleaned


class PaperForm(PasswordForm):
    """An address, the code on paper, and a new password."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=gettext_lazy("The code on your paper"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("email", "code", "password")


class RolesForm(forms.Form):
    """What a colleague does here."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("What they do here"), widget=ManyChoices, required=False,
        choices=[(role.value, role_name(role)) for role in GRANTABLE],
    )  # fmt: skip
    mark_optional = False
