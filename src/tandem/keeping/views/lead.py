"""The lead answers requests, holds records, and notes what left the practice. No words of a record are shown here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.keeping import actions, queries
from tandem.keeping.forms import AnswerForm, DisclosureForm, HoldForm, WholeNameForm, YearsForm
from tandem.keeping.rules import Asked
from tandem.keeping.words import FOR_LEAD, REASONS, THEY_ASK, WHAT
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct
from tandem.tenancy.keys import uuid7


@as_member(PracticeAct.KEEP_RECORDS, asks=True)
def records(request: MemberRequest) -> HttpResponse:
    """Show what clients ask about their records, what is held, and find a client by their whole name."""
    form = WholeNameForm(request.POST or None)
    found = queries.clients_called(form.cleaned_data["name"]) if form.is_valid() else []
    today = timezone.localdate()
    rows = [
        (one, THEY_ASK[one.asked], due, due < today)
        for one, due in ((one, queries.due_on(one)) for one in queries.waiting_requests())
    ]
    held = [(one, REASONS[one.reason]) for one in queries.holds() if one.ended_at is None]
    request.shown |= {row[0].client_id for row in rows} | {row[0].client_id for row in held}
    request.shown |= {one.pk for one in found}
    context = {"form": form, "found": found, "asked": form.is_valid(), "rows": rows, "held": held,
               "years": queries.years()}  # fmt: skip
    return render(request, "keeping/records.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.KEEP_RECORDS)
def answer_request(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Answer one request, in words the client reads."""
    asked = queries.one_request(request_id)
    if asked is None or asked.asked == Asked.COPY:
        raise Http404
    request.shown.add(asked.client_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(request=asked, by=request.member, at=timezone.now(), **form.cleaned_data)
        except actions.AlreadyAnswered:
            messages.info(request, _("Somebody else has just done this."))
        else:
            messages.success(request, _("Saved. The client reads it on their Today."))
        return redirect("records")
    context = {
        "form": form, "one": asked, "asks": THEY_ASK[asked.asked], "due": queries.due_on(asked),
        "held": queries.hold_of(asked.client), "until": queries.kept_until(asked.client, timezone.now()),
        "deletion": asked.asked == Asked.DELETE,
    }  # fmt: skip
    return render(request, "keeping/answer.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.KEEP_RECORDS)
@require_GET
def client_record(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Show how one client's record is kept: the hold, and what left the practice."""
    client = _client(request, client_id)
    held = queries.hold_of(client)
    left = [(one, WHAT[one.what], FOR_LEAD[one.ground]) for one in queries.disclosures_of(client)]
    context = {
        "client": client, "held": held, "reason": REASONS[held.reason] if held else "", "left": left,
        "until": queries.kept_until(client, timezone.now()),
    }  # fmt: skip
    return render(request, "keeping/client.html", context)


@as_member(PracticeAct.KEEP_RECORDS)
def hold(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Stop every removal of a client's record, with a reason."""
    client = _client(request, client_id)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.hold(
                client=client, reason=said["reason"], words=said["words"], told=not said["secret"],
                by=request.member, at=timezone.now(),
            )  # fmt: skip
        except actions.AlreadyHeld:
            messages.info(request, _("This record is held already."))
        else:
            messages.success(request, _("Saved. Nothing of it is removed from now on."))
        return redirect("client-record", client.pk)
    return render(
        request, "keeping/hold.html", {"form": form, "client": client}, status=422 if form.errors else 200
    )


@require_POST
@as_member(PracticeAct.KEEP_RECORDS)
def end_hold(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """End the hold on a client's record."""
    client = _client(request, client_id)
    held = queries.hold_of(client)
    if held:
        actions.end_hold(hold=held, by=request.member, at=timezone.now())
    messages.success(request, _("Saved. This record is no longer held."))
    return redirect("client-record", client.pk)


@as_member(PracticeAct.KEEP_RECORDS)
def note_disclosure(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Note what about a client left the practice."""
    client = _client(request, client_id)
    form = DisclosureForm(request.POST or None, initial={"once": uuid7(), "on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        actions.note_disclosure(
            disclosure_id=said.pop("once") or uuid7(), client=client, by=request.member, at=timezone.now(), **said
        )  # fmt: skip
        messages.success(request, _("Saved. The client can read it."))
        return redirect("client-record", client.pk)
    context = {"form": form, "client": client}
    return render(request, "keeping/disclosure.html", context, status=422 if form.errors else 200)


@as_member(PracticeAct.KEEP_RECORDS)
@require_GET
def left(request: MemberRequest) -> HttpResponse:
    """List what left the practice, latest first."""
    rows = [(one, WHAT[one.what], FOR_LEAD[one.ground]) for one in queries.disclosures()]
    request.shown |= {one.client_id for one, *_rest in rows}
    return render(request, "keeping/left.html", {"rows": rows})


@as_member(PracticeAct.KEEP_RECORDS)
def keep_for(request: MemberRequest) -> HttpResponse:
    """Say for how many years the practice keeps a record."""
    kept: dict[str, Any] = {"years": queries.years(), "source": queries.years_source()}
    form = YearsForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.keep_for(by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("records")
    return render(request, "keeping/years.html", {"form": form}, status=422 if form.errors else 200)


def _client(request: MemberRequest, client_id: UUID) -> Any:
    client = queries.a_client(client_id)
    if client is None:
        raise Http404
    request.shown.add(client.pk)
    return client
