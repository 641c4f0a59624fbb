"""Write the people of a made-up practice: its desks, its helpers and its clients."""

from dataclasses import dataclass
from datetime import date, datetime

from tandem.beginnings.rules import Topic, ready_steps
from tandem.config.demo_data import words
from tandem.config.demo_data.place import DAY, HOUR, MINUTE, OPEN, WEEK, Place, sealed
from tandem.config.demo_data.writer import stamp
from tandem.people.actions import INVITATION_LASTS
from tandem.people.rules import name_keys
from tandem.permissions.rules import Role

DESKS = {
    "lead": (Role.ADMIN, Role.LEAD),
    "front_desk": (Role.FRONT_DESK,),
    "supervisor": (Role.PEER_SUPERVISOR,),
}
HOURS = (OPEN.opens.isoformat(), OPEN.closes.isoformat())
HOLIDAY_IN = 90  # days; our choice: later than any meeting


@dataclass(slots=True)
class Person:
    """Somebody of the practice."""

    key: str
    name: str
    language: str
    email: str


def open_practice(place: Place, began: datetime) -> None:
    """Write the practice, who holds its desks, its week and its helpers' cover."""
    name = f"{words.PRACTICES[(place.number - 1) % len(words.PRACTICES)]} {place.number} (made up)"
    place.writer.add("tenancy.Practice", place.key, name, "en", place.zone, stamp(began))
    for desk, roles in DESKS.items():
        made = person(place, desk, roles, began)
        place.staff[desk] = made.key
        if desk == "lead":
            place.tell(began, "PracticeFounded", made.key, member_id=made.key)
        account(place, made, began + HOUR)
    lead = place.staff["lead"]
    for weekday in WEEK:
        place.row("care.WorkingHours", weekday, *HOURS)
    place.tell(began + HOUR, "CalendarChanged", lead)
    place.row("care.Holiday", (place.today + HOLIDAY_IN * DAY).isoformat(), "A day off (made up)")
    place.tell(began + HOUR, "CalendarChanged", lead)
    said = ("Imre Castellane", "Speaks for people in care, at an invented county", "555-0142")
    outside = place.row("care.OutsidePerson", *said, began + HOUR)
    place.tell(began + HOUR, "OutsidePersonNamed", None, person_id=outside)


def helper(place: Place, role: Role, began: datetime, covers: bool) -> Person:
    """Write a therapist or a peer, who has done most of their first ten minutes. Who `covers` is on call all week."""
    made = person(place, role.value, (Role.ON_CALL, role) if covers else (role,), began)
    account(place, made, began + HOUR)
    if covers:
        for weekday in WEEK:
            place.row("care.CoverHours", made.key, weekday, *HOURS)
        place.tell(began + HOUR, "CalendarChanged", place.staff["lead"])
    _get_ready(place, made, role, began + DAY)
    return made


def _get_ready(place: Place, made: Person, role: Role, at: datetime) -> None:
    steps = ready_steps([role])
    for step in steps[: len(steps) - place.chance.randrange(2)]:
        if step == "topics":
            for topic in Topic:
                place.row("beginnings.TopicAnswer", made.key, topic.value, "agreed", at)
            place.tell(at, "TopicsAnswered", made.key, member_id=made.key)
        place.row("beginnings.HelperStep", made.key, step.value, at)
        place.tell(at, "HelperStepDone", made.key, member_id=made.key, step=step.value)
    key = place.chance.new_id()
    lines = [
        sealed("people.Profile", name, key, line)
        for name, line in zip(("line_one", "line_two"), place.chance.choice(words.ABOUT), strict=True)
    ]
    place.kept("people.Profile", key, made.key, *lines, at)
    place.tell(at, "ProfileChanged", made.key, member_id=made.key)


def person(
    place: Place, what: str, roles: tuple[Role, ...], at: datetime, *, born: date | None = None, language: str = "en",
    mail: bool = True,
) -> Person:  # fmt: skip
    """Write somebody with their roles; with an account they are given by `account`."""
    chance, key = place.chance, place.chance.new_id()
    name = f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.NAME_STARTS)}{chance.choice(words.NAME_ENDS)}"
    shown = f"Dr. {name}" if Role.THERAPIST in roles else name
    email = f"{what}-{key[-10:]}@p{place.number}.s{place.seed}.example" if mail else ""
    user = key if mail else None  # an account has an id of its own; that of its member is as good
    if user:
        place.writer.add("people.User", user, email, f"!{chance.getrandbits(160):040x}")
        place.writer.add("account.EmailAddress", user, email, True, True)
    place.kept("people.Member", key, shown, email, born and born.isoformat(), language, place.zone, user)
    for name_key in sorted(name_keys(shown)):
        place.row("people.NameKey", key, name_key)
    for role in sorted(roles):
        place.row("people.RoleGrant", key, role.value, at)
    by = place.staff.get("lead")
    place.tell(at, "MemberAdded", by, member_id=key, roles=sorted(role.value for role in roles))
    return Person(key, shown, language, email)


def account(place: Place, made: Person, at: datetime) -> None:
    """Write how somebody was invited and came in."""
    chance, by = place.chance, place.staff["lead"]
    place.writer.add("people.Belonging", chance.new_id(), made.key, place.key, made.key)
    secret, used = chance.secret_hash(), at + 20 * MINUTE
    invitation = place.row("people.Invitation", made.key, secret, at + INVITATION_LASTS, used)
    notice(place, made, "invitation", at)
    place.tell(at, "InvitationMade", by, member_id=made.key, invitation_id=invitation)
    place.tell(used, "InvitationUsed", made.key, member_id=made.key, invitation_id=invitation)


def notice(place: Place, to: Person, template: str, at: datetime) -> None:
    """Write a notice that was sent within a minute; the link that it carried is gone from it."""
    key = place.chance.new_id()
    path = sealed("notifications.Notice", "path", key, "")
    place.kept("notifications.Notice", key, to.key, template, path, at, at + MINUTE, 1)
