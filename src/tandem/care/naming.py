"""The page on which a practice names whom complaints go to, and what is asked for before."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.care.outside import name_outside_person, outside_person
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.permissions.rules import PracticeAct


class OutsidePersonForm(forms.Form):
    """Who they are, and how a client reaches them."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200,
        error_messages={"required": gettext_lazy("Write the name that clients will read.")},
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("What they are"), max_length=200,
        help_text=gettext_lazy("So that a client knows they are not one of you."),
        error_messages={"required": gettext_lazy("Say what they are, in a few words.")},
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Phone"), max_length=40, required=False,
        help_text=gettext_lazy("A number or an address: one of the two is enough."),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    mark_optional = False

    def clean(self) -> Any:
        """Ask for one way to reach them."""
        said = super().clean() or {}
        if not (said.get("phone") or said.get("email") or "email" in self.errors):
            self.add_error(
                "phone", _("Give a phone number or an e-mail address, so that clients can reach them.")
            )
        return said


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
