"""What a client said yes to, each text by itself, and taking a yes back; for helpers, what is in force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.consents import actions, queries, texts, words
from tandem.consents.rules import ConsentKind, Method, State, is_offered, to_talk_about
from tandem.consents.views.asking import kind_of, once_of, shown_text
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role, refusal


@entering(Act.SEE_CONSENTS)
@require_GET
def consents(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client everything they said yes to; a helper what of it is in force."""
    found = queries.standings(episode, timezone.now())
    if request.standing.role is Role.CLIENT:
        return _mine(request, episode, found)
    return _theirs(request, episode, found)


def _mine(request: MemberRequest, episode: Any, found: list[Any]) -> HttpResponse:
    said = {one.kind for one in found}
    phase = queries.phase_of(episode)
    context = {
        "episode": episode,
        "said": [_shown(one) for one in found],
        "others": [
            (kind.value, words.NAMES[kind], words.MEANINGS[kind], is_offered(kind, phase))
            for kind in ConsentKind
            if kind not in said
        ],
    }
    return render(request, "consents/mine.html", context)


def _shown(one: Any) -> dict[str, Any]:
    """Return one kind as the client's page shows it."""
    heading, *rest = texts.paragraphs(one.latest.text.words)
    return {
        "kind": one.kind.value,
        "state": one.state.value,
        "rows": [(row, words.METHODS[row.method], words.explained_by(row)) for row in one.rows],
        "until": one.until,
        "followed": one.followed and one.state is State.GIVEN,
        "heading": heading,
        "paragraphs": rest,
        "text": one.latest.text,
        "undoing": words.UNDOING[one.kind],
    }


def _theirs(request: MemberRequest, episode: Any, found: list[Any]) -> HttpResponse:
    now = [one for one in found if one.state is State.GIVEN]
    roles = {place.role for place in team(episode)}
    may = refusal(request.standing, Act.INTRODUCE) is None
    open_ = to_talk_about(roles, {one.kind: one.state for one in found}) if may else []
    context = {
        "episode": episode,
        "in_force": [
            (
                words.HELPERS_NAMES[one.kind],
                one.latest,
                one.until,
                words.HELPERS_METHODS[one.latest.method],
                words.explained_by(one.latest),
            )
            for one in now
        ],
        "to_talk_about": [words.HELPERS_NAMES[kind] for kind in open_],
    }
    return render(request, "consents/theirs.html", context)


@entering(Act.CHOOSE_CONSENT)
def consent(request: MemberRequest, episode: Any, kind: str) -> HttpResponse:
    """Show one text by itself; a yes is kept, “not now” keeps nothing."""
    asked = kind_of(kind)
    said = request.POST.get("answer") if request.method == "POST" else None
    if said == "no":
        messages.success(request, _("That is fine. Nothing was kept."))
        return redirect("consents", episode.pk)
    if said != "yes":
        return _text(request, episode, asked)
    try:
        actions.say_yes(
            consent_id=once_of(request), episode=episode, kind=asked, seen=request.POST.get("seen", ""),
            method=Method.ON_SCREEN, by=request.member, at=timezone.now(),
        )  # fmt: skip
    except actions.NotOffered as error:
        raise Http404 from error
    except actions.TextChanged:
        return _text(request, episode, asked, changed=True)
    messages.success(request, _("Saved. You can take it back at any time."))
    return redirect("consents", episode.pk)


def _text(request: MemberRequest, episode: Any, kind: ConsentKind, *, changed: bool = False) -> HttpResponse:
    now = queries.standing(episode, kind, timezone.now())
    context = shown_text(kind) | {
        "episode": episode,
        "kind": kind.value,
        "offered": is_offered(kind, queries.phase_of(episode)),
        "given": now.latest if now and now.state is State.GIVEN else None,
        "changed": changed,
    }
    return render(request, "consents/consent.html", context, status=422 if changed else 200)


@require_POST
@entering(Act.CHOOSE_CONSENT)
def take_back(request: MemberRequest, episode: Any, kind: str) -> HttpResponse:
    """Take a yes back; a second time changes nothing."""
    new = actions.take_back(episode=episode, kind=kind_of(kind), by=request.member, at=timezone.now())
    if new:
        messages.success(request, _("You took it back. From now on it does not count."))
    else:
        messages.info(request, _("This does not count any more. There was nothing to take back."))
    return redirect("consents", episode.pk)
