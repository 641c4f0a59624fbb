"""The client’s spoken yes to meeting the peer once, written down by the therapist who asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.consents import actions
from tandem.consents.rules import ConsentKind, Method
from tandem.consents.views.asking import once_of, shown_text
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role


@entering(Act.NOTE_SPOKEN_YES)
def meet_peer(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the words to read out, and keep that the client said yes to them."""
    places = team(episode)
    peers = [place.member.name for place in places if place.role == Role.PEER]
    if not peers:
        raise Http404
    mine = [place for place in places if place.member_id == request.member.pk]
    changed = request.method == "POST" and not _kept(request, episode, mine)
    if request.method == "POST" and not changed:
        messages.success(request, _("Saved. It ends in 30 days if working together does not follow."))
        return redirect("episode", episode.pk)
    with translation.override(episode.client.language):
        text = shown_text(ConsentKind.MEET_PEER)
    context = text | {"episode": episode, "peer": " · ".join(peers), "changed": changed}
    return render(request, "consents/meet_peer.html", context, status=422 if changed else 200)


def _kept(request: MemberRequest, episode: Any, mine: list[Any]) -> bool:
    """Keep the yes. Returns whether the text was still the one that was read out."""
    try:
        actions.say_yes(
            consent_id=once_of(request), episode=episode, kind=ConsentKind.MEET_PEER,
            seen=request.POST.get("seen", ""), method=Method.SPOKEN, explained_by=mine, by=request.member,
            at=timezone.now(),
        )  # fmt: skip
    except actions.TextChanged:
        return False
    return True
