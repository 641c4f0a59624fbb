"""The page that shows every token, letter, component and state of the look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tandem.web.forms import LookForm

COLOURS = (
    "paper", "card", "ink", "soft-ink", "line", "therapist", "therapist-soft", "peer", "peer-soft",
    "client", "client-soft", "action", "on-action", "care", "care-soft",
)  # fmt: skip


@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """Show the look with invented people."""
    wrong = LookForm({"line": "", "on": "soon", "place": "café by the library"}, prefix="wrong")
    context = {"colours": COLOURS, "form": LookForm(), "wrong": wrong, "at": timezone.now()}
    return render(request, "web/look.html", context)
