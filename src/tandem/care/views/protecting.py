"""Whether 42 CFR part 2 protects a client's record: noted by their therapist, or by the lead."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.care import actions, queries
from tandem.care.gate import entering
from tandem.care.rules import PART2_NOTICE
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import Act, PracticeAct


@entering(Act.MARK_PART2)
def part2(request: MemberRequest, episode: Any) -> HttpResponse:
    """Let the therapist say whether it does."""
    return _page(request, episode) or redirect("episode", episode.pk)


@as_member(PracticeAct.START_EPISODES)
def part2_by_lead(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Let the lead say whether it does, without anything else about the client."""
    episode = queries.open_episode_of(client_id)
    if episode is None:
        raise Http404
    request.shown.add(episode.pk)
    return _page(request, episode) or redirect("change-team", client_id)


def _page(request: MemberRequest, episode: Any) -> HttpResponse | None:
    """Keep what was said and return nothing, or return the page that asks."""
    said = {"yes": True, "no": False}.get(request.POST.get("part2", ""))
    if request.method == "POST" and said is not None:
        actions.mark_part2(episode=episode, on=said, by=request.member.pk, at=timezone.now())
        messages.success(request, _("Saved."))
        return None
    context = {"episode": episode, "notice": PART2_NOTICE}
    return render(request, "care/part2.html", context, status=422 if request.method == "POST" else 200)
