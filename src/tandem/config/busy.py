"""The page for a moment that is too busy: made once at the start, so that saying it costs next to nothing."""

from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.safestring import mark_safe
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation.trans_real import parse_accept_lang_header

from tandem.config import errors
from tandem.config.middleware import Closed
from tandem.config.rules import fields_of, kept

HERE = "<!-- kept -->"


class Busy:
    """A WSGI application that always says "try again in a few seconds", and hands back what was written."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], bytes] = {}
        for language, _name in settings.LANGUAGES:
            for method in ("GET", "POST", "KEPT"):
                answer = _made(language, method)
                self.pages[language, method] = answer.content
        self.headers = [(name, value) for name, value in answer.items() if name != "Content-Length"]
        self.status = f"{answer.status_code} {answer.reason_phrase}"

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 503."""
        asks = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        fields = b"" if asks else errors.hidden(_fields(environ)).encode()
        kind = "GET" if asks else "KEPT" if fields else "POST"
        page = self.pages[_language(environ), kind].replace(HERE.encode(), fields)
        headers = [*self.headers, ("Content-Length", str(len(page)))]
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]


def _made(language: str, method: str) -> HttpResponse:
    """Return the page as Django would send it, with a mark where the words go."""
    request = HttpRequest()
    request.method = "GET" if method == "GET" else "POST"
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "443", "HTTP_X_FORWARDED_PROTO": "https"}
    fields = mark_safe(HERE) if method == "KEPT" else ""  # noqa: S308  a mark of ours, no markup

    def page(request: HttpRequest) -> HttpResponse:
        return errors.try_again(request, fields)

    layers: list[Any] = [XFrameOptionsMiddleware, Closed, CSPMiddleware, SecurityMiddleware]
    answer: Any = page
    for layer in layers:
        answer = layer(answer)
    with override(language):
        return cast(HttpResponse, answer(request))


def _fields(environ: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a form held, where it can be handed back."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if environ.get("CONTENT_TYPE", "").split(";")[0] != "application/x-www-form-urlencoded":
        return []
    return kept(fields_of(environ["wsgi.input"].read(length)))


def _language(environ: dict[str, Any]) -> str:
    """Return the language of the cookie, else the browser's first that we have. Who asks is not known yet."""
    try:
        chosen = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(settings.LANGUAGE_COOKIE_NAME)
    except CookieError:
        chosen = None
    asked = parse_accept_lang_header(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    for code in [*([chosen.value] if chosen else []), *(code for code, _weight in asked)]:
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
