"""Addresses of second factors, devices, codes on paper and colleagues."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from tandem.sign_ins import views


def closed(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Answer for the library's pages that we do not have."""
    raise Http404


urlpatterns = [
    path("second-factor/", views.second_factor, name="second-factor"),
    path("devices/", views.devices, name="devices"),
    path("devices/sign-out/", views.end_device, name="end-device"),
    path("devices/sign-out-others/", views.end_others, name="end-others"),
    path("paper/", views.paper, name="paper"),
    path("paper/cancel/", views.cancel_paper, name="cancel-paper"),
    path("people/<uuid:colleague_id>/", views.colleague, name="colleague"),
    path("people/<uuid:colleague_id>/reset/", views.send_reset, name="send-reset"),
    path("people/<uuid:colleague_id>/factors/", views.factors_anew, name="factors-anew"),
    # The library's own, ours first.
    path("account/email/", closed),  # an address is changed with the practice, not by whoever holds the phone
    path("account/reauthenticate/", views.prove, name="account_reauthenticate"),
    path("account/2fa/reauthenticate/", closed),  # only a password shows again who it is
    path("account/2fa/webauthn/", closed),  # they stand on the page of all ways
    path("account/2fa/webauthn/reauthenticate/", closed),
    path("account/2fa/webauthn/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/edit/", closed),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("account/2fa/totp/activate/", views.set_up_app, name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", views.remove_app, name="mfa_deactivate_totp"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
]
