"""Records whose years are past: two different people confirm that one is removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.keeping import actions, queries
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member, stepped_up
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.CONFIRM_REMOVAL)
@require_GET
def old_records(request: MemberRequest) -> HttpResponse:
    """List the records that may be removed, longest over first."""
    rows = [(one, _state(one.removal, request)) for one in queries.over(timezone.now())]
    request.shown |= {one.client.pk for one, _state in rows}
    return render(request, "keeping/old.html", {"rows": rows, "years": queries.years()})


def _state(removal: Any, request: MemberRequest) -> str:
    """Return where a removal stands for this reader: free, mine, theirs, or both."""
    if removal is None:
        return "free"
    if removal.second_id:
        return "both"
    return "mine" if removal.first_id == request.member.pk else "theirs"


@as_member(PracticeAct.CONFIRM_REMOVAL)
def confirm_removal(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Ask once more who it is, say what happens, and confirm."""
    found = next((one for one in queries.over(timezone.now()) if one.client.pk == client_id), None)
    if found is None:
        raise Http404
    request.shown.add(client_id)
    answer: HttpResponse = _confirm(request, found)
    return answer


@stepped_up
def _confirm(request: MemberRequest, found: Any) -> HttpResponse:
    if request.method != "POST" or "confirm" not in request.POST:
        return render(request, "keeping/confirm.html", {"one": found, "years": queries.years()})
    try:
        both = actions.confirm_removal(client_id=found.client.pk, by=request.member, at=timezone.now())
    except actions.SamePerson:
        messages.error(request, _("You confirmed it first. Somebody else has to be the second."))
    except actions.NotOver:
        messages.error(request, _("This record may not be removed now."))
    else:
        done = _("Two people have confirmed. It is removed tonight.")
        messages.success(request, done if both else _("Saved. One more person has to confirm it."))
    return redirect("old-records")
