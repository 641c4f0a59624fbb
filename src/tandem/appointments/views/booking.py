"""Book a meeting. Its own page is higher up, with the checks: it also shows what the client let its helpers know."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments import actions, queries
from tandem.appointments.forms import BookForm
from tandem.appointments.rules import MeetingKind, NoSuchTime
from tandem.appointments.words import NOT_POSSIBLE
from tandem.care.facts import Why, readers
from tandem.care.gate import entering
from tandem.care.queries import in_roles, team
from tandem.care.rules import Closed
from tandem.care.views import show_who
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role
from tandem.permissions.sharing import Crossing


@entering(Act.BOOK)
def book(request: MemberRequest, episode: Any) -> HttpResponse:
    """Agree a meeting with the client."""
    helpers = in_roles(team(episode))
    helpers[request.standing.role] = [request.member]  # somebody who covers books for themselves
    kinds = _kinds(helpers)
    wanted = next((kind for kind in kinds if kind == request.GET.get("kind")), None)
    others = next((some for some in helpers.values() if len(some) > 1), [])
    form = BookForm(request.POST or None, kinds=kinds, others=others, initial={"kind": wanted})
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


def _booked(request: MemberRequest, episode: Any, helpers: dict[str, list[Any]], form: BookForm) -> bool:
    kind = form.cleaned_data["kind"]
    who = {role: form.one_of(some) for role, some in helpers.items()}
    try:
        actions.book(
            episode=episode,
            kind=kind,
            therapist=who.get("therapist") if kind is not MeetingKind.PEER else None,
            peer=who.get("peer") if kind is not MeetingKind.THERAPY else None,
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
    except actions.NotOnTeamThen:
        form.add_error("on", _("One of you is not on the team on that day. Please choose another."))
    except NoSuchTime:
        form.add_error(
            "start", _("The clocks change then, so this time does not exist. Please choose another.")
        )
    return not form.errors


def _field_of(reason: Closed) -> str:
    return "on" if reason in (Closed.HOLIDAY, Closed.NOT_A_WORKING_DAY) else "start"


@entering(Act.SEE_WHO)
@require_GET
def times_who(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show who sees when the client meets their helpers, and misses a meeting."""
    found = readers(
        episode, Act.SEE_APPOINTMENTS, sees=lambda standing, _member: standing.lets(Crossing.TIMES),
        why=(Why.SHARING, Why.OWN_ONLY),
    )  # fmt: skip
    return show_who(
        request, episode, what=_("When you meet your other helper, and whether you came"), act=Act.SEE_APPOINTMENTS,
        readers=[(one, ()) for one in found], back=reverse("episode", args=[episode.pk]),
        desk=_("The front desk sees your name and the time of a meeting, and nothing more."),
    )  # fmt: skip


def about_beginning(episode: Any, meeting_id: UUID, at: Any) -> dict[str, Any]:
    """Return what a page needs to say whether the peer joins this meeting, if it is the first and ahead."""
    first = queries.beginning(episode, at)
    peers = [place.member.name for place in team(episode) if place.role == Role.PEER] if first else []
    return {"beginning": first if first and first.id == meeting_id else None, "peer": " · ".join(peers)}


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
