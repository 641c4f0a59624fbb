"""A peer asks the client beside them whether what they noticed is so; without a yes nothing is kept.

Between the two pages nothing is stored, so the second page carries the words. They are signed together with the
meeting, the peer and the time: what is kept is what the client was shown, in this meeting and not long ago. The plain
words stand beside the signature, so that they come back to be shown again when it does not hold any more.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.appointments.queries import one as one_meeting
from tandem.appointments.rules import may_have_taken_place
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays import actions, queries
from tandem.relays.forms import NoticedForm
from tandem.relays.rules import SHOWN_GOOD_FOR
from tandem.tenancy.keys import uuid7

SALT = "tandem.relays.noticed"


@entering(Act.NOTICE)
def noticed(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Write one line, show it to the client, and keep it only with their yes."""
    meeting = one_meeting(episode, appointment_id, request.member)
    if meeting is None or meeting.peer_id != request.member.pk:
        raise Http404
    if not may_have_taken_place(meeting.starts_at, meeting.outcome, timezone.now()):
        raise Http404
    said = request.POST.get("answer")
    if said == "no":
        return _page(request, episode, meeting, NoticedForm(), after_no=True)
    if said == "yes":
        return _keep(request, episode, meeting)
    form = NoticedForm(request.POST or None)
    if form.is_valid():
        return _ask(request, episode, meeting, form.cleaned_data["words"])
    return _page(request, episode, meeting, form)


def _ask(request: MemberRequest, episode: Any, meeting: Any, words: str) -> HttpResponse:
    """Show the client the words, in the client's language; nothing is stored."""
    shown = signing.dumps([*_bound_to(request, meeting), str(uuid7()), words], salt=SALT)
    context = {"meeting": meeting, "words": words, "shown": shown, "peer": request.member.name}
    with translation.override(episode.client.language):
        return render(request, "relays/noticed_ask.html", context)


def _bound_to(request: MemberRequest, meeting: Any) -> list[str]:
    return [str(meeting.pk), str(request.member.pk)]


def _keep(request: MemberRequest, episode: Any, meeting: Any) -> HttpResponse:
    key, words = _shown(request, meeting)
    if key is None:
        form = NoticedForm(request.POST)
        form.add_error("words", _("This page is no longer good. Nothing was kept. Please show it once more."))
        return _page(request, episode, meeting, form)
    try:
        actions.keep_noticed(
            noticed_id=key, meeting=meeting, words=words, by=request.member, at=timezone.now()
        )
        messages.success(request, _("Kept. Only the client and you can read it."))
    except actions.AlreadyDecided:
        messages.info(request, _("This was kept before."))
    return redirect("noticed", episode.pk, meeting.pk)


def _shown(request: MemberRequest, meeting: Any) -> tuple[UUID | None, str]:
    """Return the id and the words that the client was shown, if it was here, by this peer, and not long ago."""
    try:
        signed = signing.loads(request.POST.get("shown", ""), salt=SALT, max_age=SHOWN_GOOD_FOR)
    except signing.BadSignature:
        return None, ""
    *bound, key, words = signed
    return (UUID(key), words) if bound == _bound_to(request, meeting) else (None, "")


def _page(
    request: MemberRequest, episode: Any, meeting: Any, form: NoticedForm, *, after_no: bool = False
) -> HttpResponse:
    kept = queries.noticed_by(episode, request.member).filter(appointment=meeting)
    context = {"episode": episode, "meeting": meeting, "form": form, "kept": kept, "after_no": after_no}
    return render(request, "relays/noticed.html", context, status=422 if form.errors else 200)


@require_POST
@entering(Act.TAKE_BACK_NOTICED)
def off(request: MemberRequest, episode: Any, noticed_id: UUID) -> HttpResponse:
    """Take back what the client had said yes to; pressed again it says the same."""
    found = queries.noticed_one(episode, noticed_id)
    if found:
        actions.take_back_noticed(noticed=found, by=request.member, at=timezone.now())
    messages.success(request, _("Taken back. Nobody can read it now."))
    return redirect("points", episode.pk)
