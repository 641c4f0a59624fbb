"""Start episodes, keep the practice's calendar, read what was brought in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care import actions, queries
from tandem.care.forms import ClientForm, CoverForm, HolidayForm, TeamForm, WeekForm
from tandem.care.gate import entering
from tandem.care.views.naming import name_first
from tandem.notifications.actions import invite
from tandem.people.actions import add_member
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import Act, PracticeAct, Role


@as_member(PracticeAct.START_EPISODES)
@require_GET
def waiting(request: MemberRequest) -> HttpResponse:
    """List clients who have no helpers yet."""
    clients = list(queries.waiting_clients())
    request.shown |= {client.pk for client in clients}
    return render(request, "care/waiting.html", {"clients": clients})


@as_member(PracticeAct.START_EPISODES)
def start_episode(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Choose a client's therapist and peer; with that their episode begins."""
    client = queries.waiting_client(member_id)
    if client is None:
        return _too_late(request, member_id)
    request.shown.add(member_id)
    if first := name_first(request):
        return first
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_episode(client=client, by=_me(request), at=timezone.now(), **form.cleaned_data)
        except actions.AlreadyOpen:
            return _too_late(request, member_id)
        messages.success(request, _("Saved. Their helpers see them now."))
        return redirect("waiting")
    context = {"form": form, "client": client}
    return render(request, "care/start.html", context, status=422 if form.errors else 200)


def _too_late(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Say so when the client has helpers by now; anybody else is not there."""
    if not queries.is_helped(member_id):
        raise Http404
    messages.info(request, _("Somebody else has just done this."))
    return redirect("waiting")


@as_member(PracticeAct.START_EPISODES)
def add_client(request: MemberRequest) -> HttpResponse:
    """Add one client by hand; their helpers are chosen next."""
    form = ClientForm(request.POST or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        client = add_member(roles=[Role.CLIENT], by=request.member.pk, at=timezone.now(), **form.cleaned_data)
        return redirect("start-episode", client.pk)
    return render(request, "care/add_client.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@entering(Act.INVITE_CLIENT)
def invite_client(request: MemberRequest, episode: Any) -> HttpResponse:
    """Send the client a link to make their account."""
    if episode.client.user_id or not episode.client.email:
        raise Http404
    invite(member=episode.client, by=request.member.pk, at=timezone.now())
    messages.success(request, _("The invitation is on its way."))
    return redirect("episode", episode.pk)


@entering(Act.SEE_HISTORY)
@require_GET
def history(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show what was brought in from elsewhere, with its source."""
    return render(
        request, "care/history.html", {"episode": episode, "items": queries.history(episode.client)}
    )


@as_member(PracticeAct.CHANGE_CALENDAR)
def calendar(request: MemberRequest) -> HttpResponse:
    """Show and change when the practice is open, when it is not, and who covers."""
    asked = request.POST.get("form", "")
    week = WeekForm(request.POST if asked == "week" else None, week=queries.calendar().week)
    holiday = HolidayForm(request.POST if asked == "holiday" else None)
    cover = CoverForm(request.POST if asked == "cover" else None)
    form: Any = {"week": week, "holiday": holiday, "cover": cover}.get(asked)
    if form is not None and form.is_valid():
        _save(form, _me(request))
        messages.success(request, _("Saved."))
        return redirect("calendar")
    context = {
        "week": week,
        "holiday": holiday,
        "cover": cover,
        "holidays": queries.holidays_from(timezone.localdate()),
        "rota": [(WEEKDAYS[turn.weekday], turn) for turn in queries.cover_rota()],
    }
    return render(request, "care/calendar.html", context, status=422 if form is not None else 200)


def _save(form: Form, by: UUID) -> None:
    at = timezone.now()
    if isinstance(form, WeekForm):
        actions.set_week(week=form.week(), by=by, at=at)
    elif isinstance(form, HolidayForm):
        actions.add_holiday(by=by, at=at, **form.cleaned_data)
    else:
        actions.add_cover(by=by, at=at, **form.cleaned_data)


@require_POST
@as_member(PracticeAct.CHANGE_CALENDAR)
def remove_holiday(request: MemberRequest, holiday_id: UUID) -> HttpResponse:
    """Open on that day after all."""
    if not actions.remove_holiday(holiday_id=holiday_id, by=_me(request), at=timezone.now()):
        raise Http404
    return redirect("calendar")


@require_POST
@as_member(PracticeAct.CHANGE_CALENDAR)
def remove_cover(request: MemberRequest, cover_id: UUID) -> HttpResponse:
    """Take hours off the rota."""
    if not actions.remove_cover(cover_id=cover_id, by=_me(request), at=timezone.now()):
        raise Http404
    return redirect("calendar")


def _me(request: MemberRequest) -> UUID:
    return request.member.pk
