"""Find a client by name. What is typed is a name, so it never stands in an address: it is sent, and only read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tandem.care import queries
from tandem.care.forms import FindForm
from tandem.care.queries import Page, Place
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.rules import asked_words
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.SEE_CASELOAD, asks=True)
def find_own(request: MemberRequest) -> HttpResponse:
    """Find one of a helper's own clients; nothing typed shows all of them."""
    form = FindForm(request.POST or None)
    return _show(request, form, "own", lambda asked, after: queries.own_clients(request.member, asked, after))


@as_member(PracticeAct.START_EPISODES, asks=True)
def find_any(request: MemberRequest) -> HttpResponse:
    """Let the lead find a client of the practice, to choose or change their helpers."""
    return _show(request, FindForm(request.POST or None), "any", queries.practice_clients)


def _show(request: MemberRequest, form: FindForm, whose: str, find: Any) -> HttpResponse:
    asked, after = [], Place()
    if form.is_valid():
        asked, after = asked_words(form.cleaned_data["q"]), _after(request)
    page: Page = Page([], None) if form.errors else find(asked, after)
    request.shown |= {one.id for one in page.found}
    context = {
        "form": form, "page": page, "whose": whose, "asked": bool(asked), "first": after == Place(),
        "here": request.path,
    }  # fmt: skip
    return render(request, "care/find.html", context, status=422 if form.errors else 200)


def _after(request: MemberRequest) -> Place:
    """Return where the next page begins, as the page before said."""
    try:
        return Place(request.POST.get("after", ""), UUID(request.POST.get("after_id", "")))
    except ValueError:
        return Place()
