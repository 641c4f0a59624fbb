"""Who sees what a client said at the start, and how they want to be reached."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.beginnings import queries
from tandem.care.facts import readers
from tandem.care.gate import entering
from tandem.care.views import show_who
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act


@entering(Act.SEE_WHO)
@require_GET
def hopes_who(request: MemberRequest, episode: Any, hopes_id: UUID) -> HttpResponse:
    """Show who sees what the client hopes for."""
    hopes = queries.one_hopes(episode, hopes_id)
    if hopes is None:
        raise Http404
    found = readers(episode, Act.READ_HOPES, hopes.pk)
    return show_who(
        request, episode, what=hopes.worth or hopes.tried, act=Act.READ_HOPES,
        readers=[(one, ()) for one in found], back=reverse("said-at-start", args=[episode.pk]),
    )  # fmt: skip


@entering(Act.SEE_WHO)
@require_GET
def reach_who(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show who sees how the client wants to be reached."""
    found = readers(episode, Act.SEE_EPISODE)
    return show_who(
        request, episode, what=_("How to reach you"), act=Act.SEE_EPISODE,
        readers=[(one, ()) for one in found], back=reverse("said-at-start", args=[episode.pk]),
        desk=_("The front desk sees how to reach you safely, and no other way."),
    )  # fmt: skip
