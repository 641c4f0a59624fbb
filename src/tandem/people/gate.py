"""The smaller door: what belongs to a practice but to no client's episode."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.utils import timezone

from tandem.permissions.rules import (
    HELPERS,
    PRACTICE_TERMS,
    Basis,
    PracticeAct,
    Refusal,
    Role,
    may_in_practice,
)
from tandem.record.looks import looked
from tandem.tenancy.snapshot import reading

View = Callable[..., HttpResponse]

SHOWS_CLIENTS = frozenset(
    {
        PracticeAct.SEE_TODAY,
        PracticeAct.SEE_CASELOAD,
        PracticeAct.START_EPISODES,
        PracticeAct.BRING_IN_CASELOAD,
        PracticeAct.OPEN_IN_EMERGENCY,
        PracticeAct.REVIEW_EMERGENCIES,
        PracticeAct.KEEP_RECORDS,
        PracticeAct.CONFIRM_REMOVAL,
    }
)


def as_member(act: PracticeAct, *, asks: bool = False) -> Callable[[View], View]:
    """Let a view be used by members whose roles allow `act`; to all others it does not exist.

    A GET runs in one snapshot, and a list of clients leaves only after the look at it is kept, with who stands on
    it: the view puts the ids of their episodes, or of clients without one, into `request.shown`. So does every
    request of a view that only `asks`: by POST where what was typed must not stand in an address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may_in_practice(request.roles, act):
                _keep_look(request, act, Refusal.NOT_YOURS)
                raise Http404
            request.shown = set()
            if request.method != "GET" and not asks:
                return view(request, *args, **kwargs)
            with reading():
                response = view(request, *args, **kwargs)
            _keep_look(request, act)
            return response

        entered.practice_act = act  # type: ignore[attr-defined]
        return entered

    return decorate


def _keep_look(request: Any, act: PracticeAct, refused: Refusal | None = None) -> None:
    """Write that somebody opened a list of clients, or was refused it; a client's own Today is no such list."""
    if act not in SHOWS_CLIENTS or request.member is None or request.roles == {Role.CLIENT}:
        return
    role = next((role for role in Role if role in request.roles and role in PRACTICE_TERMS[act]), None)
    basis = Basis.TEAM if role in HELPERS else Basis.PRACTICE
    looked(
        by=request.member.pk, act=act.value, at=timezone.now(), refused=refused or "", role=role or "",
        basis=basis if role else "", about=() if refused else request.shown,
    )  # fmt: skip
