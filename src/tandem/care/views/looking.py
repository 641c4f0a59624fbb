"""Who looked: the client reads who opened their pages, and who was not let in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tandem.care import facts
from tandem.care.gate import entering
from tandem.care.queries import emergencies_of
from tandem.care.words import FOUND, NOT_FOUND, REASONS, WHY, listed, opened
from tandem.people.asked import MemberRequest
from tandem.people.words import role_name
from tandem.permissions.rules import Act


@entering(Act.SEE_LOOKS)
@require_GET
def who_looked(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show who opened the client's pages, latest first, fifty lines a page."""
    before = _id(request.GET.get("before", ""))
    looks, more, listed_ = facts.who_looked(episode, timezone.now(), before)
    rows = [
        (look, opened(look.act), WHY[look.why] if look.why else "", [role_name(role) for role in look.roles])
        for look in looks
    ]
    opened_ = [
        (one, role_name(one.role), REASONS[one.reason], FOUND[one.finding] if one.finding else NOT_FOUND)
        for one in emergencies_of(episode, timezone.now())
    ] if before is None else []  # fmt: skip
    named = [(one, listed(one.act), role_name(one.role), WHY[one.why]) for one in listed_]
    lists = [role_name(role) for role in facts.list_roles()]
    context = {
        "episode": episode,
        "rows": rows,
        "more": more,
        "lists": lists,
        "named": named,
        "emergencies": opened_,
        "first": before is None,
    }
    return render(request, "care/looks.html", context)


def _id(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
