"""Who sees a point, words not sent, what was noticed, what was explained."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tandem.care.facts import Why, readers
from tandem.care.gate import entering
from tandem.care.views import show_who
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role
from tandem.permissions.sharing import Crossing
from tandem.relays import queries


@entering(Act.SEE_WHO)
@require_GET
def point_who(request: MemberRequest, episode: Any, point_id: UUID) -> HttpResponse:
    """Show who sees one point."""
    point = queries.point(episode, point_id)
    if point is None:
        raise Http404
    found = readers(episode, Act.READ_POINT, point.pk)
    return _page(request, episode, point.words, Act.READ_POINT, found)


@entering(Act.SEE_WHO)
@require_GET
def draft_who(request: MemberRequest, episode: Any, draft_id: UUID) -> HttpResponse:
    """Show who sees words that were not sent: the client, and until they decide the peer who wrote them down."""
    draft = queries.draft(episode, draft_id)
    if draft is None:
        raise Http404

    def sees(standing: Any, member: Any) -> bool:
        return member.pk == draft.by_id and draft.decided_at is None

    found = readers(episode, Act.DRAFT_POINT, draft.pk, sees=sees, why=(Why.OWN, Why.NOT_SHOWN))
    return _page(request, episode, draft.words, Act.DRAFT_POINT, found)


@entering(Act.SEE_WHO)
@require_GET
def noticed_who(request: MemberRequest, episode: Any, noticed_id: UUID) -> HttpResponse:
    """Show who sees what a peer noticed: the client and that peer."""
    noticed = queries.noticed_one(episode, noticed_id)
    if noticed is None:
        raise Http404

    def sees(standing: Any, member: Any) -> bool:
        return member.pk == noticed.by_id

    found = readers(episode, Act.NOTICE, noticed.pk, sees=sees, why=(Why.OWN, Why.NOT_SHOWN))
    return _page(request, episode, noticed.words, Act.NOTICE, found)


@entering(Act.SEE_WHO)
@require_GET
def explained_who(request: MemberRequest, episode: Any, explanation_id: UUID) -> HttpResponse:
    """Show who sees what a peer explained under a standing yes: that peer, and the therapist it went to."""
    told = queries.explanation_once(episode, explanation_id)
    if told is None:
        raise Http404
    reached = queries.reached(told.pk)

    def sees(standing: Any, member: Any) -> bool:
        to = member.pk in reached and standing.role is Role.THERAPIST and standing.lets(Crossing.TOPICS)
        return member.pk == told.by_id or to

    found = readers(episode, Act.SEE_TOPICS, told.pk, sees=sees, why=(Why.SHARING, Why.NOT_SHOWN))
    return _page(request, episode, told.words, Act.SEE_TOPICS, found)


def _page(request: MemberRequest, episode: Any, what: str, act: Act, found: Any) -> HttpResponse:
    back = reverse("points", args=[episode.pk])
    return show_who(request, episode, what=what, act=act, readers=[(one, ()) for one in found], back=back)
