"""What a colleague does here, and helping them in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.people import actions as people
from tandem.people import queries
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member, stepped_up
from tandem.people.rules import GRANTABLE, is_staff, may_give
from tandem.permissions.rules import PracticeAct
from tandem.sign_ins import actions
from tandem.sign_ins.forms import RolesForm

View = Callable[..., HttpResponse]


def about_colleague(view: View) -> View:
    """Hand a view one who works here, and what they do; a client is not found."""

    @wraps(view)
    def known(request: MemberRequest, colleague_id: UUID) -> HttpResponse:
        member, roles = queries.member_with_roles(colleague_id)
        if member is None or not is_staff(roles):
            raise Http404
        return view(request, member, {str(role) for role in roles if role in GRANTABLE})

    return known


@as_member(PracticeAct.CHANGE_ROLES)
@about_colleague
@stepped_up
def colleague(request: MemberRequest, member: Any, held: set[str]) -> HttpResponse:
    """Show one who works here, and change what they do."""
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": sorted(held)})
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["roles"])
        to_self = member.pk == request.member.pk
        if not all(may_give(request.roles, role, to_self) for role in wanted - held):
            form.add_error("roles", _("You can’t give yourself a role in care. Ask a colleague who leads."))
        elif _changed(request, member, wanted, form):
            return redirect("people")
    context = {"form": form, "colleague": member, "me_too": member.pk == request.member.pk}
    return render(request, "sign_ins/colleague.html", context, status=422 if form.errors else 200)


def _changed(request: MemberRequest, member: Any, wanted: set[str], form: RolesForm) -> bool:
    try:
        people.change_roles(member=member, roles=wanted, by=request.member.pk, at=timezone.now())
    except people.LastAdmin:
        form.add_error("roles", _("A practice keeps at least one administrator."))
        return False
    messages.success(request, _("Saved. If something changed, they sign in again."))
    return True


@require_POST
@as_member(PracticeAct.HELP_IN)
@about_colleague
@stepped_up
def send_reset(request: MemberRequest, member: Any, held: set[str]) -> HttpResponse:
    """Send a colleague a link to a new password."""
    try:
        actions.start_reset(member=member, by=request.member.pk, at=timezone.now())
        messages.success(request, _("The link is on its way to their mail. You do not see it."))
    except actions.NoAccount:
        messages.info(request, _("They have no account yet. Send the invitation again."))
    return redirect("people")


@require_POST
@as_member(PracticeAct.HELP_IN)
@about_colleague
@stepped_up
def factors_anew(request: MemberRequest, member: Any, held: set[str]) -> HttpResponse:
    """Let a colleague who lost their phone set up a second factor anew; never oneself."""
    if member.pk == request.member.pk:
        raise Http404
    try:
        actions.clear_factors(member=member, by=request.member.pk, at=timezone.now())
        messages.success(request, _("Done. With their password they set up a second step anew."))
    except actions.NoAccount:
        messages.info(request, _("They have no account yet. Send the invitation again."))
    return redirect("people")
