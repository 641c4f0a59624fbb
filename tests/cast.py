"""The shared cast. Cleo is the client, Theo the therapist, Priya the peer, Sam the stranger."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.actions import add_cover, join_team, leave_team, name_outside_person, open_episode, set_week
from tandem.care.models import Episode
from tandem.care.rules import Hours
from tandem.people.actions import add_member, found_practice
from tandem.people.models import Belonging, Member, User
from tandem.people.sessions import PROVEN, SECOND_FACTOR
from tandem.permissions.rules import Role
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice

ZONE = "America/New_York"
PASSWORD = "a password long enough"
ALL_WEEK = {day: Hours(time(0), time(23, 59)) for day in range(7)}

ROLES: dict[str, tuple[Role, ...]] = {
    "cleo": (Role.CLIENT,),
    "theo": (Role.THERAPIST, Role.ON_CALL),
    "priya": (Role.PEER,),
    "lead": (Role.LEAD,),
    "admin": (Role.ADMIN,),
    "desk": (Role.FRONT_DESK,),
    "biller": (Role.BILLER,),
    "peer_supervisor": (Role.PEER_SUPERVISOR,),
    "clinical_supervisor": (Role.CLINICAL_SUPERVISOR,),
    "on_call": (Role.ON_CALL,),
    "otto": (Role.CLIENT,),  # another client, of other helpers
    "tess": (Role.THERAPIST,),
    "pia": (Role.PEER,),
    "eddy": (Role.THERAPIST,),  # was Cleo's therapist once
    "wendy": (Role.CLIENT,),  # waits for helpers
}
STRANGERS: dict[str, tuple[Role, ...]] = {
    "sam": (Role.THERAPIST, Role.PEER, Role.LEAD, Role.ADMIN),  # everything, in another practice
    "carl": (Role.CLIENT,),
}
NAMES = {
    "cleo": "Cleo Example", "theo": "Dr. Theo Sample", "priya": "Priya Specimen", "sam": "Sam Stranger",
    "otto": "Otto Other", "wendy": "Wendy Waiting",
}  # fmt: skip


OUTSIDE = {
    "name": "Ola Outside", "what": "Ombudsperson of an invented county", "phone": "555-0100",
    "email": "ola@outside.example",
}  # fmt: skip


def signed_in(browser: Client, user: User) -> Client:
    """Sign a browser in as somebody who showed both steps a while ago."""
    browser.force_login(user)
    session = browser.session
    session[SECOND_FACTOR] = True
    session.save()
    return browser


def just_proven(browser: Client) -> None:
    """Let a browser's person have typed their password a moment ago."""
    session = browser.session
    session[PROVEN] = int(timezone.now().timestamp())
    session.save()


@dataclass
class Actor:
    """One of the cast: the member, and a browser that is signed in as them."""

    member: Member
    user: User
    _client: Client | None = field(default=None, repr=False)

    @property
    def pk(self) -> UUID:
        """Return the member's id."""
        return self.member.pk

    @property
    def client(self) -> Client:
        """Return this person's browser."""
        if self._client is None:
            self._client = signed_in(Client(raise_request_exception=True), self.user)
        return self._client

    def get(self, url: str, **kwargs: Any) -> Any:
        """Open an address."""
        return self.client.get(url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Send a form."""
        return self.client.post(url, data or {}, **kwargs)


@dataclass
class World:
    """Two practices and their people."""

    practice_id: UUID
    other_practice_id: UUID
    people: dict[str, tuple[UUID, UUID]]  # member id and account id by name
    episode_id: UUID

    def actor(self, name: str) -> Actor:
        """Return one of the cast."""
        member_id, user_id = self.people[name]
        return Actor(Member.all_practices.get(pk=member_id) if name in ROLES else self._stranger(member_id),
                     User.objects.get(pk=user_id))  # fmt: skip

    def _stranger(self, member_id: UUID) -> Member:
        with using_practice(self.other_practice_id):
            return Member.objects.get(pk=member_id)


def build() -> World:
    """Write the cast into the database."""
    at = timezone.now() - timedelta(days=30)
    here = found_practice(
        name="Willow Example", language="en", time_zone=ZONE, admin="First", email="", at=at
    )
    there = found_practice(name="Elsewhere", language="en", time_zone=ZONE, admin="First", email="", at=at)
    people: dict[str, tuple[UUID, UUID]] = {}
    for practice in (here, there):
        with using_practice(practice.pk):
            name_outside_person(by=None, at=at, **OUTSIDE)
    with using_practice(here.pk):
        people |= _people(here, ROLES, at)
        episode = _care(people, at)
    with using_practice(there.pk):
        people |= _people(there, STRANGERS, at)
        set_week(week=ALL_WEEK, by=None, at=at)
        sam, carl = (Member.objects.get(pk=people[name][0]) for name in ("sam", "carl"))
        open_episode(client=carl, therapist=sam, peer=None, by=None, at=at)
    return World(here.pk, there.pk, people, episode.pk)


def _people(
    practice: Practice, roles: dict[str, tuple[Role, ...]], at: datetime
) -> dict[str, tuple[UUID, UUID]]:
    made = {}
    for name, held in roles.items():
        email = f"{name}@cast.example"
        shown = NAMES.get(name, f"{name.title().replace('_', ' ')} Example")
        member = add_member(name=shown, email=email, roles=held, by=None, at=at)
        user = User.objects.create_user(email, PASSWORD)
        Belonging.objects.create(user=user, practice=practice, member_id=member.pk)
        member.user = user
        member.save()
        made[name] = (member.pk, user.pk)
    return made


def _care(people: dict[str, tuple[UUID, UUID]], at: datetime) -> Episode:
    cast = {name: Member.objects.get(pk=ids[0]) for name, ids in people.items()}
    set_week(week=ALL_WEEK, by=None, at=at)
    add_cover(member=cast["theo"], weekdays=range(7), opens=time(0), closes=time(23, 59), by=None, at=at)
    episode = open_episode(client=cast["cleo"], therapist=cast["theo"], peer=cast["priya"], by=None, at=at)
    join_team(episode=episode, member=cast["eddy"], role=Role.THERAPIST, by=None, at=at)
    leave_team(episode=episode, member=cast["eddy"], by=None, at=at + timedelta(days=1))
    open_episode(client=cast["otto"], therapist=cast["tess"], peer=cast["pia"], by=None, at=at)
    return episode


def a_meeting(
    episode: Episode, kind: MeetingKind, *, starts_at: datetime, therapist: Member | None = None,
    peer: Member | None = None, minutes: int = 50,
) -> Appointment:  # fmt: skip
    """Write a meeting straight into the table, whatever the calendar says."""
    wall = starts_at.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None, second=0, microsecond=0)
    return Appointment.objects.create(
        episode=episode, kind=kind.value, therapist=therapist, peer=peer, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes), wall_time=wall.isoformat(timespec="minutes"), zone=ZONE,
    )  # fmt: skip
