"""Choose a file, look at what it would bring, bring it in, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from tandem.care.views import name_first
from tandem.exchange import actions, queries, words
from tandem.exchange.forms import ChosenForm, FileForm
from tandem.exchange.rules.csv_rows import COLUMNS
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.BRING_IN_CASELOAD)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a file and check all of it; nothing is written before a lead has looked."""
    if first := name_first(request):
        return first
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            file, member = form.cleaned_data["file"].file, request.member  # type: ignore[attr-defined]
            rest = actions.resting()  # others are served by this very process
            found = actions.check_file(file=file, by=member, at=timezone.now(), tell=rest)
        except actions.FileRefused as refused:
            context["problems"] = [words.problem_line(problem) for problem in refused.problems]
            context["more"] = words.more_problems(refused.more)
        else:
            return redirect("bring-in-batch", found.pk)
    context["batches"] = queries.batches()
    wrong = form.errors or "problems" in context
    return render(request, "exchange/bring_in.html", context, status=422 if wrong else 200)


@as_member(PracticeAct.BRING_IN_CASELOAD)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Give an empty file with the right columns, marked as UTF-8 so that spreadsheets keep it so."""
    response = HttpResponse("\ufeff" + ",".join(COLUMNS) + "\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


@as_member(PracticeAct.BRING_IN_CASELOAD)
@require_GET
@vary_on_headers("HX-Request")
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show how a file stands: looked at, being brought in, here, or taken back. htmx asks for the part alone."""
    found = _found(batch_id)
    part = bool(request.htmx)  # type: ignore[attr-defined]
    page = "exchange/_batch.html" if part else "exchange/batch.html"
    return render(request, page, _context(found))


@as_member(PracticeAct.BRING_IN_CASELOAD)
@require_POST
def start(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Bring the people in. A second click finds it begun and changes nothing."""
    if first := name_first(request):
        return first
    found = _found(batch_id)
    form = ChosenForm(request.POST, doubtful=queries.preview(found).get("doubtful", []))
    chosen = form.cleaned_data["chosen"] if form.is_valid() else []
    actions.bring_in(batch=found, chosen=chosen, by=_me(request), at=timezone.now())
    return redirect("bring-in-batch", batch_id)


@as_member(PracticeAct.BRING_IN_CASELOAD)
@require_POST
def leave_out(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Forget a file that was only looked at."""
    actions.leave_out(batch=_found(batch_id))
    messages.success(request, _("We forgot that file. Nothing was brought in."))
    return redirect("bring-in")


@as_member(PracticeAct.BRING_IN_CASELOAD)
@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take back what a file brought, or say why it has to stay."""
    try:
        actions.undo(batch=_found(batch_id), by=_me(request), at=timezone.now())
    except actions.NotFinished:
        messages.error(request, _("This file is still being brought in. Try again in a minute."))
    except actions.CareHasBegun:
        messages.error(request, _("Care has begun for someone in this file, so it can’t be taken back."))
    except actions.InUse:
        messages.error(
            request,
            _("Someone in this file has an account, a role or newer history, so it can’t be taken back."),
        )
    return redirect("bring-in-batch", batch_id)


def _context(found: Any) -> dict[str, Any]:
    look, counts = queries.preview(found), found.counts
    gone, had = queries.gone(found)
    return {
        "batch": found,
        "state": queries.state(found),
        "names": look.get("names", []),
        "columns": look.get("columns", []),
        "form": ChosenForm(doubtful=look.get("doubtful", [])) if look.get("doubtful") else None,
        "doubts_not_listed": counts.get("doubtful", 0) - len(look.get("doubtful", [])),
        "new": words.new_lines(counts),
        "known": words.known_lines(counts),
        "left_out": words.left_out_lines(counts),
        "skipped": words.skipped_types(counts),
        "gone": gone,
        "had": had,
        "stayed": queries.stayed(found),
        "stuck": queries.seems_stuck(found, timezone.now()),
    }


def _found(batch_id: UUID) -> Any:
    found = queries.batch(batch_id)
    if found is None:
        raise Http404
    return found


def _me(request: Any) -> UUID:
    return request.member.pk
