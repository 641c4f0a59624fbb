"""Invite people: a notice with a one-use link."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.notifications import actions
from tandem.people import queries
from tandem.people.actions import add_member
from tandem.people.asked import MemberRequest
from tandem.people.forms import MemberForm
from tandem.people.gate import as_member, stepped_up
from tandem.people.rules import may_give
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.INVITE)
@stepped_up
def invite(request: MemberRequest) -> HttpResponse:
    """Add somebody who works here, and send them a link to make their account."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to_self = form.cleaned_data["email"].lower() == request.user.email.lower()
        if all(may_give(request.roles, role, to_self) for role in form.cleaned_data["roles"]):
            me, at = request.member.pk, timezone.now()
            member = add_member(by=me, at=at, **form.cleaned_data)
            actions.invite(member=member, by=me, at=at)
            messages.success(request, _("The invitation is on its way."))
            return redirect("people")
        form.add_error("roles", _("You can’t give yourself a role in care. Ask your program lead."))
    return render(request, "notifications/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@as_member(PracticeAct.INVITE)
def invite_again(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Send a fresh link; the earlier one stops working."""
    member = queries.member(member_id)
    if member is None or member.user_id or not member.email:
        raise Http404
    actions.invite(member=member, by=request.member.pk, at=timezone.now())
    messages.success(request, _("The invitation is on its way."))
    return redirect("people")
