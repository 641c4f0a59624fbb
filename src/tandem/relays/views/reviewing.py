"""A helper brings looking back together forward; the client says yes or no, without a reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays import actions, queries


@entering(Act.ASK_REVIEW)
def review(request: MemberRequest, episode: Any) -> HttpResponse:
    """Ask the client to look back, all three; no reason can be given."""
    at, by = timezone.now(), request.member
    if request.method == "POST":
        try:
            actions.ask_review(episode=episode, by=by, at=at)
            messages.success(request, _("Asked. The client sees it on their Today."))
        except actions.CannotAsk:
            messages.info(request, _("This can’t be asked now. Nothing was sent."))
        return redirect("review", episode.pk)
    asking = queries.asking_of(episode, by, at)
    return render(request, "relays/review.html", {"episode": episode, "asking": asking.value})


@require_POST
@entering(Act.ANSWER_REVIEW)
def answer(request: MemberRequest, episode: Any, review_id: UUID) -> HttpResponse:
    """Take the client's yes or no."""
    found = queries.review(episode, review_id)
    said = request.POST.get("answer")
    if found is None or said not in ("yes", "no"):
        raise Http404
    try:
        actions.answer_review(review=found, yes=said == "yes", by=request.member, at=timezone.now())
        messages.success(
            request, _("Thank you. Your helpers can now book it.") if said == "yes" else _("That is fine.")
        )
    except actions.AlreadyAnswered:
        messages.info(request, _("You answered this before. Your first answer stands."))
    return redirect("today")
