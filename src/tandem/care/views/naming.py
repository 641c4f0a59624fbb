"""The page on which a practice names whom complaints go to, and the one that asks for that first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.care.actions import name_outside_person
from tandem.care.forms import OutsidePersonForm
from tandem.care.queries import outside_person
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct


@as_member(PracticeAct.NAME_OUTSIDE_PERSON)
def outside(request: MemberRequest) -> HttpResponse:
    """Show and change whom complaints go to."""
    now = outside_person()
    kept = {name: getattr(now, name) for name in OutsidePersonForm.base_fields} if now else {}
    form = OutsidePersonForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        name_outside_person(by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Clients read it on the page of their rights."))
        return redirect("outside-person")
    return render(
        request, "care/outside.html", {"form": form, "now": now}, status=422 if form.errors else 200
    )


def name_first(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks for somebody outside first, or None where one is named."""
    if outside_person():
        return None
    return render(request, "care/name_first.html", status=422 if request.method == "POST" else 200)
