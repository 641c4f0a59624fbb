"""Tell the demonstration's twelve weeks through the same actions that people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from tandem.appointments.actions import book, note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import TOOK_PLACE, MeetingKind, OutcomeKind
from tandem.beginnings.actions import finish, keep_hopes
from tandem.care.actions import (
    add_cover,
    add_holiday,
    choose_preset,
    name_outside_person,
    open_episode,
    set_week,
)
from tandem.care.models import Episode
from tandem.care.rules import Hours
from tandem.config.demo.introduced import NOT_YET, begin_together
from tandem.config.demo.story import CLIENTS, HELPERS, OUTSIDE, PASSWORD, PRACTICE, SIGN_INS, Client, Said
from tandem.config.demo.team import tell_team
from tandem.config.demo.with_peer import tell_with_peer
from tandem.goals.actions import propose_goal
from tandem.people.actions import (
    accept_invitation,
    add_member,
    found_practice,
    make_invitation,
    set_profile,
    wish_contact,
)
from tandem.people.links import read_link
from tandem.people.models import Member, User
from tandem.people.queries import members_with_role
from tandem.permissions.rules import Role
from tandem.permissions.sharing import Preset
from tandem.relays.actions import acknowledge, approve, tell_outcome
from tandem.relays.queries import to_member
from tandem.relays.rules import Way
from tandem.session_checks.actions import submit_check, write_card
from tandem.session_checks.rules import Answers, Level, items
from tandem.tenancy.current import using_practice
from tandem.tenancy.keys import uuid7
from tandem.tenancy.models import Practice

ZONE = "America/New_York"
EVERY_DAY = {day: Hours(time(7), time(21)) for day in range(7)}  # so that any day has something to show
OUTCOMES = {
    "A": OutcomeKind.ATTENDED,
    "L": OutcomeKind.LATE,
    "C": OutcomeKind.CANCELLED,
    "M": OutcomeKind.MISSED,
}


@dataclass
class Cast:
    """The people of the story by their keys, and the moment at which it is told."""

    people: dict[str, Member]
    now: datetime

    @property
    def today(self) -> date:
        """Return today's date on the practice's clock."""
        return self.now.astimezone(ZoneInfo(ZONE)).date()

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return a moment by the practice's clock, never later than now."""
        moment = datetime.combine(day, time(hour, minute), ZoneInfo(ZONE))
        return min(moment, self.now)


@transaction.atomic
def tell_story(now: datetime) -> Practice:
    """Found the demonstration practice and live through its weeks up to `now`."""
    began = now - timedelta(weeks=14)
    practice = found_practice(
        name=PRACTICE, language="en", time_zone=ZONE, admin="Demonstration", email="", at=began
    )
    with using_practice(practice.pk):
        cast = Cast(_people(began), now)
        set_week(week=EVERY_DAY, by=None, at=began)
        lind, vale = cast.people["lind"], cast.people["vale"]
        add_cover(member=lind, weekdays=range(7), opens=time(7), closes=time(14), by=None, at=began)
        add_cover(member=vale, weekdays=range(7), opens=time(14), closes=time(21), by=None, at=began)
        name_outside_person(**OUTSIDE, by=cast.people["quill"], at=began)
        add_holiday(on=cast.today + timedelta(days=31), name="Harbor Day", by=None, at=began)
        for place, client in enumerate(one for one in CLIENTS if one.therapist):
            _live(cast, client, place)
        _sign_ins(cast, began)
    return practice


def _people(began: datetime) -> dict[str, Member]:
    people = {
        helper.key: add_member(name=helper.name, roles=helper.roles, by=None, at=began) for helper in HELPERS
    }
    for helper in HELPERS:
        if helper.lines:
            one, two = helper.lines
            set_profile(member=people[helper.key], line_one=one, line_two=two, at=began)
    for client in CLIENTS:
        people[client.key] = add_member(
            name=client.name, born_on=date.fromisoformat(client.born), roles=[Role.CLIENT],
            language=client.language, by=None, at=began,
        )  # fmt: skip
    return people


def _live(cast: Cast, client: Client, place: int) -> None:
    """Let one client's weeks pass: goals, weekly therapy, a peer meeting between, checks."""
    helpers = [cast.people[key] for key in (client.therapist, client.peer) if key]
    therapist, peer = helpers[0], helpers[1] if client.peer else None
    first_day = _therapy_day(cast, client, place, 1)
    episode = open_episode(
        client=cast.people[client.key], therapist=therapist, peer=peer, by=None,
        at=cast.at(first_day - timedelta(days=3), 9),
    )  # fmt: skip
    for wording in client.goals:
        propose_goal(episode=episode, wording=wording, by=cast.people[client.key], at=cast.at(first_day, 12))
    if client.key not in NOT_YET:
        begin_together(episode, asked_at=cast.at(first_day - timedelta(days=2), 10), at=cast.at(first_day, 8))
    heard = iter(client.heard)
    for number, letter in enumerate(client.weeks, start=1):
        _therapy(cast, client, episode, place, number, letter, heard)
        if peer and number % 2 == 0 and number < len(client.weeks):
            day = _therapy_day(cast, client, place, number) + timedelta(days=3)
            meeting = _peer_meeting(cast, episode, peer, day, place)
            if meeting and client.with_peer and client.with_peer.meeting == number:
                tell_with_peer(meeting, peer, client.with_peer, cast.now)
    _ahead(cast, client, episode, therapist, peer, place)
    if client.hopes:
        _began(cast, client, episode, helpers)
    tell_team(client, episode, cast.people, cast.now)


def _began(cast: Cast, client: Client, episode: Episode, helpers: list[Member]) -> None:
    """Let a new client take their first ten minutes just now; what they hope for waits for both helpers."""
    person, at = cast.people[client.key], cast.now
    tried, worth = client.hopes or ("", "")
    choose_preset(episode=episode, preset=Preset.ASK, seen=0, by=person.pk, at=at)
    wish_contact(
        client=person, channel="text", hours="evenings", message=True, named=False, seen="no", checks="peer",
        by=person, at=at,
    )  # fmt: skip
    keep_hopes(episode=episode, tried=tried, worth=worth, to=helpers, by=person, at=at)
    finish(episode=episode, link=None, by=person, at=at)


def _therapy_day(cast: Cast, client: Client, place: int, number: int) -> date:
    """Return the day of meeting `number`; the last was one to three days ago."""
    return cast.today - timedelta(days=1 + place % 3) - timedelta(weeks=len(client.weeks) - number)


def _therapy(
    cast: Cast, client: Client, episode: Episode, place: int, number: int, letter: str, heard: Iterator[int | None]
) -> None:  # fmt: skip
    day, hour = _therapy_day(cast, client, place, number), 9 + place % 4 * 2
    meeting = book(
        episode=episode, kind=MeetingKind.THERAPY, therapist=cast.people[client.therapist], peer=None,
        wall=datetime.combine(day, time(hour)), minutes=50, place="Room 2",
        by=cast.people[client.therapist], at=cast.at(day - timedelta(days=7), 15),
    )  # fmt: skip
    outcome = OUTCOMES.get(letter)
    if outcome is None:
        return
    note_outcome(
        appointment=meeting, outcome=outcome, by=cast.people[client.therapist], at=cast.at(day, hour, 55)
    )
    if outcome in TOOK_PLACE:
        _card(cast, client, meeting, number, cast.at(day, hour + 1))
        _check(cast, client, meeting, number, next(heard, None), cast.at(day, hour + 3))
        _told(cast, client, meeting, number, cast.at(day, hour + 4))


def _card(cast: Cast, client: Client, meeting: Appointment, number: int, at: datetime) -> None:
    wrote = next((one for one in client.cards if one.meeting == number), None)
    if wrote:
        said = {name: value for name, value in vars(wrote).items() if name != "meeting"}
        by = cast.people[client.therapist]
        write_card(meeting=meeting, said=said, by=by, role=Role.THERAPIST.value, at=at)


def _told(cast: Cast, client: Client, meeting: Appointment, number: int, at: datetime) -> None:
    told = next((one for one in client.told if one.meeting == number), None)
    if told is None:
        return
    to, team = cast.people[told.to], [cast.people[key].pk for key in (client.therapist, client.peer) if key]
    point = approve(
        point_id=uuid7(), episode=meeting.episode, words=told.words, way=Way(told.way), to=to, team_seen=team,
        about=meeting, by=cast.people[client.key], at=at,
    )  # fmt: skip
    relay = to_member(meeting.episode, point.pk, to)
    if told.outcome and relay:
        acknowledge(relay=relay, reply="", by=to, at=min(at + timedelta(days=1), cast.now))
        tell_outcome(relay=relay, outcome=told.outcome, by=to, at=min(at + timedelta(days=7), cast.now))


def _numbers(meeting: Appointment, number: int, heard: int | None) -> dict[str, Any]:
    """Return an answer to each question that this check holds, near to the one that the story tells."""
    if heard is None:
        return {}
    asks = items(episode_began=meeting.episode.started_at, met_at=meeting.starts_at, earlier=number - 1)
    return {item.value: min(10, max(0, heard + place)) for place, item in enumerate(asks)}


def _check(
    cast: Cast, client: Client, meeting: Appointment, number: int, heard: int | None, at: datetime
) -> None:  # fmt: skip
    said = next((one for one in client.said if one.meeting == number), None)
    if heard is None and said is None:
        return
    said = said or Said(number, "no", "", ())
    to = [cast.people[key] for key in said.to]
    answers = Answers(off=said.off, line=said.line, **_numbers(meeting, number, heard))
    check = submit_check(
        appointment=meeting, answers=answers, to=to, level=Level(said.level),
        link=None, by=cast.people[client.key], at=at,
    )  # fmt: skip
    last = number == len(client.weeks)
    for helper in to:
        relay = to_member(meeting.episode, check.pk, helper)
        if relay and (said.reply or not last):
            reply = said.reply if helper is to[0] else ""
            acknowledge(relay=relay, reply=reply, by=helper, at=min(at + timedelta(days=1), cast.now))


def _peer_meeting(cast: Cast, episode: Episode, peer: Member, day: date, place: int) -> Appointment | None:
    if day >= cast.today:
        return None
    hour = 15 + place % 4
    meeting = book(
        episode=episode, kind=MeetingKind.PEER, therapist=None, peer=peer,
        wall=datetime.combine(day, time(hour)), minutes=45, place="Café by the library",
        by=peer, at=cast.at(day - timedelta(days=5), 15),
    )  # fmt: skip
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=peer, at=cast.at(day, hour, 50))
    return meeting


def _ahead(
    cast: Cast, client: Client, episode: Episode, therapist: Member, peer: Member | None, place: int
) -> None:  # fmt: skip
    """Book what comes: the next therapy meeting, and for some a peer meeting today."""
    day = _therapy_day(cast, client, place, len(client.weeks)) + timedelta(days=7)
    book(
        episode=episode, kind=MeetingKind.THERAPY, therapist=therapist, peer=None,
        wall=datetime.combine(day, time(9 + place % 4 * 2)), minutes=50, place="Room 2", by=therapist, at=cast.now,
    )  # fmt: skip
    if peer and client.weeks:
        soon = cast.today + timedelta(days=place % 2)
        book(
            episode=episode, kind=MeetingKind.PEER, therapist=None, peer=peer,
            wall=datetime.combine(soon, time(15 + place % 4, 30)), minutes=45, place="Café by the library",
            by=peer, at=cast.now,
        )  # fmt: skip
    if client.key in ("devon", "marco", "noor"):
        book(
            episode=episode, kind=MeetingKind.THERAPY, therapist=therapist, peer=None,
            wall=datetime.combine(cast.today, time(17 + place % 3)), minutes=50, place="By phone",
            by=therapist, at=cast.now,
        )  # fmt: skip


def _sign_ins(cast: Cast, at: datetime) -> None:
    """Give some of them accounts; Devon has none, and answers by the links in his mail."""
    for key, _role, email in SIGN_INS:
        link = read_link(make_invitation(member=cast.people[key], by=None, at=at))
        if link:
            account = User.objects.create_user(email, PASSWORD)
            accept_invitation(secret_hash=link.secret_hash, password=None, account=account, at=at)
    devon = cast.people["devon"]
    devon.email = "devon@demo.example"
    devon.save(update_fields=["email"])
    for admin in members_with_role(Role.ADMIN).filter(name="Demonstration"):
        admin.grants.all().delete()
