"""Django's database sessions, with the account and the practice read in the same query."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from tandem.people.models import Session
from tandem.tenancy.prepared import Prepared


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


def sign_everybody_out() -> None:
    """End every sign-in of every practice, as when a backup from before brings ended ones back."""
    Session.objects.all().delete()
