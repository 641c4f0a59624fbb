"""Open a client's page in an emergency, and review what others opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.care import actions, queries
from tandem.care.forms import EmergencyForm, ReviewForm, WholeNameForm
from tandem.care.rules import is_late
from tandem.care.words import FINDINGS, REASONS
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member, stepped_up
from tandem.people.words import role_name
from tandem.permissions.rules import IN_EMERGENCY, PracticeAct
from tandem.tenancy.keys import uuid7


@as_member(PracticeAct.OPEN_IN_EMERGENCY, asks=True)
def emergency(request: MemberRequest) -> HttpResponse:
    """Ask who needs help, by their whole name; what is typed never stands in an address."""
    form = WholeNameForm(request.POST or None)
    found = queries.by_whole_name(form.cleaned_data["name"]) if form.is_valid() else []
    request.shown |= {row.client_id for row in found}
    context = {"form": form, "found": found, "asked": form.is_valid()}
    return render(request, "care/emergency.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.OPEN_IN_EMERGENCY)
@stepped_up
def open_emergency(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Ask why, say what follows, and open the page for an hour."""
    episode = queries.open_episode_of(client_id)
    if episode is None:
        raise Http404
    request.shown.add(episode.pk)
    _same, standing = queries.episode_and_standing(episode.pk, request.member)
    if standing:  # they help this client, or are this client
        return redirect("episode", episode.pk)
    form = EmergencyForm(request.POST if "reason" in request.POST or "words" in request.POST else None,
                         initial={"once": uuid7()})  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        actions.open_in_emergency(
            emergency_id=said["once"] or uuid7(), episode=episode, by=request.member, role=_role(request),
            reason=said["reason"], words=said["words"], at=timezone.now(),
        )  # fmt: skip
        return redirect("in-emergency", episode.pk)
    context = {"form": form, "client": episode.client}
    return render(request, "care/open_emergency.html", context, status=422 if form.errors else 200)


def _role(request: MemberRequest) -> str:
    return next(role.value for role in sorted(IN_EMERGENCY) if role in request.roles)


@as_member(PracticeAct.REVIEW_EMERGENCIES)
@require_GET
def emergencies(request: MemberRequest) -> HttpResponse:
    """List what was opened in an emergency: what waits to be reviewed first."""
    at = timezone.now()
    found = queries.emergencies(at)
    request.shown |= {one.episode_id for one in found}
    rows = [_row(one, request, at) for one in found]
    rows.sort(key=lambda row: row["found"] != "")
    return render(request, "care/emergencies.html", {"rows": rows})


def _row(one: Any, request: MemberRequest, at: Any) -> dict[str, Any]:
    waits = one.finding is None
    return {
        "one": one, "role": role_name(one.role), "reason": REASONS[one.reason],
        "found": "" if waits else FINDINGS[one.finding], "late": waits and is_late(one.at, at),
        "mine": one.by_id == request.member.pk,
    }  # fmt: skip


@as_member(PracticeAct.REVIEW_EMERGENCIES)
def review_emergency(request: MemberRequest, emergency_id: UUID) -> HttpResponse:
    """Say what one finds of an emergency that somebody else opened."""
    found = queries.emergency_once(emergency_id)
    if found is None or found.by_id == request.member.pk:
        raise Http404
    request.shown.add(found.episode_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_emergency(
                emergency=found, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.AlreadyReviewed:
            messages.info(request, _("Somebody else has just done this."))
        else:
            messages.success(request, _("Saved. The client reads what you found, not your line."))
        return redirect("emergencies")
    context = {"form": form, "one": found, "role": role_name(found.role), "reason": REASONS[found.reason]}  # type: ignore[index]
    return render(request, "care/review_emergency.html", context, status=422 if form.errors else 200)
