"""A peer writes something down with the client, who decides what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.appointments.queries import one as one_meeting
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act
from tandem.relays import actions, queries
from tandem.relays.forms import DraftForm
from tandem.tenancy.keys import uuid7


@entering(Act.DRAFT_POINT)
def draft(request: MemberRequest, episode: Any) -> HttpResponse:
    """Write down together what the client may want to say."""
    meeting = _own_meeting(request, episode)
    typed = request.POST.get("words", "")  # carried over from the page of a topic that has closed
    carried = request.method == "POST" and request.POST.get("go") == "on"
    data = None if carried else request.POST or None
    form = DraftForm(data, initial={"about": meeting and meeting.pk, "words": typed})
    if form.is_valid():
        if _kept(request, episode, meeting, **form.cleaned_data):
            messages.success(request, _("Kept for the client. They decide what becomes of it."))
            return redirect("points", episode.pk)
        form = DraftForm({**request.POST.dict(), "once": str(uuid7())})
        form.add_error(
            None, _("You sent this page before. If this is something new, please send it once more.")
        )
    drafts = queries.drafts_by(episode, request.member)
    context = {"form": form, "episode": episode, "meeting": meeting, "drafts": drafts}
    return render(request, "relays/draft.html", context, status=422 if form.errors else 200)


def _kept(request: MemberRequest, episode: Any, meeting: Any, words: str, once: UUID, about: Any) -> bool:
    """Keep the words, or find that the same page has kept these very words before."""
    by = request.member
    try:
        actions.write_draft(
            draft_id=once, episode=episode, words=words, about=meeting, by=by, at=timezone.now()
        )
    except actions.AlreadyDecided:
        return any((one.pk, one.words) == (once, words) for one in queries.drafts_by(episode, by))
    return True


def _own_meeting(request: MemberRequest, episode: Any) -> Any:
    """Return the meeting it comes from, if the peer was in one of that id."""
    asked = request.POST if request.method == "POST" else request.GET
    try:
        return one_meeting(episode, UUID(asked.get("about", "")), request.member)
    except ValueError:
        return None


@require_POST
@entering(Act.TAKE_BACK_DRAFT)
def take_back(request: MemberRequest, episode: Any, draft_id: UUID) -> HttpResponse:
    """Take back what waits for the client; whether and what they decided is not told."""
    try:
        actions.take_back_draft(draft_id=draft_id, episode=episode, by=request.member, at=timezone.now())
        messages.success(request, _("Taken back. It is gone for the client too."))
    except actions.AlreadyDecided:
        messages.info(request, _("This does not wait any more. Nothing was taken back."))
    return redirect("points", episode.pk)
