"""The outermost layer: pages are not kept by browsers, and a database that is away gets a plain page."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from tandem.config import errors
from tandem.record.looks import NotWritten

log = logging.getLogger(__name__)


class Away:
    """Answers 503 in plain words while the database is locked or away. What was typed stays in the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError, NotWritten) as error:
            return errors.away(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError | NotWritten):
            return errors.away(request, exception)
        return None


class NotKept:
    """Forbids browsers and proxies to keep any page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
