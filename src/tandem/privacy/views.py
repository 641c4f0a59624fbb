"""Pages about a phone that somebody else may see, and a tablet that many people use."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.people.actions import turn_safer
from tandem.people.asked import MemberRequest
from tandem.people.forms import ProofForm
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct, Role
from tandem.privacy.forms import OnForm
from tandem.privacy.middleware import ALL_BUT_COOKIES, forget_cookies, mark


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def safer(request: MemberRequest) -> HttpResponse:
    """Tell a client what Safer mode does, and turn it on or off. Off asks for the password."""
    if Role.CLIENT not in request.roles:
        raise Http404
    on, sent = request.member.safer, request.POST if request.method == "POST" else None
    form: Form = ProofForm(sent, request=request) if on else OnForm(sent)
    secret = request.user.has_usable_password()
    if sent is not None and (on or secret) and form.is_valid():
        turn_safer(member=request.member, on=not on, at=timezone.now())
        messages.success(request, _("Safer mode is off.") if on else _("Safer mode is on."))
        return redirect("safer")
    context = {"form": form, "on": on, "secret": secret}
    return render(request, "privacy/safer.html", context, status=422 if form.errors else 200)


@require_GET
def safely(request: HttpRequest) -> HttpResponse:
    """Tell anybody what can be seen of this on a phone, and what we can’t help."""
    base = "web/client.html" if getattr(request, "member", None) else "web/plain.html"
    return render(request, "privacy/safely.html", {"layout": base, "line": settings.TANDEM_HURT_LINE})


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def tablet(request: MemberRequest) -> HttpResponse:
    """Let somebody of the practice mark this device as one that many people use; that signs them out of it."""
    if request.roles == {Role.CLIENT}:
        raise Http404
    if request.method != "POST":
        return render(request, "privacy/tablet.html")
    on = "on" in request.POST
    if on:
        request.tablet = True  # from this answer on, which signs out and would forget the mark
        logout(request)
    response = redirect("ready" if on else "tablet")
    mark(response, on)
    return response


@require_POST
def next_person(request: HttpRequest) -> HttpResponse:
    """Sign out whoever is here, forget what the browser kept of them, and wait for the next."""
    logout(request)
    response = redirect("ready")
    response["Clear-Site-Data"] = ALL_BUT_COOKIES
    forget_cookies(response)
    return response


@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Wait for the next person: a page that says nothing of what this is."""
    return render(request, "privacy/ready.html")
