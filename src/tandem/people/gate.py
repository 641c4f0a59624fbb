"""The smaller door: what belongs to a practice but to no client's episode; and who it is, asked once more."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tandem.people.forms import ProofForm
from tandem.people.rules import STEP_UP_LASTS
from tandem.people.sessions import PROVEN, proved
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


# --- Who it is, once more ---


def stepped_up(view: View) -> View:
    """Ask for the password before a view, unless it was typed within five minutes. Stands below the door.

    What was sent is kept on the page that asks, and goes on with the password.
    """

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return step_up(request) or view(request, *args, **kwargs)

    asked.stepped_up = True  # type: ignore[attr-defined]
    return asked


def step_up(request: Any) -> HttpResponse | None:
    """Return the page that asks for the password, or None for somebody who has just shown who they are.

    A password for everybody: a passkey or a code shows that somebody holds the phone, which may not be its owner.
    """
    if recently_proven(request):
        return None
    given = "proof" in request.POST
    form = ProofForm(request.POST if given else None, request=request)
    if given and form.is_valid():
        proved(request)
        return redirect(request.path) if request.POST.get("proof_for") == "open" else None
    first = request.method == "GET" or request.POST.get("proof_for") == "open"
    context = {"form": form, "kept": _kept(request), "proof_for": "open" if first else "send"}
    return render(request, "people/prove.html", context, status=422 if given else 200)


def recently_proven(request: Any) -> bool:
    """Return whether the person of this sign-in showed a secret of theirs within five minutes."""
    return timezone.now().timestamp() - request.session.get(PROVEN, 0) < STEP_UP_LASTS.total_seconds()


def _kept(request: Any) -> list[tuple[str, str]]:
    """Return what was sent, without what belongs to the question itself."""
    own = {"proof", "proof_for", "csrfmiddlewaretoken"}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
