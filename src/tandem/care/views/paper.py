"""A helper gives a client a code on paper, in person, for somebody who can't use a mail to get in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.people.gate import stepped_up
from tandem.permissions.rules import Act
from tandem.sign_ins.actions import give_paper_code

MADE = "made"  # the form of the page was sent, not only the password


@entering(Act.GIVE_PAPER_CODE)
@stepped_up
def paper_code(request: MemberRequest, episode: Any) -> HttpResponse:
    """Say what a code on paper is, and show one once, to be written down."""
    if episode.client.user_id is None:
        raise Http404
    code = None
    if request.method == "POST" and MADE in request.POST:
        code = give_paper_code(member=episode.client, by=request.member, at=timezone.now())
        messages.info(request, _("It is shown this once."))
    elif request.method == "POST":
        return redirect("paper-code", episode.pk)
    return render(
        request, "care/paper_code.html", {"episode": episode, "client": episode.client, "code": code}
    )
