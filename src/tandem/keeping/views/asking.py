"""A client asks for a copy in person, for a deletion, or to have something corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.keeping import actions, queries
from tandem.keeping.forms import CorrectionForm
from tandem.keeping.rules import ANSWER_WITHIN, Asked
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct


@require_POST
@as_member(PracticeAct.SEE_OWN_RECORD)
def ask_copy(request: MemberRequest) -> HttpResponse:
    """Ask for a copy that is handed over in person."""
    return _ask(request, Asked.COPY, "", _("Your helpers now know. They hand it to you when you meet."))


@as_member(PracticeAct.SEE_OWN_RECORD)
def ask_deletion(request: MemberRequest) -> HttpResponse:
    """Say what goes now, what later, what is kept and why; then ask."""
    if request.method == "POST":
        return _ask(request, Asked.DELETE, "", _("We have it. You hear from us within 30 days."))
    context = {
        "episode": queries.latest_episode(request.member),
        "waiting": queries.open_request(request.member, Asked.DELETE),
        "years": queries.years(),
        "source": queries.years_source(),
        "until": queries.kept_until(request.member, timezone.now()),
        "days": ANSWER_WITHIN[Asked.DELETE],
    }
    return render(request, "keeping/delete.html", context)


@as_member(PracticeAct.SEE_OWN_RECORD)
def ask_correction(request: MemberRequest) -> HttpResponse:
    """Ask to have something corrected."""
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _("We have it. You hear from us within 60 days.")
        return _ask(request, Asked.CORRECT, form.cleaned_data["words"], said)
    waiting = queries.open_request(request.member, Asked.CORRECT)
    context: dict[str, Any] = {"form": form, "waiting": waiting, "days": ANSWER_WITHIN[Asked.CORRECT]}
    return render(request, "keeping/correct.html", context, status=422 if form.errors else 200)


def _ask(request: MemberRequest, asked: Asked, words: str, said: str) -> HttpResponse:
    try:
        actions.ask(client=request.member, asked=asked, words=words, at=timezone.now())
    except actions.AlreadyAsked:
        messages.info(request, _("You have asked for this. It waits for an answer."))
    else:
        messages.success(request, said)
    return redirect("my-record")
