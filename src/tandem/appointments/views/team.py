"""The client's own team: pause, meet again, stop, ask for another. Nowhere is a reason asked for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments import facts
from tandem.care import actions, queries
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import HELPERS, Act, Role


@entering(Act.CHANGE_TEAM)
@require_GET
def my_team(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show each helper, what the client can do about them, and which meetings that would change."""
    team = facts.team_of(episode, timezone.now())
    context = {"episode": episode, "team": team, "open": request.standing.open}
    return render(request, "appointments/team.html", context)


@require_POST
@entering(Act.CHANGE_TEAM)
def pause(request: MemberRequest, episode: Any, helper_id: UUID) -> HttpResponse:
    """Stop meeting one helper for a while."""
    helper = _helper(episode, helper_id)
    at = timezone.now()
    news = actions.pause(episode=episode, member=helper, by=request.member.pk, at=at)
    said = _("You have paused with %(name)s. From now on they can’t read anything here.")
    return _done(request, episode, news, said % {"name": helper.first_name})


@require_POST
@entering(Act.CHANGE_TEAM)
def resume(request: MemberRequest, episode: Any, helper_id: UUID) -> HttpResponse:
    """Meet a helper again."""
    helper = _helper(episode, helper_id)
    news = actions.resume(episode=episode, member=helper, by=request.member.pk, at=timezone.now())
    said = _("You meet %(name)s again. Book your next meeting with them when you like.")
    return _done(request, episode, news, said % {"name": helper.first_name})


@entering(Act.CHANGE_TEAM)
def stop(request: MemberRequest, episode: Any, helper_id: UUID) -> HttpResponse:
    """Ask once more, with what happens; then end a helper's place."""
    at, helper = timezone.now(), _helper(episode, helper_id)
    if request.method != "POST":
        helpers = facts.team_of(episode, at).helpers
        found = next((one for one in helpers if one.member == helper), None)
        if found is None:
            return _done(request, episode, news=False)
        context = {"episode": episode, "helper": found, "others": len(helpers) > 1}
        return render(request, "appointments/stop.html", context)
    news = actions.leave_team(episode=episode, member=helper, by=request.member.pk, at=at)
    return _done(request, episode, news, _("You have stopped with %(name)s.") % {"name": helper.first_name})


@entering(Act.ASK_ANOTHER)
def another_helper(request: MemberRequest, episode: Any, role: str) -> HttpResponse:
    """Ask for another therapist or peer: meet the one of now until then, or stop at once."""
    if role not in HELPERS:
        raise Http404
    at = timezone.now()
    theirs = [one for one in facts.team_of(episode, at).helpers if one.role == role and not one.until]
    if request.method != "POST":
        context = {"episode": episode, "role": role, "meets": [one for one in theirs if not one.paused_at]}
        return render(request, "appointments/another.html", context)
    by = request.member.pk
    news = actions.wish_for_change(episode=episode, role=Role(role), by=by, at=at)
    if request.POST.get("until") == "now":
        left = [actions.leave_team(episode=episode, member=one.member, by=by, at=at) for one in theirs]
        news = news or any(left)
    return _done(request, episode, news, _("Your practice looks for someone else. You need not say why."))


@require_POST
@entering(Act.CHANGE_TEAM)
def think_again(request: MemberRequest, episode: Any, role: str) -> HttpResponse:
    """Take the wish for another helper back."""
    if role not in HELPERS:
        raise Http404
    at = timezone.now()
    news = actions.think_again(episode=episode, role=Role(role), by=request.member.pk, at=at)
    return _done(request, episode, news, _("Saved. Your practice looks for nobody else."))


def _helper(episode: Any, helper_id: UUID) -> Any:
    """Return somebody who is, or was, a helper of this episode: a page may be older than their place."""
    helper = queries.was_on_team(episode, helper_id)
    if helper is None:
        raise Http404
    return helper


def _done(request: MemberRequest, episode: Any, news: bool, said: str = "") -> HttpResponse:
    """Go back to the team; whoever comes second, from another page or by a second press, is told."""
    if news:
        messages.success(request, said)
    else:
        messages.info(request, _("This was done before. This is how it is now."))
    return redirect("my-team", episode.pk)
