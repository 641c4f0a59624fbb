"""Small helpers for answering a request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def part_or_redirect(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    then: Any,
    page: str | None = None,
    **kwargs: Any,
) -> HttpResponse:
    """Answer a form: a part for htmx; for everyone else a redirect, or the page with what was wrong.

    `then` and `kwargs` name the address to go to after success; `page` is the whole page shown on
    errors, `template` where there is none. Errors answer 422.
    """
    wrong = bool(getattr(context.get("form"), "errors", None))
    status = 422 if wrong else 200
    if getattr(request, "htmx", False):
        return render(request, template, context, status=status)
    if wrong:
        return render(request, page or template, context, status=status)
    return redirect(then, **kwargs)
