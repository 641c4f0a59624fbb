"""Error pages in plain words. None of them needs the database."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tandem.config.rules import kept
from tandem.record.looks import NotWritten
from tandem.sealing.keys import KeyTrouble

log = logging.getLogger(__name__)

RETRY_AFTER = "5"  # seconds; as long as a request waits for a place at most
AWAY = (OperationalError, InterfaceError, NotWritten)


def _page(
    request: HttpRequest, status: int, template: str | None = None, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"crisis": settings.TANDEM_CRISIS_LINE, **(more or {})}
    return HttpResponse(render_to_string(template or f"{status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that can't be read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same bytes for what is absent, hidden or someone else's."""
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake; or 503 when the database went away before a view was reached."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return away(request, error)
    if isinstance(error, KeyTrouble):
        return unopened(request, error)
    route = _route(request)
    log.error("page_failed", exc_info=sys.exc_info(), extra={"route": route, "status": 500})
    return _page(request, 500)


def away(request: HttpRequest, error: Exception) -> HttpResponse:
    """503: the database is locked or away; try again in a few seconds."""
    log.error("database_away", extra={"error": type(error).__name__, "status": 503})
    if not connection.in_atomic_block:
        connection.close()
    fields = (
        [] if request.FILES else [(name, value) for name, values in request.POST.lists() for value in values]
    )
    return try_again(request, hidden(kept(fields)))


def unopened(request: HttpRequest, error: KeyTrouble) -> HttpResponse:
    """503: words can't be opened or sealed, since the keys are not at hand. Nothing was written."""
    log.error(
        "words_not_opened", extra={"error": type(error).__name__, "route": _route(request), "status": 503}
    )
    return _page(request, 503, "keys.html")


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def try_again(request: HttpRequest, fields: str) -> HttpResponse:
    """503 in plain words. `fields` is what `hidden` made of the words that were sent, to be sent again."""
    asked = {
        "sent": request.method not in {"GET", "HEAD"},
        "kept": fields,
        "exit_url": settings.TANDEM_EXIT_URL,
    }
    response = _page(request, 503, more=asked)
    response["Retry-After"] = RETRY_AFTER
    return response


def hidden(fields: list[tuple[str, str]]) -> SafeString:
    """Return hidden fields that hold what a form held."""
    return format_html_join("\n", '<input type="hidden" name="{}" value="{}">', fields)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours, or its page was open too long."""
    return _page(request, 403, "csrf.html")
