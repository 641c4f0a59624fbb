"""Set up, add and remove second factors. The library's own views, with what is ours beside them."""

from typing import Any

import qrcode
from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.flows import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.queries import is_safer
from tandem.people.sessions import SECOND_FACTOR, end_sign_ins, proved
from tandem.permissions.rules import PracticeAct
from tandem.sign_ins import actions, queries


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def second_factor(request: MemberRequest) -> HttpResponse:
    """Say to staff why a second factor is needed, and offer the two ways to set one up."""
    if not request.needs_factor:
        return redirect("mfa_index")
    known = bool(queries.factors(request.user))  # set up on another device since this one signed in
    return render(request, "sign_ins/second_factor.html", {"known": known})


def _set_up(request: Any, kind: str) -> None:
    """Let this sign-in go on with the factor that was just added; others that never showed one end."""
    if request.needs_factor:
        end_sign_ins(request.user.pk, but=request.session.session_key)
    request.session[SECOND_FACTOR] = True
    request.session.cycle_key()
    if request.member:
        actions.factor_added(member=request.member, kind=kind, at=timezone.now())


class SetUpApp(ActivateTOTPView):
    """Show the secret as a square and as letters, and take the app's first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the square: its size, and its dark parts as one path."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        address = get_adapter().build_totp_url(self.request.user, found["form"].secret)
        rows = _square(address)
        found["size"] = len(rows)
        found["path"] = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        found["secret"] = " ".join(found["form"].secret[at : at + 4] for at in range(0, 32, 4))
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, and let this sign-in go on."""
        response = super().form_valid(form)
        _set_up(self.request, "app")
        return response


def _square(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


class AddPasskey(AddWebAuthnView):
    """Let the device make a passkey; in Safer mode one that only comes second."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey that stands alone, where it may."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        safer = is_safer(self.request.user)
        options = begin_registration(self.request, self.request.user, passwordless=not safer)
        found["safer"], found["js_data"] = safer, {"creation_options": options}
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey, and let this sign-in go on."""
        response = super().form_valid(form)
        _set_up(self.request, "passkey")
        return response


class RemoveApp(DeactivateTOTPView):
    """Take the app away, unless staff would have nothing left."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it and what it was made of."""
        with actions.tidy(self.request.user):
            response = super().form_valid(form)
        _removed(self.request, "app")
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Take a passkey away, unless staff would have nothing left."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if not queries.may_remove(self.get_object()):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        with actions.tidy(self.request.user):
            super().form_valid(form)
        _removed(self.request, "passkey")
        return redirect("mfa_index")


def _removed(request: Any, kind: str) -> None:
    if request.member:
        actions.factor_removed(member=request.member, kind=kind, at=timezone.now())


class Prove(ReauthenticateView):
    """Ask for the password before the library's own pages that need it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Note it, under a fresh key."""
        proved(self.request)
        return super().form_valid(form)


set_up_app, add_passkey = SetUpApp.as_view(), AddPasskey.as_view()
remove_app, remove_passkey = RemoveApp.as_view(), RemovePasskey.as_view()
prove = Prove.as_view()
