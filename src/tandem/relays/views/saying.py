"""The client says something and chooses how it travels; their list of everything they said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.appointments.queries import one as one_meeting
from tandem.appointments.words import with_whom
from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays import actions, facts, queries
from tandem.relays.forms import HeldForm, SayForm
from tandem.relays.rules import Way
from tandem.tenancy.keys import uuid7

CARRIED = ("words", "to", "way", "once", "about", "team")  # from the form over "not yet" and back


@entering(Act.SEND_POINT)
def say(request: MemberRequest, episode: Any) -> HttpResponse:
    """Say something. Nothing is kept before the client has chosen how it travels."""
    if request.method == "POST":
        return _take(request, episode)
    asked = {name: request.GET.get(name, "") for name in ("to", "way")}
    noticed = _noticed(request, episode)
    meeting = noticed.appointment if noticed else _meeting(request, episode, request.GET.get("about"))
    initial = {**asked, "about": meeting and meeting.pk, "words": noticed.words if noticed else ""}
    form = SayForm(helpers=_helpers(episode), initial=initial)
    return _page(request, episode, form, meeting)


@entering(Act.SEND_POINT)
def decide(request: MemberRequest, episode: Any, draft_id: UUID) -> HttpResponse:
    """Decide on words that wait: change them, choose a way, or put them off."""
    draft = queries.draft(episode, draft_id)
    point = queries.point(episode, draft_id) if draft is None else None
    if request.method == "POST":
        gone = draft is None and point is None
        return _gone(request, episode) if gone else _take(request, episode, draft)
    if draft is None:
        if point:
            return redirect("point", episode.pk, draft_id)
        raise Http404
    initial = {"words": draft.words, "once": draft.pk, "about": draft.appointment_id}
    form = SayForm(helpers=_helpers(episode), initial=initial)
    return _page(request, episode, form, draft.appointment, draft)


def _take(request: MemberRequest, episode: Any, draft: Any = None) -> HttpResponse:
    """Send what the form says, go on to "not yet", or show the form again with what was wrong."""
    helpers = _helpers(episode)
    meeting = draft.appointment if draft else _meeting(request, episode, request.POST.get("about"))
    if request.POST.get("go") == "back":
        said = {name: request.POST.get(name, "") for name in ("words", "to", "way", "once", "about")}
        return _page(request, episode, SayForm(helpers=helpers, initial=said), meeting, draft)
    form = SayForm(request.POST, helpers=helpers)
    if not form.is_valid():
        return _page(request, episode, form, meeting, draft)
    draft = draft or queries.draft(
        episode, form.cleaned_data["once"]
    )  # put off a moment ago, then thought again
    if form.cleaned_data["way"] is Way.NOT_YET:
        return _put_off(request, episode, form, meeting, draft)
    return _send(request, episode, form, meeting, draft)


def _send(request: MemberRequest, episode: Any, form: SayForm, meeting: Any, draft: Any) -> HttpResponse:
    said = form.cleaned_data
    key = draft.pk if draft else said["once"]
    try:
        actions.approve(
            point_id=key, episode=episode, words=said["words"], way=said["way"], to=said["to"],
            team_seen=form.team_seen(), about=meeting, draft=draft, by=request.member, at=timezone.now(),
        )  # fmt: skip
    except actions.AlreadyDecided:
        point = queries.point(episode, key)
        if point is None and draft:
            return _gone(request, episode)
        if point is None or (point.words, point.way, point.to) != (said["words"], said["way"], said["to"]):
            return _again(request, episode, meeting)
        messages.info(request, _("You sent this before. Nothing was sent twice."))
    except actions.TeamChanged:
        return _with_new_team(request, episode, meeting, draft)
    return redirect("point", episode.pk, key)


def _again(request: MemberRequest, episode: Any, meeting: Any) -> HttpResponse:
    """Show words that came by a page already used, to be sent as something new."""
    why = _("You sent this page before. If this is something new, please send it once more.")
    return _as_new(request, episode, meeting, why)


def _gone(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show words of a draft that was taken back or deleted meanwhile: whether they are still meant is the client's."""
    meeting = _meeting(request, episode, request.POST.get("about"))
    why = _(
        "This was taken back or deleted. Nothing was sent. If you still want to say it, send it once more."
    )
    return _as_new(request, episode, meeting, why)


def _as_new(request: MemberRequest, episode: Any, meeting: Any, why: str) -> HttpResponse:
    data = request.POST.copy()
    data["once"] = str(uuid7())
    form = SayForm(data, helpers=_helpers(episode))
    form.add_error(None, why)
    return _page(request, episode, form, meeting)


def _with_new_team(request: MemberRequest, episode: Any, meeting: Any, draft: Any) -> HttpResponse:
    """Show the form with the helpers of now, and the way to be chosen again."""
    helpers, data = _helpers(episode), request.POST.copy()
    data["team"] = " ".join(str(person.pk) for person, _role in helpers)
    data.pop("way", None)
    form = SayForm(data, helpers=helpers)
    form.add_error(None, _("Your team has changed. Please look again at who can see this. Nothing was sent."))
    return _page(request, episode, form, meeting, draft)


def _put_off(request: MemberRequest, episode: Any, form: SayForm, meeting: Any, draft: Any) -> HttpResponse:
    held = HeldForm(request.POST if "hold" in request.POST else None)
    if not held.is_valid():
        carried = [(name, request.POST.get(name, "")) for name in CARRIED]
        context = {"form": held, "carried": carried, "words": form.cleaned_data["words"]}
        return render(request, "relays/hold.html", context, status=422 if held.errors else 200)
    said = form.cleaned_data
    try:
        actions.put_off(
            draft_id=said["once"], episode=episode, words=said["words"], held=held.cleaned_data["held"],
            about=meeting, draft=draft, by=request.member, at=timezone.now(),
        )  # fmt: skip
    except actions.AlreadyDecided:
        return _gone(request, episode) if draft else _again(request, episode, meeting)
    messages.success(request, _("Kept. Only you can see it."))
    return redirect("points", episode.pk)


def _page(
    request: MemberRequest, episode: Any, form: SayForm, meeting: Any, draft: Any = None
) -> HttpResponse:
    context = {
        "form": form,
        "episode": episode,
        "draft": draft,
        "meeting": meeting,
        "whom": with_whom(meeting) if meeting else "",
        "peer": draft.by.name if draft and draft.by_id != request.member.pk else "",
    }
    return render(request, "relays/say.html", context, status=422 if form.errors else 200)


def _helpers(episode: Any) -> list[Any]:
    return [(place.member, place.role) for place in team(episode)]


def _meeting(request: MemberRequest, episode: Any, key: str | None) -> Any:
    """Return the meeting it is about, if the client has one of that id."""
    try:
        return one_meeting(episode, UUID(key or ""), request.member)
    except ValueError:
        return None


def _noticed(request: MemberRequest, episode: Any) -> Any:
    """Return what a peer noticed, if the client wants to say just that."""
    try:
        return queries.noticed_one(episode, UUID(request.GET.get("noticed", "")))
    except ValueError:
        return None


@require_POST
@entering(Act.SEND_POINT)
def said(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Note that the client said it themselves."""
    actions.say(point=_point(episode, point_id), by=request.member, at=timezone.now())
    messages.success(request, _("Well done. It is off your list."))
    return redirect("today")


@require_POST
@entering(Act.WITHDRAW_POINT)
def withdraw(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Take a point back from everyone."""
    actions.withdraw(point=_point(episode, point_id), by=request.member, at=timezone.now())
    messages.success(request, _("Taken back. Nobody else can see it now."))
    return redirect("points", episode.pk)


@require_POST
@entering(Act.WITHDRAW_POINT)
def delete_draft(request: MemberRequest, episode: Any, draft_id: UUID) -> HttpResponse:
    """Delete what was never sent."""
    draft = queries.draft(episode, draft_id)
    if draft:
        actions.delete_draft(draft=draft, by=request.member, at=timezone.now())
    messages.success(request, _("Deleted."))
    return redirect("points", episode.pk)


def _point(episode: Any, point_id: UUID) -> Any:
    point = queries.point(episode, point_id)
    if point is None:
        raise Http404
    return point


def mine(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client everything they said, and what waits for them to decide."""
    travelled = facts.everything(episode, timezone.now())
    context = {
        "episode": episode,
        "said": travelled.said,
        "explained": travelled.explained,
        "noticed": queries.noticed(episode),
        "drafts": queries.drafts(episode),
        "open": request.standing.open,
    }
    return render(request, "relays/mine.html", context)


def receipt(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Show the client one point: who can see it now, and what came of it."""
    said = facts.one(episode, point_id, timezone.now())
    if said is None:
        raise Http404
    context = {"episode": episode, "point": said, "open": request.standing.open}
    return render(request, "relays/receipt.html", context)
