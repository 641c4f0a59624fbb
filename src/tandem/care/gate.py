"""The only door to anything about a client.

A view inside an episode names the act it needs. The door gathers the person's standing, asks the
table, and hands the view the episode; everything else is found through that episode.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tandem.care import queries
from tandem.permissions.rules import IN_EMERGENCY, Act, Refusal, Role, Standing, refusal
from tandem.record.looks import looked
from tandem.tenancy.snapshot import reading

View = Callable[..., HttpResponse]


def entering(act: Act, about: str | None = None) -> Callable[[View], View]:
    """Let a view be used by those who may do `act` in the episode of its URL.

    `about` names the URL's argument with the id of one shareable thing. A GET runs permission and
    page in one snapshot, and leaves only after the look is kept; a POST runs both in one transaction.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: Any, episode_id: UUID, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.member is None:
                raise Http404
            with _one_moment(request):
                refused, response = _ask(request, view, act, episode_id, about, kwargs)
            _keep_look(request, act, episode_id, refused)
            if response is None:
                raise Http404
            return response

        entered.act, entered.about = act, about  # type: ignore[attr-defined]
        return entered

    return decorate


def _one_moment(request: HttpRequest) -> AbstractContextManager[None]:
    return reading() if request.method in ("GET", "HEAD") else transaction.atomic()


def standing_of(
    member: Any, roles: Collection[Role], episode_id: UUID, thing: UUID | None, at: datetime
) -> tuple[Any, Standing | None]:
    """Return an episode, and where somebody stands towards it at this moment; neither when they do not.

    `thing` is the one shareable thing asked for. Nothing of it is ever remembered: it is asked anew each time.
    """
    episode, standing = queries.episode_and_standing(episode_id, member, thing)
    if standing is None and IN_EMERGENCY.intersection(roles):
        said, standing = queries.emergency_standing(episode_id, member, at)
        episode = episode or said
    return episode, standing


def _ask(
    request: Any, view: View, act: Act, episode_id: UUID, about: str | None, kwargs: dict[str, Any]
) -> tuple[Refusal | None, HttpResponse | None]:
    """Return why not, if so, and the page: the view's own, a kind refusal, or none for "not there"."""
    thing = kwargs.get(about) if about else None
    episode, standing = standing_of(request.member, request.roles, episode_id, thing, timezone.now())
    refused = refusal(standing, act)
    request.standing = standing
    if refused is None:
        return None, view(request, episode, **kwargs)
    if refused.may_be_known:
        context = {"reason": refused.value, "client": episode.client if episode else None}
        return refused, render(request, "care/refused.html", context, status=403)
    return refused, None


def _keep_look(request: Any, act: Act, episode_id: UUID, refused: Refusal | None) -> None:
    """Write the look of everyone but the client whose page it is; changes are in the record already."""
    own = refused is None and request.standing.role is Role.CLIENT
    if own or (refused is None and request.method not in ("GET", "HEAD")):
        return
    standing = request.standing
    looked(
        by=request.member.pk, act=act.value, at=timezone.now(), episode_id=episode_id, refused=refused or "",
        role=standing.role.value if standing else "", basis="" if refused or not standing else standing.basis.value,
    )  # fmt: skip
