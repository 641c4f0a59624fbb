"""Django's database sessions, with the account and the practice read in the same query."""

from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tandem.people.models import Session, User
from tandem.tenancy.prepared import Prepared

# What a sign-in remembers, besides what Django and allauth keep in it. Times are whole seconds.
BEGAN = "began_at"
USED = "used_at"
PROVEN = "proven_at"  # when the person last showed who they are
SECOND_FACTOR = "second_factor"  # whether they showed two things, or set the second up since
AGENT = "agent"  # what the browser calls itself, for the list of devices
PAPER_CODE = "paper_code"  # whether a code on paper waits that could let somebody in


class SessionStore(DatabaseStore):
    """Keeps `row`, the session with its user and belonging, once loaded."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _get_session_from_db(self) -> Any:
        found = _kept(key=self.session_key, at=timezone.now()) if self.session_key else []
        self.row = found[0] if found else None
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.belonging_id = data.get("belonging")
        return row


def _with_people(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.select_related("user", "belonging").filter(session_key=key, expire_date__gt=at)


_kept = Prepared(_with_people, owned=False)  # it is read before a practice is known


def begin(request: HttpRequest, *, proven: bool, second_factor: bool) -> None:
    """Note what a sign-in that begins now rests on: whether a secret was shown, and whether two things were."""
    session, now = request.session, int(timezone.now().timestamp())
    session[BEGAN] = session[USED] = now
    session[AGENT] = request.headers.get("User-Agent", "")[:300]
    session[SECOND_FACTOR] = second_factor
    session.pop(PROVEN, None)
    if proven:
        session[PROVEN] = now


def proved(request: HttpRequest) -> None:
    """Note that the person has just shown who they are, under a fresh key."""
    request.session.cycle_key()
    request.session[PROVEN] = int(timezone.now().timestamp())


def name_of(key: str) -> str:
    """Return what a sign-in may be called on a page: its key would let somebody in."""
    return sha256(f"sign-in {key}".encode()).hexdigest()[:24]


def sign_ins(user: User, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Return each sign-in of an account: its name on a page, and what it remembers. The latest used comes first."""
    rows = Session.objects.filter(user=user, expire_date__gt=at)
    found = [(name_of(row.session_key), row.get_decoded()) for row in rows]
    return sorted(found, key=lambda one: one[1].get(USED, 0), reverse=True)


def end_sign_in(user: User, name: str) -> bool:
    """End one sign-in of an account by its name on a page. Returns whether there was one."""
    keys = [row.session_key for row in Session.objects.filter(user=user) if name_of(row.session_key) == name]
    return Session.objects.filter(user=user, session_key__in=keys).delete()[0] > 0


def end_sign_ins(user_id: Any, but: str | None = None) -> int:
    """End every sign-in of an account, but perhaps the one with the key `but`. Returns how many."""
    return int(Session.objects.filter(user_id=user_id).exclude(session_key=but or "").delete()[0])


def tell_sign_ins(user_id: Any, **facts: Any) -> None:
    """Let every sign-in of an account remember something more; None is forgotten."""
    for row in Session.objects.filter(user_id=user_id):
        kept = row.get_decoded() | facts
        row.session_data = SessionStore().encode(
            {name: value for name, value in kept.items() if value is not None}
        )
        row.save(update_fields=["session_data"])


def sign_everybody_out() -> None:
    """End every sign-in of every practice, as when a backup from before brings ended ones back."""
    Session.objects.all().delete()
