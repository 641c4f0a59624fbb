"""A client reads their record and takes it along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.keeping.queries import disclosures_of, due_on, open_request, requests_of
from tandem.keeping.rules import Asked
from tandem.keeping.words import ANSWERED, ASKED, GROUNDS, WHAT
from tandem.my_record import actions
from tandem.my_record.facts import record_of
from tandem.my_record.left_out import WORDS
from tandem.my_record.package import as_zip, page
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member, stepped_up
from tandem.permissions.rules import PracticeAct
from tandem.tenancy.snapshot import reading


@as_member(PracticeAct.SEE_OWN_RECORD)
@require_GET
def my_record(request: MemberRequest) -> HttpResponse:
    """Say what the record holds and what not, and offer to take it along, or to ask for it."""
    asked = [
        (one, ASKED[one.asked], due_on(one), ANSWERED.get(one.answer, ""))
        for one in requests_of(request.member)
    ]
    left = [(one, WHAT[one.what], GROUNDS[one.ground]) for one in disclosures_of(request.member)]
    context = {
        "in_person": request.member.safer,
        "copy": open_request(request.member, Asked.COPY),
        "asked": asked,
        "left": left,
        "left_out": list(WORDS.values()),
    }
    return render(request, "my_record/mine.html", context)


@as_member(PracticeAct.SEE_OWN_RECORD)
@require_GET
def read(request: MemberRequest) -> HttpResponse:
    """Show the whole record on one page."""
    return render(request, "my_record/read.html", page(record_of(request.member, timezone.now())))


@require_POST
@as_member(PracticeAct.SEE_OWN_RECORD)
@stepped_up
def download(request: MemberRequest) -> HttpResponse:
    """Hand out the record as one file, unless somebody else may hold this phone."""
    if request.member.safer:
        messages.info(request, _("You get it in person. You can ask for it here."))
        return redirect("my-record")
    at = timezone.now()
    with reading():
        record = record_of(request.member, at)
    packed = as_zip(record)
    actions.note_taken(client=request.member, by=request.member, way="download", things=record.things, at=at)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-record.zip"'
    return answer
