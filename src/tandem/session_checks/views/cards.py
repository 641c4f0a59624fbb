"""A helper's side of one meeting, and the line that travels only with the client's yes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.appointments.rules import TOOK_PLACE, may_have_taken_place
from tandem.care.gate import entering
from tandem.care.queries import team, the_other
from tandem.goals.queries import visible
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role, refusal
from tandem.permissions.sharing import Crossing
from tandem.relays import facts
from tandem.relays.actions import AlreadyAcknowledged, NoLongerOpen, acknowledge
from tandem.session_checks import actions, queries
from tandem.session_checks.forms import CardForm


@entering(Act.WRITE_CARD)
def card(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Write one's side of a meeting that took place, or see what one wrote."""
    meeting = queries.meeting_for(episode, appointment_id, request.member)
    if meeting is None or meeting.outcome not in TOOK_PLACE:
        raise Http404
    written = queries.card_of(meeting, request.member)
    others = the_other(team(episode), request.standing.role)
    if written and request.method == "GET":
        return _written(request, episode, meeting, written, others)
    form = _form(request, episode, others)
    if request.method == "POST" and form.is_valid():
        return _keep(request, episode, meeting, form)
    at = timezone.now()
    context = {
        "form": form,
        "episode": episode,
        "meeting": meeting,
        "waiting": facts.unread(episode, request.member, at),
        "may_notice": may_notice(request, meeting, at),
    }
    return render(request, "session_checks/card.html", context, status=422 if form.errors else 200)


def may_notice(request: MemberRequest, meeting: Any, at: datetime) -> bool:
    """Return whether this is a peer's own meeting, in which they may ask the client about what they noticed."""
    own = meeting.peer_id == request.member.pk and refusal(request.standing, Act.NOTICE) is None
    return own and may_have_taken_place(meeting.starts_at, meeting.outcome, at)


def _form(request: MemberRequest, episode: Any, others: list[Any]) -> CardForm:
    seen = visible(episode, request.standing, request.member)
    goals = [(goal.pk, goal.wording) for goal in seen if not goal.closed_at]
    return CardForm(
        request.POST if request.method == "POST" else None,
        client=episode.client.name,
        helper=request.member.name,
        others=[person.name for person in others],
        apart=not request.standing.lets(Crossing.OWN_SIDE),
        goals=goals,
    )


def _keep(request: MemberRequest, episode: Any, meeting: Any, form: CardForm) -> HttpResponse:
    said = dict(form.cleaned_data)
    said["goal_id"] = said.pop("goal", None)
    at, role = timezone.now(), request.standing.role.value
    try:
        written = actions.write_card(meeting=meeting, said=said, by=request.member, role=role, at=at)
    except actions.AlreadyWritten:
        messages.info(request, _("You wrote about this meeting before. What you wrote first stands."))
        return redirect("card", episode.pk, meeting.pk)
    messages.success(request, _("Saved."))
    return redirect("card", episode.pk, meeting.pk) if written.for_other else redirect("today")


def _written(
    request: MemberRequest, episode: Any, meeting: Any, written: Any, others: list[Any]
) -> HttpResponse:
    context = {
        "episode": episode,
        "meeting": meeting,
        "card": written,
        "others": others,
        "sent": queries.line_is_let(written),
        "may_notice": may_notice(request, meeting, timezone.now()),
    }
    return render(request, "session_checks/card_written.html", context)


@require_POST
@entering(Act.CHOOSE_LINE)
def choose_line(request: MemberRequest, episode: Any, card_id: UUID) -> HttpResponse:
    """Let a line of a card travel, or keep it back.

    The client says so; or, once, the helper whose card it is, for the client who sits beside them.
    """
    found = queries.card_in(episode, card_id)
    client = request.standing.role is Role.CLIENT
    if found is None or not found.for_other:
        raise Http404
    if not client and (found.member_id != request.member.pk or queries.line_is_let(found) is not None):
        raise Http404
    send = request.POST.get("send") == "yes"
    actions.choose_line(card=found, send=send, by=request.member, at=timezone.now())
    messages.success(request, _("Sent.") if send else _("It stays here."))
    return redirect("meeting-views", episode.pk, found.appointment_id) if client else redirect("today")


@require_POST
@entering(Act.WRITE_CARD)
def read_line(request: MemberRequest, episode: Any, relay_id: UUID) -> HttpResponse:
    """Say that one has read what the other helper wrote."""
    relay = queries.line_to(episode, relay_id, request.member)
    if relay is None:
        raise Http404
    try:
        acknowledge(relay=relay, reply="", by=request.member, at=timezone.now())
    except AlreadyAcknowledged:
        messages.info(request, _("You had read this before."))
    except NoLongerOpen as error:
        raise Http404 from error
    return redirect("today")
