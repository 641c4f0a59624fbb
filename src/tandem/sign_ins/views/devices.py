"""Where one is signed in, and signing out there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.sessions import end_sign_in, end_sign_ins
from tandem.permissions.rules import PracticeAct
from tandem.sign_ins import queries


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
@require_GET
def devices(request: MemberRequest) -> HttpResponse:
    """List one's sign-ins, the latest used first."""
    found = queries.devices(request.user, str(request.session.session_key), timezone.now())
    for one in found:
        one["words"] = _words(one)
    return render(request, "sign_ins/devices.html", {"devices": found, "others": len(found) > 1})


def _words(one: dict[str, Any]) -> str:
    if one["browser"] and one["system"]:
        return _("%(browser)s on %(system)s") % one
    return one["browser"] or one["system"] or _("A device that does not say what it is")


@require_POST
@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def end_device(request: MemberRequest) -> HttpResponse:
    """Sign out one device."""
    if end_sign_in(request.user, request.POST.get("device", "")):
        messages.success(request, _("Signed out there."))
    else:
        messages.info(request, _("It was signed out before."))
    return redirect("devices")


@require_POST
@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def end_others(request: MemberRequest) -> HttpResponse:
    """Sign out every device but this one."""
    end_sign_ins(request.user.pk, but=request.session.session_key)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("devices")
