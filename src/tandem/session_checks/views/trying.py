"""A card on an invented client, to try it. Nothing is kept."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.beginnings.actions import do_step
from tandem.beginnings.rules import Ready
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct, Role
from tandem.session_checks.forms import CardForm

CLIENT, GOAL = "Robin Invented", UUID(int=0)


@as_member(PracticeAct.BEGIN_HELPING)
def try_card(request: MemberRequest) -> HttpResponse:
    """Fill a card in as after a meeting. What is typed is forgotten; only that it was tried is kept."""
    is_peer = Role.THERAPIST not in request.roles
    form = CardForm(
        request.POST if request.method == "POST" else None,
        client=CLIENT,
        helper=request.member.name,
        others=[_("your therapist colleague") if is_peer else _("your peer colleague")],
        goals=[(GOAL, _("Take the bus again."))],
    )
    tried = request.method == "POST" and form.is_valid()
    if tried:
        do_step(member=request.member, step=Ready.CARD, at=timezone.now())
    context = {"form": form, "client": CLIENT, "is_peer": is_peer, "tried": tried}
    return render(request, "session_checks/try_card.html", context, status=422 if form.errors else 200)
