"""A helper says that they have read what the client sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays import actions, queries
from tandem.relays.forms import ReplyForm


@require_POST
@entering(Act.ACKNOWLEDGE_RELAY, about="about_id")
def acknowledge(request: MemberRequest, episode: Any, about_id: UUID) -> HttpResponse:
    """Take the helper's answer; the client sees it at once."""
    member = request.member
    relay = queries.to_member(episode, about_id, member)
    if relay is None:
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "episode": episode, "about_id": about_id}
        return render(request, "relays/reply.html", context, status=422)
    try:
        actions.acknowledge(relay=relay, by=member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. The client can see that you read it."))
    except actions.AlreadyAcknowledged:
        messages.info(request, _("You answered this before. Your first answer stands."))
    return redirect("today")
