"""Three views of one meeting, for the client: what they said, what each helper wrote, and what differs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments.words import with_whom
from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays.queries import noticed_in
from tandem.session_checks import actions, queries
from tandem.session_checks.rules import Choice
from tandem.session_checks.words import CHOICES, choices_for, in_words, reasons_in_words


@entering(Act.SEE_VIEWS)
@require_GET
def meeting(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Show the three views of one meeting."""
    found = queries.meeting_for(episode, appointment_id, request.member)
    if found is None:
        raise Http404
    check = queries.answered(episode, appointment_id)
    answers = queries.answers_of(check) if check else None
    context = {
        "episode": episode,
        "meeting": found,
        "whom": with_whom(found),
        "check": check,
        "answers": answers,
        "numbers": in_words(answers) if answers else [],
        "noticed": noticed_in(found),
        "open": request.standing.open,
        "views": queries.views_of(found, check, timezone.now()),
        **about_reasons(check, episode),
    }
    return render(request, "session_checks/meeting.html", context)


def about_reasons(check: Any, episode: Any) -> dict[str, Any]:
    """Return what a page needs to show the reasons for a talk and the choices."""
    if check is None or not check.reasons:
        return {"reasons": [], "choices": [], "chosen": ""}
    roles = {place.role for place in team(episode)}
    chosen = str(CHOICES[Choice(check.choice)]) if check.choice else ""
    return {"reasons": reasons_in_words(check.reasons), "choices": choices_for(roles), "chosen": chosen}


@require_POST
@entering(Act.CHOOSE_DIFFERENCE)
def choose(request: MemberRequest, episode: Any, check_id: UUID) -> HttpResponse:
    """Keep what the client does about the reasons, and lead on."""
    check = queries.one(episode, check_id)
    helpers = {place.role: place.member for place in team(episode)}
    offered = dict(choices_for(set(helpers)))
    if check is None or request.POST.get("choice") not in offered:
        raise Http404
    choice, peer = Choice(request.POST["choice"]), helpers.get("peer")
    told = actions.choose(check=check, choice=choice, peer=peer, by=request.member, at=timezone.now())
    if told and peer:
        said = _("%(name)s now knows that you would like to talk. Not what you answered.")
        messages.success(request, said % {"name": peer.name})
    else:
        messages.success(request, _("Saved. You can choose again at any time."))
    return redirect("meeting-views", episode.pk, check.appointment_id)
