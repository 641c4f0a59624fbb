"""A helper takes along what is their own, and nothing of a client's."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tandem.my_record import actions, own
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member, stepped_up
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.TAKE_OWN)
@require_GET
def my_own(request: MemberRequest) -> HttpResponse:
    """Show what a helper may take along, and what not."""
    return render(request, "my_record/own.html", own.page(request.member, timezone.now()))


@require_POST
@as_member(PracticeAct.TAKE_OWN)
@stepped_up
def download(request: MemberRequest) -> HttpResponse:
    """Hand it out as one file."""
    at = timezone.now()
    packed = own.as_zip(request.member, at)
    actions.note_own_taken(member=request.member, at=at)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-own.zip"'
    return answer
