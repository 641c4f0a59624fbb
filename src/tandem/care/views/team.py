"""The lead changes who is on a client's team. They read names, roles and dates, nothing else."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.care import actions, queries
from tandem.care.forms import JoinForm
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.words import role_name
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.START_EPISODES)
def change_team(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Show who is on a client's team, and put somebody on it, for good or until a day."""
    episode = _episode(client_id)
    request.shown.add(episode.pk)
    held = queries.places(episode)
    form = JoinForm(request.POST or None, but=[client_id, *(place.member_id for place in held)])
    if request.method == "POST" and form.is_valid():
        member, role = form.chosen()
        until, at = _end_of(form.cleaned_data["until"], episode.practice.time_zone), timezone.now()
        try:
            actions.join_team(
                episode=episode, member=member, role=role, by=request.member.pk, at=at, until=until
            )
        except actions.AlreadyOnTeam:
            return _again(request, client_id)
        messages.success(request, _("Saved. They see nothing shared until the client chooses."))
        return redirect("change-team", client_id)
    team = [(place, role_name(place.role)) for place in held]
    context = {"client": episode.client, "team": team, "wished": list(queries.wishes(episode)), "form": form}
    return render(request, "care/team.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.START_EPISODES)
def take_off(request: MemberRequest, client_id: UUID, helper_id: UUID) -> HttpResponse:
    """Ask once more, then take a helper off a client's team."""
    episode = _episode(client_id)
    request.shown.add(episode.pk)
    place = next((one for one in queries.places(episode) if one.member_id == helper_id), None)
    if place is None:
        if queries.was_on_team(episode, helper_id) is None:
            raise Http404
        return _again(request, client_id)
    if request.method != "POST":
        context = {"client": episode.client, "helper": place.member}
        return render(request, "care/take_off.html", context)
    by, at = request.member.pk, timezone.now()
    if not actions.leave_team(episode=episode, member=place.member, by=by, at=at):
        return _again(request, client_id)
    messages.success(request, _("Saved. They read nothing here from now on."))
    return redirect("change-team", client_id)


def _episode(client_id: UUID) -> Any:
    episode = queries.open_episode_of(client_id)
    if episode is None:
        raise Http404
    return episode


def _again(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Say so to whoever comes second."""
    messages.info(request, _("Somebody else has just done this."))
    return redirect("change-team", client_id)


def _end_of(day: date | None, zone: str) -> datetime | None:
    """Return the end of a day by the practice's clock."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone)) if day else None
