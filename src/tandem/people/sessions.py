"""Django's database sessions, with the account and the practice read in the same query."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from tandem.people.models import Session


class SessionStore(DatabaseStore):
    """Keeps `row`, the session with its user and belonging, once loaded."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _get_session_from_db(self) -> Any:
        found = (
            Session.objects.select_related("user", "belonging")
            .filter(session_key=self.session_key, expire_date__gt=timezone.now())
            .first()
        )
        self.row = found
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.belonging_id = data.get("belonging")
        return row
