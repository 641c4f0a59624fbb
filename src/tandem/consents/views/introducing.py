"""The joint introduction: a helper ticks what was talked about, then the client answers on the same device.

As with “is that so?”, the client’s pages show nothing else, in the client’s own language, and each can be answered
once. Who was there counts as who explained, on that day only.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.consents import actions, queries
from tandem.consents.forms import IntroductionForm
from tandem.consents.rules import INTRODUCTION, PRESENT_FOR, ConsentKind, Method, asked_next
from tandem.consents.views.asking import kind_of, once_of, shown_text
from tandem.people.asked import MemberRequest
from tandem.people.words import role_name
from tandem.permissions.rules import Act, Role


@entering(Act.INTRODUCE)
def introduction(request: MemberRequest, episode: Any) -> HttpResponse:
    """Keep what was talked about and who was there; then show the client the first text."""
    places = team(episode)
    form = IntroductionForm(request.POST or None, team=places)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.introduce(
            introduction_id=said["once"], episode=episode, topics=said["topics"], present=form.places(),
            by=request.member, at=timezone.now(),
        )  # fmt: skip
        return redirect("introduction-ask", episode.pk, said["once"], _asked(places)[0].value)
    context = {
        "episode": episode,
        "form": form,
        "helpers": [(place.member, place.role, role_name(place.role)) for place in places],
    }
    return render(request, "consents/introduction.html", context, status=422 if form.errors else 200)


def _asked(places: list[Any]) -> list[ConsentKind]:
    """Return what the client is asked: working together only where there is a peer."""
    peer = any(place.role == Role.PEER for place in places)
    return [kind for kind in INTRODUCTION if peer or kind is not ConsentKind.JOINT_CARE]


@entering(Act.INTRODUCE)
def ask(request: MemberRequest, episode: Any, introduction_id: UUID, kind: str) -> HttpResponse:
    """Show the client one text on the helper's device, and keep their yes; “not now” keeps nothing."""
    asked, kinds = kind_of(kind), _asked(team(episode))
    found = queries.introduction(episode, introduction_id)
    if found is None or asked not in kinds:
        raise Http404
    if found.at + PRESENT_FOR < timezone.now():
        messages.info(request, _("This introduction was on another day. Please begin again with all three."))
        return redirect("introduction", episode.pk)
    with translation.override(episode.client.language):
        said = request.POST.get("answer") if request.method == "POST" else None
        changed = said == "yes" and not _kept(request, episode, found, asked)
        if said in ("yes", "no") and not changed:
            return _next(episode, introduction_id, asked_next(asked, kinds))
        return _page(request, episode, found, asked, kinds, changed=changed)


def _kept(request: MemberRequest, episode: Any, found: Any, asked: ConsentKind) -> bool:
    """Keep the yes. Returns whether the text was still the one that was shown."""
    try:
        actions.say_yes(
            consent_id=once_of(request), episode=episode, kind=asked, seen=request.POST.get("seen", ""),
            method=Method.IN_PERSON, explained_by=queries.present_at(found), by=request.member, at=timezone.now(),
        )  # fmt: skip
    except actions.TextChanged:
        return False
    return True


def _next(episode: Any, introduction_id: UUID, kind: ConsentKind | None) -> HttpResponse:
    if kind is None:
        return redirect("introduction-done", episode.pk, introduction_id)
    return redirect("introduction-ask", episode.pk, introduction_id, kind.value)


def _page(
    request: MemberRequest, episode: Any, found: Any, asked: ConsentKind, kinds: list[ConsentKind], *, changed: bool
) -> HttpResponse:  # fmt: skip
    context = shown_text(asked) | {
        "helpers": [(place.member, place.role) for place in queries.present_at(found)],
        "number": kinds.index(asked) + 1,
        "of": len(kinds),
        "changed": changed,
    }
    return render(request, "consents/introduction_ask.html", context, status=422 if changed else 200)


@entering(Act.INTRODUCE)
@require_GET
def done(request: MemberRequest, episode: Any, introduction_id: UUID) -> HttpResponse:
    """Ask the client to give the device back."""
    if queries.introduction(episode, introduction_id) is None:
        raise Http404
    with translation.override(episode.client.language):
        return render(request, "consents/introduction_done.html", {"episode": episode})
