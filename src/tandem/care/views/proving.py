"""Ask once more who it is, before something that is not done lightly."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tandem.care.forms import ProofForm

View = Callable[..., HttpResponse]
LASTS = timedelta(minutes=5)  # our choice: as long as one form takes
PROVEN = "proven_at"


def stepped_up(view: View) -> View:
    """Ask for the password before a view, unless it was typed within five minutes. Stands below `as_member`.

    What was sent is kept on the page that asks.
    """

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return _step_up(request) or view(request, *args, **kwargs)

    asked.stepped_up = True  # type: ignore[attr-defined]
    return asked


def _step_up(request: Any) -> HttpResponse | None:
    """Return the page that asks, or None for somebody who has just shown who they are."""
    if timezone.now().timestamp() - request.session.get(PROVEN, 0) < LASTS.total_seconds():
        return None
    given = "proof" in request.POST
    form = ProofForm(request.POST if given else None, user=request.user)
    if given and form.is_valid():
        request.session[PROVEN] = timezone.now().timestamp()
        return redirect(request.path) if request.POST.get("proof_for") == "open" else None
    first = request.method == "GET" or request.POST.get("proof_for") == "open"
    context = {"form": form, "kept": _kept(request), "proof_for": "open" if first else "send"}
    return render(request, "care/prove.html", context, status=422 if given else 200)


def _kept(request: Any) -> list[tuple[str, str]]:
    """Return what was sent, without what belongs to the question itself."""
    own = {"proof", "proof_for", "csrfmiddlewaretoken"}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
