"""Who sees what a client said yes to."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.care.facts import readers
from tandem.care.gate import entering
from tandem.care.views import show_who
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act


@entering(Act.SEE_WHO)
@require_GET
def consents_who(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show who sees which yeses are in force."""
    found = readers(episode, Act.SEE_CONSENTS)
    return show_who(
        request, episode, what=_("What you said yes to, and still counts"), act=Act.SEE_CONSENTS,
        readers=[(one, ()) for one in found], back=reverse("consents", args=[episode.pk]),
    )  # fmt: skip
