"""A request after the door: what a view may rely on."""

from uuid import UUID

from django.http import HttpRequest

from tandem.people.models import Member, User
from tandem.people.rules import Limits
from tandem.people.sessions import SessionStore
from tandem.permissions.rules import Standing


class MemberRequest(HttpRequest):
    """A request of a member of a practice; inside an episode it knows their standing too."""

    user: User
    session: SessionStore
    member: Member
    roles: frozenset[str]
    practice_id: UUID
    limits: Limits  # how long this sign-in lasts
    needs_factor: bool  # whether they still have to show, or set up, a second factor
    tablet: bool  # whether many people use this device
    standing: Standing
    shown: set[UUID]  # whose names stand on a list that the view makes
