"""Book a meeting, and say how it went."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.appointments import actions, queries
from tandem.appointments.forms import BookForm, OutcomeForm
from tandem.appointments.rules import (
    TOOK_PLACE,
    MeetingKind,
    NoSuchTime,
    allowed_outcomes,
    may_have_taken_place,
)
from tandem.appointments.words import KINDS, NOT_POSSIBLE
from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.care.rules import Closed
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role, refusal


@entering(Act.BOOK)
def book(request: MemberRequest, episode: Any) -> HttpResponse:
    """Agree a meeting with the client."""
    helpers = {place.role: place.member for place in team(episode)}
    form = BookForm(request.POST or None, kinds=_kinds(helpers))
    if request.method == "POST" and form.is_valid() and _booked(request, episode, helpers, form):
        messages.success(request, _("Saved. The client sees it too."))
        return redirect("episode", episode.pk)
    context = {"form": form, "episode": episode}
    return render(request, "appointments/book.html", context, status=422 if form.errors else 200)


def _kinds(helpers: dict[str, Any]) -> list[MeetingKind]:
    has_therapist, has_peer = "therapist" in helpers, "peer" in helpers
    offered = [(MeetingKind.THERAPY, has_therapist), (MeetingKind.PEER, has_peer)]
    offered.append((MeetingKind.JOINT, has_therapist and has_peer))
    return [kind for kind, possible in offered if possible]


def _booked(request: MemberRequest, episode: Any, helpers: dict[str, Any], form: BookForm) -> bool:
    kind = form.cleaned_data["kind"]
    try:
        actions.book(
            episode=episode,
            kind=kind,
            therapist=helpers.get("therapist") if kind is not MeetingKind.PEER else None,
            peer=helpers.get("peer") if kind is not MeetingKind.THERAPY else None,
            wall=form.wall(),
            minutes=form.cleaned_data["minutes"],
            place=form.cleaned_data["place"],
            by=request.member,
            at=timezone.now(),
        )
    except actions.NotPossibleThen as refused:
        form.add_error(_field_of(refused.reason), str(NOT_POSSIBLE[refused.reason]))
    except actions.Taken:
        form.add_error("start", _("One of you already has a meeting at that time. Please choose another."))
    except NoSuchTime:
        form.add_error(
            "start", _("The clocks change then, so this time does not exist. Please choose another.")
        )
    return not form.errors


def _field_of(reason: Closed) -> str:
    return "on" if reason in (Closed.HOLIDAY, Closed.NOT_A_WORKING_DAY) else "start"


@entering(Act.NOTE_OUTCOME)
def meeting(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Show one meeting, and say how it went."""
    found = queries.one(episode, appointment_id, request.member)
    if found is None:
        raise Http404
    at = timezone.now()
    allowed = allowed_outcomes(found.starts_at, at)
    form = OutcomeForm(request.POST or None, allowed=allowed, initial={"outcome": found.outcome})
    if request.method == "POST" and form.is_valid():
        by = request.member
        actions.note_outcome(appointment=found, outcome=form.cleaned_data["outcome"], by=by, at=at)
        messages.success(request, _("Saved."))
        if form.cleaned_data["outcome"] in TOOK_PLACE:
            return redirect("card", episode.pk, found.pk)
        return redirect("today")
    context = {
        "form": form,
        "episode": episode,
        "meeting": found,
        "kind": KINDS[found.kind],
        "began": found.starts_at <= at,
        "took_place": found.outcome in TOOK_PLACE,
        "may_draft": refusal(request.standing, Act.DRAFT_POINT) is None,
        "may_notice": _may_notice(request, found, at),
        **about_beginning(episode, found.pk, at),
    }
    return render(request, "appointments/meeting.html", context, status=422 if form.errors else 200)


def about_beginning(episode: Any, meeting_id: UUID, at: Any) -> dict[str, Any]:
    """Return what a page needs to say whether the peer joins this meeting, if it is the first and ahead."""
    first = queries.beginning(episode, at)
    peers = [place.member.name for place in team(episode) if place.role == Role.PEER] if first else []
    return {"beginning": first if first and first.id == meeting_id else None, "peer": " · ".join(peers)}


def _may_notice(request: MemberRequest, found: Any, at: Any) -> bool:
    """Return whether this is a peer's own meeting, in which they may ask the client about what they noticed."""
    own = found.peer_id == request.member.pk and refusal(request.standing, Act.NOTICE) is None
    return own and may_have_taken_place(found.starts_at, found.outcome, at)


@require_POST
@entering(Act.CHOOSE_BEGINNING)
def choose_beginning(request: MemberRequest, episode: Any) -> HttpResponse:
    """Keep whether the client would have the peer join the first ten minutes."""
    joins = {"yes": True, "no": False}.get(request.POST.get("joins", ""))
    if joins is None:
        raise Http404
    try:
        actions.choose_beginning(episode=episode, joins=joins, by=request.member, at=timezone.now())
    except actions.Begun:
        messages.info(request, _("That meeting has begun, so there is nothing to choose any more."))
        return redirect("today")
    messages.success(request, _("Saved. You can change it until you meet."))
    return redirect("today")
