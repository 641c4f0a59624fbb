"""What may be typed about people, their accounts and their settings."""

from typing import Any
from zoneinfo import available_timezones

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.rules import GRANTABLE
from tandem.people.words import role_name
from tandem.web.fields import Words
from tandem.web.widgets import Choices, ManyChoices


class SettingsForm(forms.Form):
    """The language and the clock a person reads in."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=Choices)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone],
    )


class MemberForm(forms.Form):
    """A new person in the practice, and what they do here."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("We send the invitation here.")
    )
    roles = forms.MultipleChoiceField(label=gettext_lazy("What they do here"), widget=ManyChoices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role_name(role)) for role in GRANTABLE]  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 15 letters. A few words in a row are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Return the password. Refuses short and common ones."""
        password = self.cleaned_data["password"]
        try:
            validate_password(password)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return str(password)


class PracticeChoiceForm(forms.Form):
    """Which practice to work in now."""

    belonging = forms.ChoiceField(label=gettext_lazy("Practice"), widget=Choices)

    def __init__(self, *args: Any, belongings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belonging"].choices = [(str(b.pk), b.practice.name) for b in belongings]  # type: ignore[attr-defined]
        self.fields["belonging"].error_messages["invalid_choice"] = _("Choose one of your practices.")


LONGEST_LINE = 140  # letters of one line about oneself; product page, "two profile lines"
TOO_LONG = gettext_lazy("This is a little long. Please keep it to 140 letters.")


class ProfileForm(forms.Form):
    """Two lines about oneself, for one's clients. Both may stay empty."""

    line_one = Words(
        label=gettext_lazy("First line"), longest=LONGEST_LINE, too_long=TOO_LONG, required=False,
        help_text=gettext_lazy("For example how you work, or what you like about it."),
    )  # fmt: skip
    line_two = Words(
        label=gettext_lazy("Second line"), longest=LONGEST_LINE, too_long=TOO_LONG, required=False,
        help_text=gettext_lazy("Only what you choose to tell. Nobody may ask you for more."),
    )  # fmt: skip


class ProofForm(forms.Form):
    """The password once more, of the person who is signed in; or of the client who sits beside them, as `user`."""

    proof = forms.CharField(
        label=gettext_lazy("Your password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )  # fmt: skip
    mark_optional = False

    def __init__(self, *args: Any, request: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user or request.user

    def clean_proof(self) -> str:
        """Return the password; refuse a wrong one, and any after too many."""
        proof: str = self.cleaned_data["proof"]
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.user):
            raise forms.ValidationError(_("That was too many tries. Please wait a minute."))
        if not self.user.check_password(proof):
            raise forms.ValidationError(_("This is not your password."))
        return proof
