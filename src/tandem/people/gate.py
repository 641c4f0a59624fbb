"""The smaller door: what belongs to a practice but to no client's episode."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.utils import timezone

from tandem.permissions.rules import PracticeAct, Role, may_in_practice
from tandem.record.looks import looked
from tandem.tenancy.snapshot import reading

View = Callable[..., HttpResponse]

SHOWS_CLIENTS = frozenset(
    {
        PracticeAct.SEE_TODAY,
        PracticeAct.SEE_CASELOAD,
        PracticeAct.START_EPISODES,
        PracticeAct.BRING_IN_CASELOAD,
    }
)


def as_member(act: PracticeAct, *, asks: bool = False) -> Callable[[View], View]:
    """Let a view be used by members whose roles allow `act`; to all others it does not exist.

    A GET runs in one snapshot, and a list of clients leaves only after the look at it is kept. So does every
    request of a view that only `asks`: by POST where what was typed must not stand in an address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may_in_practice(request.roles, act):
                raise Http404
            if request.method != "GET" and not asks:
                return view(request, *args, **kwargs)
            with reading():
                response = view(request, *args, **kwargs)
            if act in SHOWS_CLIENTS and request.roles != {Role.CLIENT}:
                looked(by=request.member.pk, act=act.value, at=timezone.now())
            return response

        entered.practice_act = act  # type: ignore[attr-defined]
        return entered

    return decorate
