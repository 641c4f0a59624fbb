"""What every page is given: where one can go, who one is, and what to do in a crisis."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from tandem.people.middleware import idle_seconds
from tandem.people.sessions import PAPER_CODE
from tandem.people.words import role_name
from tandem.permissions.rules import PracticeAct, Role, may_in_practice
from tandem.privacy.rules import TABLET_IDLE

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


class Place(NamedTuple):
    """One place to go to."""

    label: str
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base templates use."""
    shown = {
        "crisis": settings.TANDEM_CRISIS_LINE,
        "exit_url": settings.TANDEM_EXIT_URL,
        "is_demo": settings.TANDEM_DEMO,
        "plain_name": settings.TANDEM_PLAIN_NAME,
        **_person(request),
    }
    if getattr(request, "tablet", False):
        shown |= {"tablet": True, "idle_seconds": shown["me"] and int(TABLET_IDLE.total_seconds())}
    return shown


def _person(request: Any) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {"nav": (), "me": None}
    roles = request.roles
    here = request.resolver_match.url_name if request.resolver_match else ""
    main = next(role for role in ORDER if role in roles)
    me = {"name": member.name, "role": role_name(main), "role_code": main.value}
    nav = () if request.needs_factor else _nav(roles, here, get_language())
    paper_code = bool(request.session.get(PAPER_CODE))
    safer = member.safer and main is Role.CLIENT
    shown = {"app_name": settings.TANDEM_PLAIN_NAME if safer else "Tandem", "plain": safer}
    return {
        "nav": nav,
        "me": me,
        "idle_seconds": idle_seconds(request.limits),
        "paper_code": paper_code,
        **shown,
    }


@lru_cache(maxsize=1000)  # the same for all who have the same roles
def _nav(roles: frozenset[str], here: str, language: str | None) -> tuple[Place, ...]:
    return tuple(
        Place(str(label), reverse(name), name == here)
        for name, label, act in NAV
        if may_in_practice(roles, act)
    )
