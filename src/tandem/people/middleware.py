"""Who is asking, in which practice, in which language: settled once at the start of a request."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from tandem.people import queries
from tandem.people.models import Belonging, User
from tandem.tenancy.current import using_practice

NOTED_EVERY_SECONDS = 60


class PersonMiddleware:
    """Sets `user`, and for a member `member`, `roles` and `practice_id`; names the practice to the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.user = _account(request)
        request.member, request.roles, request.practice_id = None, frozenset(), None
        belonging = _belonging(request)
        if belonging is None:
            return self.get_response(request)
        with using_practice(belonging.practice_id):
            member, roles = queries.member_with_roles(belonging.member_id)
            if member is None:
                return self.get_response(request)
            request.member, request.roles = member, roles
            request.practice_id = belonging.practice_id
            with timezone.override(member.time_zone), translation.override(member.language):
                response = self.get_response(request)
            response.headers.setdefault("Content-Language", member.language)
            return response


def _account(request: HttpRequest) -> User | AnonymousUser:
    """Return the account of this session, whose password has not changed since it signed in."""
    session = request.session
    kept_hash = session.get(HASH_SESSION_KEY)  # loads the session's row
    row = getattr(session, "row", None)
    user = row.user if row else None
    if user is None or not user.is_active or not kept_hash:
        return AnonymousUser()
    if not constant_time_compare(kept_hash, user.get_session_auth_hash()) or not in_use(request):
        session.flush()
        return AnonymousUser()
    return user


def in_use(request: Any, asked_to_stay: bool = False) -> bool:
    """Return whether this sign-in was used lately, and note that it is used now.

    What an open page fetches by itself is nobody's use. Noted once a minute, to write little.
    """
    session, now = request.session, int(timezone.now().timestamp())
    used_at = session.get("used_at", now)
    by_itself = request.method == "GET" and "HX-Request" in request.headers
    if now - used_at >= settings.TANDEM_IDLE_SECONDS:
        return False
    if "used_at" not in session or asked_to_stay or (now - used_at >= NOTED_EVERY_SECONDS and not by_itself):
        session["used_at"] = now
    return True


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
