"""What is asked before Safer mode changes."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class OnForm(forms.Form):
    """Turns Safer mode on, for somebody who has a password of their own."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know my password. Only my password opens this then."),
        error_messages={
            "required": gettext_lazy("Tick this if it is so. Without your password you can’t get in.")
        },
    )
    mark_optional = False


class OffForm(forms.Form):
    """Turns Safer mode off: whoever holds the phone must know the password too."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )
    mark_optional = False

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Return the password; refuse a wrong one, and any after too many."""
        password: str = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise forms.ValidationError(_("That was too many tries. Please wait a minute."))
        if not self.request.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password
