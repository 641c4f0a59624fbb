"""A helper reads what the client chose to let them know, and says what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments.queries import one as one_meeting
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role, refusal
from tandem.relays import actions, queries
from tandem.relays.forms import OutcomeForm, ReplyForm
from tandem.relays.views import saying
from tandem.relays.words import asked_of_you


@entering(Act.SEE_POINTS)
@require_GET
def points(request: MemberRequest, episode: Any) -> HttpResponse:
    """List points: to the client all of theirs, to a helper those that are open to them."""
    standing = request.standing
    if standing.role is Role.CLIENT:
        return saying.mine(request, episode)
    context = {
        "episode": episode,
        "points": queries.readable(episode, request.member, timezone.now()),
        "drafts": queries.drafts_by(episode, request.member),
        "noticed": queries.noticed_by(episode, request.member) if standing.role is Role.PEER else [],
        "may_draft": refusal(standing, Act.DRAFT_POINT) is None,
    }
    return render(request, "relays/theirs.html", context)


@entering(Act.READ_POINT, about="point_id")
@require_GET
def point(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Show one point: to the client its receipt, to a helper the words and what is asked of them."""
    if request.standing.role is Role.CLIENT:
        return saying.receipt(request, episode, point_id)
    return _page(request, episode, _mine(request, episode, point_id))


@require_POST
@entering(Act.ANSWER_POINT, about="point_id")
def acknowledge(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Take "I have read this", perhaps with a line; the client sees it at once."""
    relay = _mine(request, episode, point_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, relay, reply=form)
    try:
        actions.acknowledge(relay=relay, by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. The client can see that you read it."))
    except actions.AlreadyAcknowledged:
        messages.info(request, _("You answered this before. Your first answer stands."))
    except actions.NoLongerOpen as error:
        raise Http404 from error
    return redirect("today")


@require_POST
@entering(Act.ANSWER_POINT, about="point_id")
def outcome(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Take what came of it from the helper whom it was meant for; the client reads it at once."""
    relay = _mine(request, episode, point_id)
    if relay.meant_for != request.member.pk:
        raise Http404
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, relay, outcome=form)
    try:
        actions.tell_outcome(relay=relay, by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. The client can read what came of it."))
    except actions.AlreadyAcknowledged:
        messages.info(request, _("You answered this before. Your first answer stands."))
    except (actions.NoLongerOpen, actions.NotYetRead) as error:
        raise Http404 from error
    return redirect("today")


def _mine(request: MemberRequest, episode: Any, point_id: UUID) -> Any:
    """Return the point as it was sent to this helper; what is taken back or too old is not there."""
    relay = queries.readable_one(episode, point_id, request.member, timezone.now())
    if relay is None:
        raise Http404
    return relay


def _page(
    request: MemberRequest, episode: Any, relay: Any, *, reply: Any = None, outcome: Any = None
) -> HttpResponse:
    other, carries = queries.other_than(relay), relay.meant_for != request.member.pk
    context = {
        "episode": episode,
        "point": relay,
        "carries": carries,
        "asks": asked_of_you(relay.way, carries, relay.meant_for_name),
        "other": other.name if other else "",
        "meeting": relay.meeting_id and one_meeting(episode, relay.meeting_id, request.member),
        "may_book": refusal(request.standing, Act.BOOK) is None,
        "reply": reply or ReplyForm(),
        "outcome": outcome or OutcomeForm(),
    }
    wrong = any(form is not None for form in (reply, outcome))
    return render(request, "relays/point.html", context, status=422 if wrong else 200)
