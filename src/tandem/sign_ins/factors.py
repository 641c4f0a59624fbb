"""How allauth's second factors behave here: sealed secrets, codes that work once, passkeys within limits."""

from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.queries import is_safer
from tandem.sign_ins.models import FactorSecret
from tandem.sign_ins.queries import may_remove

# What a passkey's answer that somebody made up can trip over, deep inside the library that reads it.
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, ObjectDoesNotExist)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed with the practice's keys, in rows of their own; allauth keeps the row's id."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "You need one way to show that it is you. Add another one first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
        "incorrect_code": gettext_lazy("That is not the code. Please look again."),
        "unverified_email": gettext_lazy("Please open the link in your mail first."),
    }

    def encrypt(self, text: str) -> str:
        """Keep a secret sealed; return what leads to it."""
        return str(FactorSecret.objects.create(secret=text).pk)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that was kept."""
        return str(FactorSecret.objects.get(pk=UUID(encrypted_text)).secret)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether this one may go: staff keep one."""
        return may_remove(authenticator)

    def build_totp_svg(self, url: str) -> str:
        """Return nothing: our page draws the square itself, without a style of its own."""
        return ""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return what a passkey is called unless its person says otherwise."""
        return _("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return under which name a device keeps a passkey."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Tandem"}


DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class FirstCodeForm(ActivateTOTPForm):
    """Takes the first code of an app that is being set up."""

    code = forms.CharField(
        label=gettext_lazy("The code that your app shows"), widget=forms.TextInput(attrs=DIGITS)
    )


class CodeOnceForm(AuthenticateForm):
    """Takes a code of the app once, as long as the clocks' tolerance would take it again."""

    code = forms.CharField(label=gettext_lazy("Code"), widget=forms.TextInput(attrs=DIGITS))

    def clean_code(self) -> str:
        """Return the code; refuse one that was used."""
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            lives = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)  # seconds; RFC 6238: a code stands for 30
            spent = f"sign_ins.code.{self.user.pk}.{''.join(filter(str.isdigit, code))}"
            if not cache.add(spent, True, timeout=lives):
                raise ValidationError(_("This code was used. Please wait for the next one."))
        return code


class PasskeyForm(AddWebAuthnForm):
    """Adds a passkey: one to sign in with alone, but in Safer mode only beside the password."""

    name = forms.CharField(label=gettext_lazy("What do you call it?"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]

    def clean(self) -> Any:
        """Refuse what no passkey answered."""
        self.cleaned_data["passwordless"] = not is_safer(self.user)
        return _read(super().clean)


class PasskeySecondForm(AuthenticateWebAuthnForm):
    """Takes a passkey as the second step."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered."""
        return _read(super().clean_credential)


class PasskeyAloneForm(LoginWebAuthnForm):
    """Signs somebody in by a passkey alone; never in Safer mode, since others may unlock the phone."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered."""
        found: Authenticator = _read(super().clean_credential)
        if is_safer(found.user):
            raise ValidationError(_("Please sign in with your password. Your passkey comes second."))
        return found


def _read(clean: Any) -> Any:
    try:
        return clean()
    except UNREADABLE as error:
        raise ValidationError(_("Your passkey did not answer. Please try again.")) from error
