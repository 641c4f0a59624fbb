"""What was opened out of pattern: whoever it was says why, the lead reads it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.care import actions, queries
from tandem.care.forms import WhyForm
from tandem.care.words import SIGNS, SIGNS_OF_OTHERS
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.ANSWER_UNUSUAL)
def answer_unusual(request: MemberRequest, unusual_id: UUID) -> HttpResponse:
    """Say why something was opened; each their own, once."""
    one = queries.unusual(unusual_id)
    if one is None or one.member_id != request.member.pk:
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_unusual(one=one, words=form.cleaned_data["words"], at=timezone.now())
        except actions.AlreadyAnswered:
            messages.info(request, _("You have said why already."))
        else:
            messages.success(request, _("Saved. Your program lead reads it."))
        return redirect("answer-unusual", unusual_id)
    said = queries.answer_to(one)
    context = {"form": form, "one": one, "signs": [SIGNS[code] for code in one.signs.split()], "said": said}
    return render(request, "care/why.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.SEE_UNUSUAL)
@require_GET
def unusual(request: MemberRequest) -> HttpResponse:
    """List what members of staff opened out of pattern, and what they said; never whose page it was."""
    rows = [
        (one, [SIGNS_OF_OTHERS[code] for code in one.signs.split()])
        for one in queries.unusual_lately(request.member)
    ]
    return render(request, "care/unusual.html", {"rows": rows})
