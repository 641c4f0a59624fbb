"""A helper's page of one meeting: what the client let them know before it, and how it went."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.appointments.actions import note_outcome
from tandem.appointments.forms import OutcomeForm
from tandem.appointments.queries import one as one_meeting
from tandem.appointments.rules import TOOK_PLACE, OutcomeKind, allowed_outcomes
from tandem.appointments.views import about_beginning
from tandem.appointments.words import KINDS
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, refusal
from tandem.relays import facts
from tandem.session_checks.views.cards import may_notice


@entering(Act.NOTE_OUTCOME)
def theirs(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Show a helper one of their meetings, and take how it went."""
    found = one_meeting(episode, appointment_id, request.member)
    if found is None:
        raise Http404
    at = timezone.now()
    allowed = allowed_outcomes(found.starts_at, at)
    form = OutcomeForm(request.POST or None, allowed=allowed, initial={"outcome": found.outcome})
    if request.method == "POST" and form.is_valid():
        return _note(request, episode, found, form.cleaned_data["outcome"], at)
    context = {
        "form": form,
        "episode": episode,
        "meeting": found,
        "kind": KINDS[found.kind],
        "began": found.starts_at <= at,
        "took_place": found.outcome in TOOK_PLACE,
        "waiting": [] if found.outcome else facts.unread(episode, request.member, at),
        "may_draft": refusal(request.standing, Act.DRAFT_POINT) is None,
        "may_notice": may_notice(request, found, at),
        **about_beginning(episode, found.pk, at),
    }
    return render(request, "session_checks/theirs.html", context, status=422 if form.errors else 200)


def _note(
    request: MemberRequest, episode: Any, found: Any, outcome: OutcomeKind, at: datetime
) -> HttpResponse:
    """Keep how it went; of one that took place the helper's own side comes next."""
    note_outcome(appointment=found, outcome=outcome, by=request.member, at=at)
    messages.success(request, _("Saved."))
    if outcome in TOOK_PLACE:
        return redirect("card", episode.pk, found.pk)
    return redirect("today")
