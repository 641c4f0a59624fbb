"""Get in again by a code on paper, and cancel one."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.queries import account
from tandem.people.sessions import PAPER_CODE
from tandem.permissions.rules import PracticeAct
from tandem.sign_ins import actions, queries
from tandem.sign_ins.forms import PaperForm


def paper(request: HttpRequest) -> HttpResponse:
    """Take an address, a code on paper and a new password. What does not work is told the same, whatever the reason."""
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _used(request, form):
        messages.success(request, _("Your password is new. Please sign in with it."))
        return redirect("account_login")
    return render(request, "sign_ins/paper.html", {"form": form}, status=422 if form.errors else 200)


def _used(request: HttpRequest, form: PaperForm) -> bool:
    said, at = form.cleaned_data, timezone.now()
    if not ratelimit.consume(request, action="paper_code", key=said["email"].lower()):
        form.add_error(None, _("That was too many tries. Please wait five minutes."))
        return False
    try:
        user = account(said["email"])
        actions.use_paper_code(user=user, typed=said["code"], password=said["password"], at=at)
    except actions.DoesNotWork:
        form.add_error(
            "code", _("This code does not work. It starts to work a day after you get it, and works once.")
        )
        return False
    return True


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def cancel_paper(request: MemberRequest) -> HttpResponse:
    """Show the code on paper that waits, and let its person cancel it."""
    if request.method == "POST":
        if actions.cancel_paper_code(member=request.member, at=timezone.now()):
            messages.success(request, _("The code will not work."))
        request.session.pop(PAPER_CODE, None)
        return redirect("settings")
    return render(request, "sign_ins/cancel_paper.html", {"code": queries.open_paper_code(request.member)})
