"""What a client may ask for, and whom to complain to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.care.gate import entering
from tandem.care.queries import outside_person, own_episodes
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import Act, PracticeAct, Role


@as_member(PracticeAct.SEE_ALL_RIGHTS)
@require_GET
def everyone(request: MemberRequest) -> HttpResponse:
    """Show every member what a client may ask for; to a client it is their own page."""
    own = own_episodes(request.member).first() if Role.CLIENT in request.roles else None
    return _page(request, own)


@entering(Act.SEE_RIGHTS)
@require_GET
def mine(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show a client their rights, each with its way."""
    return _page(request, episode)


def _page(request: MemberRequest, episode: Any) -> HttpResponse:
    is_client = request.roles == {Role.CLIENT}
    context = {
        "episode": episode,
        "person": outside_person(),
        "is_client": is_client,
        "layout": "web/client.html" if is_client or episode else "web/desk.html",
    }
    return render(request, "consents/rights.html", context)
