"""Name whom complaints go to: somebody outside, never first the person concerned."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tandem.care.events import OutsidePersonNamed
from tandem.care.models import OutsidePerson
from tandem.care.queries import outside_person
from tandem.people.models import Member
from tandem.record.actions import happened


@transaction.atomic
def name_outside_person(
    *, name: str, what: str, phone: str, email: str, by: Member | None, at: datetime
) -> None:
    """Name whom complaints go to from now on; the same again changes nothing."""
    said: dict[str, Any] = {"name": name, "what": what, "phone": phone, "email": email}
    now = outside_person()
    if now and all(getattr(now, field) == value for field, value in said.items()):
        return
    person = OutsidePerson.objects.create(**said, by=by, at=at)
    happened(OutsidePersonNamed(person.pk), by=by.pk if by else None, at=at)
