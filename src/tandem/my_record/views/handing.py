"""A helper hands a client their record in person: the client sits beside them and types their password."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from tandem.care.gate import entering
from tandem.keeping.queries import open_request
from tandem.keeping.rules import Asked
from tandem.my_record import actions
from tandem.my_record.facts import record_of
from tandem.my_record.package import as_pdf
from tandem.people.asked import MemberRequest
from tandem.people.forms import ProofForm
from tandem.permissions.rules import Act


@entering(Act.HAND_OVER_RECORD)
def hand_over(request: MemberRequest, episode: Any) -> HttpResponse:
    """Make the record to print, once the client has typed their password."""
    client = episode.client
    waiting = open_request(client, Asked.COPY)
    if waiting is None or client.user is None:
        raise Http404
    form = ProofForm(request.POST or None, request=request, user=client.user)
    if request.method == "POST" and form.is_valid():
        return _printed(request, client, waiting)
    context = {"form": form, "client": client}
    return render(request, "my_record/hand_over.html", context, status=422 if form.errors else 200)


def _printed(request: MemberRequest, client: Any, waiting: Any) -> HttpResponse:
    at = timezone.now()
    with translation.override(client.language), timezone.override(client.time_zone):
        record = record_of(client, at)
        pdf = as_pdf(record)
    actions.hand_over(request=waiting, client=client, by=request.member, things=record.things, at=at)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="record.pdf"'
    return answer
