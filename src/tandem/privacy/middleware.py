"""What a browser may keep: nothing after a sign-in ends, and less than others on a device that many people use."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from tandem.privacy.rules import TABLET_IDLE, TABLET_LASTS

LEFT = "left"  # set by the script of “Leave fast”, which may have had no network to say so
TABLET, QUIET_SINCE = "tablet", "tablet_at"
EVERYTHING, ALL_BUT_COOKIES = '"cache", "cookies", "storage"', '"cache", "storage"'


class Device:
    """Ends the sign-in of a device that was left, or of a tablet that is quiet; clears the browser when one ends.

    Sets `request.tablet`. Stands before the account is known.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.tablet = is_tablet(request)
        was_in = bool(request.session.get(SESSION_KEY))
        if LEFT in request.COOKIES or (request.tablet and was_in and _quiet(request)):
            request.session.flush()
        response = self.get_response(request)
        if LEFT in request.COOKIES:
            response.delete_cookie(LEFT)
        if was_in and not request.session.get(SESSION_KEY):
            self._forget(request, response)
        return response

    def _forget(self, request: Any, response: HttpResponse) -> None:
        response["Clear-Site-Data"] = ALL_BUT_COOKIES if request.tablet else EVERYTHING
        if request.tablet:
            forget_cookies(response)
            if response.get("Location", "").startswith(settings.ACCOUNT_LOGOUT_REDIRECT_URL):
                response["Location"] = reverse("ready")


def _quiet(request: Any) -> bool:
    """Return whether a tablet was quiet too long, and note that it is used now. What a page fetches is nobody's use."""
    now = timezone.now().timestamp()
    quiet = now - request.session.get(QUIET_SINCE, now) >= TABLET_IDLE.total_seconds()
    if not (request.method == "GET" and "HX-Request" in request.headers):
        request.session[QUIET_SINCE] = now
    return quiet


def is_tablet(request: Any) -> bool:
    """Return whether this device was marked as one that many people use, and nobody wrote that mark by hand."""
    age = TABLET_LASTS.total_seconds()
    return bool(request.get_signed_cookie(TABLET, "", salt=TABLET, max_age=age))


def mark(response: HttpResponse, on: bool) -> None:
    """Mark this device as one that many people use, or take the mark off."""
    if not on:
        response.delete_cookie(TABLET)
        return
    response.set_signed_cookie(
        TABLET, "yes", salt=TABLET, max_age=TABLET_LASTS, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def forget_cookies(response: HttpResponse) -> None:
    """Forget the language and the forms' token: a form of the person before can't be sent again."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
