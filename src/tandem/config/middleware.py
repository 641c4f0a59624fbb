"""The outermost layers: what goes with every answer, forms from elsewhere, a database or keys that are away."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tandem.config import errors
from tandem.sealing.keys import KeyTrouble

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Away:
    """Answers 503 in plain words while the database is locked or away. What was typed stays in the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that lost its database or keys; `errors.broken` does so for what runs before views."""
        if isinstance(exception, KeyTrouble):
            return errors.unopened(request, exception)
        return errors.away(request, exception) if isinstance(exception, errors.AWAY) else None


# What a page may ask of the device: nothing. Names: https://www.w3.org/TR/permissions-policy/, and Chromium's list.
FEATURES = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)


class Closed:
    """Puts on every answer that it is kept nowhere, used by no other site, and asks nothing of the device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL) or response.status_code != 200:
            response["Cache-Control"] = "no-store"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class FromHere:
    """Refuses what is sent from another site's page, as the browser itself says, before a form's token is looked at.

    Browsers that do not say are judged by the token alone. Source: https://www.w3.org/TR/fetch-metadata/
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.method not in READING and site not in {"same-origin", "none"}:
            return errors.csrf_failure(request)
        return self.get_response(request)


class Said:
    """Puts words on a refusal that has none: Django's own 405 is an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = errors.wrong_method(request)
            page["Allow"] = response["Allow"]
            return page
        return response
