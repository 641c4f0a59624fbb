"""What every page is given: where one can go, who one is, and what to do in a crisis."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tandem.people.words import role_name
from tandem.permissions.rules import PracticeAct, Role, may_in_practice

# At most six for anyone: an address's name, its words, and the act it needs.
NAV: tuple[tuple[str, Promise, PracticeAct], ...] = (
    ("today", gettext_lazy("Today"), PracticeAct.SEE_TODAY),
    ("caseload", gettext_lazy("Clients"), PracticeAct.SEE_CASELOAD),
    ("waiting", gettext_lazy("New clients"), PracticeAct.START_EPISODES),
    ("bring-in", gettext_lazy("Bring people in"), PracticeAct.BRING_IN_CASELOAD),
    ("people", gettext_lazy("People"), PracticeAct.SEE_PEOPLE),
    ("calendar", gettext_lazy("Practice calendar"), PracticeAct.CHANGE_CALENDAR),
)
ORDER = [role for role in Role if role is not Role.CLIENT] + [Role.CLIENT]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base templates use."""
    return {
        "crisis": settings.TANDEM_CRISIS_LINE,
        "exit_url": settings.TANDEM_EXIT_URL,
        "is_demo": settings.TANDEM_DEMO,
        **_person(request),
    }


def _person(request: Any) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {"nav": [], "me": None}
    roles = request.roles
    here = request.resolver_match.url_name if request.resolver_match else ""
    nav = [
        {"label": label, "url": reverse(name), "current": name == here}
        for name, label, act in NAV
        if may_in_practice(roles, act)
    ]
    main = next(role for role in ORDER if role in roles)
    me = {"name": member.name, "role": role_name(main), "role_code": main.value}
    return {"nav": nav, "me": me, "idle_seconds": settings.TANDEM_IDLE_SECONDS}
