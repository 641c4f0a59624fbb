"""Pages that belong to no part: is the server well, which language, and the demonstration's mail."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from tandem.config import mailbox


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Say "ok" when a page could be served: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of somebody who is not signed in."""
    back, language = request.POST.get("next", "/"), request.POST.get("language", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe and back.startswith("/") else "/")
    if check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    return response


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """Show what the demonstration would have sent by e-mail."""
    return render(request, "config/mail.html", {"letters": mailbox.letters()})
