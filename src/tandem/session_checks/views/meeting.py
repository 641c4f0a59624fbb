"""Three views of one meeting, for the client: what they said, what each helper wrote, and what differs."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments.words import with_whom
from tandem.care.gate import entering
from tandem.care.queries import in_roles, team, the_other
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays.queries import noticed_in
from tandem.relays.rules import Way
from tandem.session_checks import actions, queries
from tandem.session_checks.rules import Choice
from tandem.session_checks.words import CHOICES, choices_for, in_words, reasons_in_words

# Choices that lead to words of the client's own; how those travel is chosen there, unless it was chosen here.
WAYS: dict[Choice, Way | None] = {Choice.THERAPIST: None, Choice.TOGETHER: Way.TOGETHER}


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
        "views": _with_readers(episode, queries.views_of(found, check, timezone.now())),
        **about_reasons(check, episode),
    }
    return render(request, "session_checks/meeting.html", context)


def _with_readers(episode: Any, views: list[Any]) -> list[tuple[Any, str]]:
    """Return each helper's side with who would read its line, by name."""
    places = team(episode)
    return [(view, "".join(one.name for one in the_other(places, view.role))) for view in views]


def about_reasons(check: Any, episode: Any) -> dict[str, Any]:
    """Return what a page needs to show the reasons for a talk and the choices."""
    if check is None or not check.reasons:
        return {"reasons": [], "choices": [], "chosen": ""}
    roles = {place.role for place in team(episode)}
    chosen = str(CHOICES[Choice(check.choice)]) if check.choice else ""
    return {"reasons": reasons_in_words(check.reasons), "choices": choices_for(roles), "chosen": chosen}


def _prefilled(check: Any, choice: Choice, helpers: dict[str, Any]) -> dict[str, Any]:
    """Return what the page to say something starts from: whom, which meeting, and how, where that was chosen."""
    way = WAYS[choice]
    start = {"about": check.appointment_id, "to": helpers["therapist"].pk}
    return start | ({"way": way.value} if way else {})


def _one_a_role(episode: Any, meeting: Any) -> dict[str, Any]:
    """Return one helper of each role: who was at this meeting before the others, who stays before who covers."""
    met = (meeting.therapist_id, meeting.peer_id)
    return {
        role: next((one for one in some if one.pk in met), some[0])
        for role, some in in_roles(team(episode)).items()
    }


@require_POST
@entering(Act.CHOOSE_DIFFERENCE)
def choose(request: MemberRequest, episode: Any, check_id: UUID) -> HttpResponse:
    """Keep what the client does about the reasons, and lead on."""
    check = queries.one(episode, check_id)
    if check is None:
        raise Http404
    helpers = _one_a_role(episode, check.appointment)
    offered = dict(choices_for(set(helpers)))
    if request.POST.get("choice") not in offered:
        raise Http404
    choice, peer = Choice(request.POST["choice"]), helpers.get("peer")
    told = actions.choose(check=check, choice=choice, peer=peer, by=request.member, at=timezone.now())
    if choice in WAYS:
        return redirect(
            f"{reverse('say', args=[episode.pk])}?{urlencode(_prefilled(check, choice, helpers))}"
        )
    if told and peer:
        said = _("%(name)s now knows that you would like to talk. Not what you answered.")
        messages.success(request, said % {"name": peer.name})
    else:
        messages.success(request, _("Saved. You can choose again at any time."))
    return redirect("meeting-views", episode.pk, check.appointment_id)
