"""The client's goals."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care.actions import release
from tandem.care.facts import readers
from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.care.views import show_who
from tandem.goals import actions, queries
from tandem.goals.forms import GoalForm
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Kind, Role, Standing


@entering(Act.SEE_GOALS)
@require_GET
def goals(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the goals: to the client with what the peer sees, to a helper those they may see."""
    standing = request.standing
    if standing.role is Role.CLIENT:
        return render(request, "goals/mine.html", _mine(episode, standing, GoalForm()))
    found = queries.visible(episode, standing, request.member)
    return render(request, "goals/theirs.html", {"episode": episode, "goals": found})


def _mine(episode: Any, standing: Any, form: GoalForm) -> dict[str, Any]:
    peers = _peers(episode)
    found = queries.with_peer_view(episode, peers)
    for goal in found:
        goal.names = _names(goal.shown or peers)
    return {"episode": episode, "goals": found, "form": form, "open": standing.open}


def _peers(episode: Any) -> list[Any]:
    """Return the peers of now: one, or two while somebody covers."""
    return [place.member for place in team(episode) if place.role == Role.PEER]


def _names(people: list[Any]) -> str:
    return ", ".join(one.first_name for one in people)


@require_POST
@entering(Act.CHANGE_GOALS)
def propose(request: MemberRequest, episode: Any) -> HttpResponse:
    """Add a goal."""
    form = GoalForm(request.POST)
    if not form.is_valid():
        context = _mine(episode, request.standing, form)
        return render(request, "goals/mine.html", context, status=422)
    actions.propose_goal(episode=episode, by=request.member, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("goals", episode.pk)


@require_POST
@entering(Act.CHANGE_GOALS)
def close(request: MemberRequest, episode: Any, goal_id: UUID) -> HttpResponse:
    """Close a goal."""
    actions.close_goal(goal=_goal(episode, goal_id), by=request.member, at=timezone.now())
    return redirect("goals", episode.pk)


@require_POST
@entering(Act.HIDE_GOAL)
def show_or_hide(request: MemberRequest, episode: Any, goal_id: UUID) -> HttpResponse:
    """Hide a goal from the peer, or show it again."""
    peers = _peers(episode)
    if not peers:
        raise Http404
    release(
        episode=episode,
        kinds=[Kind.GOAL],
        object_id=_goal(episode, goal_id).pk,
        to=peers,
        on=request.POST.get("show") == "yes",
        by=request.member.pk,
        at=timezone.now(),
    )
    return redirect("goals", episode.pk)


@entering(Act.SEE_WHO)
@require_GET
def who(request: MemberRequest, episode: Any, goal_id: UUID) -> HttpResponse:
    """Show who sees one goal."""
    goal = _goal(episode, goal_id)
    found = readers(episode, Act.SEE_GOALS, goal.pk, sees=partial(_sees, episode, goal))
    return show_who(
        request, episode, what=goal.wording, act=Act.SEE_GOALS, readers=[(one, ()) for one in found],
        back=reverse("goals", args=[episode.pk]),
    )  # fmt: skip


def _sees(episode: Any, goal: Any, standing: Standing, member: Any) -> bool:
    return any(one.pk == goal.pk for one in queries.visible(episode, standing, member))


def _goal(episode: Any, goal_id: UUID) -> Any:
    goal = queries.one(episode, goal_id)
    if goal is None:
        raise Http404
    return goal
