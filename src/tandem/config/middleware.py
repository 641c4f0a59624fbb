"""The outermost layer: pages are not kept by browsers; a database or keys that are away get a plain page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tandem.config import errors
from tandem.sealing.keys import KeyTrouble


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


class NotKept:
    """Forbids browsers and proxies to keep any page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
