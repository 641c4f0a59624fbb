"""Who is asking, in which practice, in which language: settled once at the start of a request."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from tandem.people import queries
from tandem.people.models import Belonging, User
from tandem.people.rules import Limits, is_staff, limits
from tandem.people.sessions import BEGAN, SECOND_FACTOR, USED
from tandem.tenancy.current import using_practice

NOTED_EVERY_SECONDS = 60
# What somebody reaches who still has to set up their second factor.
WITHOUT_SECOND_FACTOR = (
    "/second-factor/", "/account/2fa/", "/account/reauthenticate/", "/account/logout/", "/language/", "/leave/",
    "/stay/", "/healthz",
)  # fmt: skip


class PersonMiddleware:
    """Sets `user`, and for a member `member`, `roles` and `practice_id`; names the practice to the database.

    Staff who have not shown a second factor are led to its page from everywhere else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.user = _account(request)
        request.member, request.roles, request.practice_id = None, frozenset(), None
        request.limits, request.needs_factor = limits((), safer=False), False
        belonging = _belonging(request)
        if belonging is None:
            return self._alone(request)
        with using_practice(belonging.practice_id):
            member, roles = queries.member_with_roles(belonging.member_id)
            if member is None:
                return self._alone(request)
            request.limits = limits(roles, member.safer)
            if not in_use(request):
                return self._ended(request)
            request.member, request.roles = member, roles
            request.practice_id = belonging.practice_id
            request.needs_factor = needs_factor(request)
            with timezone.override(member.time_zone), translation.override(member.language):
                response = self._seen(request)
            response.headers.setdefault("Content-Language", member.language)
            return response

    def _alone(self, request: Any) -> HttpResponse:
        """Answer somebody who is not signed in, or is nobody here."""
        if request.user.is_authenticated and not in_use(request):
            return self._ended(request)
        return self.get_response(request)

    def _ended(self, request: Any) -> HttpResponse:
        request.session.flush()
        request.user = AnonymousUser()
        return self.get_response(request)

    def _seen(self, request: Any) -> HttpResponse:
        if request.needs_factor and not request.path.startswith(WITHOUT_SECOND_FACTOR):
            return redirect("second-factor")
        return self.get_response(request)


def needs_factor(request: Any) -> bool:
    """Return whether somebody has to show, or set up, a second factor before they see anything."""
    asked = settings.TANDEM_SECOND_FACTOR and is_staff(request.roles)
    return bool(asked and not request.session.get(SECOND_FACTOR))


def _account(request: HttpRequest) -> User | AnonymousUser:
    """Return the account of this session, whose password has not changed since it signed in."""
    session = request.session
    kept_hash = session.get(HASH_SESSION_KEY)  # loads the session's row
    row = getattr(session, "row", None)
    user = row.user if row else None
    if user is None or not user.is_active or not kept_hash:
        return AnonymousUser()
    if not constant_time_compare(kept_hash, user.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    return user


def in_use(request: Any) -> bool:
    """Return whether this sign-in was used lately and is not too old, and note that it is used now.

    What an open page fetches by itself is nobody's use. Noted once a minute, to write little.
    """
    session, now = request.session, int(timezone.now().timestamp())
    used_at, began_at = session.get(USED, now), session.get(BEGAN, now)
    by_itself = request.method == "GET" and "HX-Request" in request.headers
    if now - used_at >= idle_seconds(request.limits) or now - began_at >= _seconds(request.limits.longest):
        return False
    if USED not in session or (now - used_at >= NOTED_EVERY_SECONDS and not by_itself):
        session[USED], session[BEGAN] = now, began_at
    return True


def idle_seconds(allowed: Limits) -> int:
    """Return after how many seconds without use a sign-in ends: the practice may be stricter than we are."""
    return min(settings.TANDEM_IDLE_SECONDS, _seconds(allowed.idle))


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())


def _belonging(request: Any) -> Belonging | None:
    if not request.user.is_authenticated:
        return None
    row = request.session.row
    if row.belonging and row.belonging.user_id == request.user.pk:
        return row.belonging
    first = next(iter(queries.belongings(request.user)), None)
    if first:
        request.session["belonging"] = str(first.pk)
    return first
