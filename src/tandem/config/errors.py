"""Error pages in plain words. None of them needs the database."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from tandem.config.rules import kept
from tandem.record.looks import NotWritten
from tandem.sealing.keys import KeyTrouble

log = logging.getLogger(__name__)

RETRY_AFTER = "5"  # seconds; as long as a request waits for a place at most
AWAY = (OperationalError, InterfaceError, NotWritten)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
CALL = '<a href="tel:{0}">{0}</a>'.format(escape(settings.TANDEM_CRISIS_LINE))
# When not even a template can be read: made once, of nothing but this.
LAST_RESORT = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not now</title></head><body>
<h1>Something went wrong here</h1>
<p>This is our mistake. What you saved before is safe. Try again in a minute.</p>
<p>Need someone now? Call {CALL}.</p>
<div lang="es"><h2>Algo salió mal</h2>
<p>Es un error nuestro. Lo que guardaste antes está a salvo. Prueba otra vez en un minuto.</p>
<p>¿Necesitas a alguien ahora? Llama al {CALL}.</p></div>
</body></html>""".encode()


def _page(
    request: HttpRequest, status: int, template: str | None = None, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "crisis": settings.TANDEM_CRISIS_LINE,
        "exit_url": settings.TANDEM_EXIT_URL,
        **(more or {}),
    }
    try:
        return HttpResponse(render_to_string(template or f"{status}.html", context), status=status)
    except Exception as error:  # whatever it is, somebody reads a page now
        log.error("page_not_made", extra={"error": type(error).__name__, "status": status})
        return HttpResponse(LAST_RESORT, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that can't be read; 413 when it is too much."""
    return _page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same bytes for what is absent, hidden or someone else's."""
    return _page(request, 404)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: a page that is only sent to was opened, or the other way round."""
    return _page(request, 405)


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
