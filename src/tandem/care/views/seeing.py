"""Who can see this? One page for every kind of thing, filled by the part that owns it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tandem.care import words
from tandem.care.facts import Reader, nobody_else
from tandem.people.asked import MemberRequest
from tandem.people.words import role_name
from tandem.permissions.rules import Act, PracticeAct

Choices = Sequence[tuple[str, Any]]


def show_who(
    request: MemberRequest, episode: Any, *, what: Any, act: Act, readers: Sequence[tuple[Reader, Choices]],
    back: str, change: str = "", desk: Any = "",
) -> HttpResponse:  # fmt: skip
    """Show who sees one thing: each helper, why, and what the client can change about it by a button.

    `what` is a short name of the thing; each reader comes with choices (value, label) that are posted to `change`
    as `set`, beside `to`, the helper's id. `desk` says what of it stands on the front desk's list, if anything does.
    """
    also = [PracticeAct.SEE_DAY_SHEET] if desk else []
    rows = [(one, role_name(one.role), words.why(one), choices) for one, choices in readers]
    context = {
        "episode": episode,
        "what": what,
        "rows": rows,
        "change": change,
        "back": back,
        "others": [role_name(role) for role in nobody_else(act, *also)],
        "desk": desk,
    }
    return render(request, "care/who.html", context)
