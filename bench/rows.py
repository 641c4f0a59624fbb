"""A made-up practice as rows for the database: each therapist and peer help the same 25 clients.

Each client met each of them once a week; every therapist's Today shows 25 rows.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils

from tandem.config.demo_data.writer import Row

CASELOAD = 25
MEETS_TODAY = 8  # clients of each therapist whose meeting is today
NOT_YET_NOTED = 3  # of those, how many wait for an outcome
WAITING = 14  # clients whose check waits to be read, half of them worth a talk
CHECKED = (4, 5)  # the meetings that have a check; 0 to 3 can still be answered
COMING = {8: 3, 9: 7}  # meetings in so many days

COLUMNS = {
    "people.User": "id email password is_active",
    "people.Belonging": "id user_id practice_id member_id",
    "people.Member": "id practice_id name email phone language time_zone user_id",
    "people.RoleGrant": "id practice_id member_id role started_at",
    "care.Episode": "id practice_id client_id started_at",
    "care.TeamMember": "id practice_id episode_id member_id role started_at",
    "care.Release": "id practice_id episode_id kind object_id to_id on at",
    "appointments.Appointment": (
        "id practice_id episode_id kind therapist_id peer_id starts_at ends_at wall_time zone place"
    ),
    "appointments.Outcome": "id practice_id appointment_id kind noted_by_id noted_at",
    "session_checks.SessionCheck": "id practice_id episode_id appointment_id member_id heard off line submitted_at",
    "relays.Point": "id practice_id episode_id words way to_id by_id approved_at",
    "relays.Relay": "id practice_id episode_id kind about_id to_id sent_at acknowledged_at reply",
}


@dataclass(frozen=True)
class Setting:
    """What all rows share: practice, its zone, when its day began, and how values are written."""

    practice: str
    zone: str
    midnight: datetime
    stamp: Callable[[datetime], str]
    seal: Callable[[str, str, str], str]  # model's label and row's id, and the text


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    member: str
    user: str
    belonging: str


def new_id() -> str:
    """Return a new id, as hex."""
    return str(UUID(int=uuid_utils.uuid7().int).hex)


def person(setting: Setting, name: str, role: str) -> tuple[Person, list[Row]]:
    """Return somebody of the practice, and their rows."""
    one, practice = Person(new_id(), new_id(), new_id()), setting.practice
    email = f"{one.member}@bench.example"
    since = setting.stamp(setting.midnight - timedelta(days=90))
    return one, [
        ("people.User", (one.user, email, f"!{one.belonging}", True)),
        ("people.Belonging", (one.belonging, one.user, practice, one.member)),
        ("people.Member", (one.member, practice, name, email, "", "en", setting.zone, one.user)),
        ("people.RoleGrant", (new_id(), practice, one.member, role, since)),
    ]


def episode(setting: Setting, client: Person, therapist: Person, peer: Person) -> tuple[str, list[Row]]:
    """Return a client's episode with its team."""
    this, since = new_id(), setting.stamp(setting.midnight - timedelta(days=80))
    place = lambda who, role: (new_id(), setting.practice, this, who.member, role, since)  # noqa: E731
    return this, [
        ("care.Episode", (this, setting.practice, client.member, since)),
        ("care.TeamMember", place(therapist, "therapist")),
        ("care.TeamMember", place(peer, "peer")),
    ]


def meetings(
    setting: Setting, this: str, number: int, therapist: Person, peer: Person
) -> Iterator[list[Row]]:
    """Yield each of an episode's ten meetings, with its outcome; the even ones are with the therapist."""
    for turn in range(10):
        starts, key = _starts(setting.midnight, number, turn), new_id()
        with_therapist = turn % 2 == 0
        who = (therapist.member, None) if with_therapist else (None, peer.member)
        kind, wall = ("therapy" if with_therapist else "peer"), f"{starts:%Y-%m-%dT%H:%M}"
        times = (setting.stamp(starts), setting.stamp(starts + timedelta(minutes=50)), wall, setting.zone)
        rows: list[Row] = [
            ("appointments.Appointment", (key, setting.practice, this, kind, *who, *times, "Room 2"))
        ]
        unsaid = turn == 0 and MEETS_TODAY - NOT_YET_NOTED <= number < MEETS_TODAY
        if turn not in COMING and not unsaid:
            noted = (new_id(), setting.practice, key, "attended", who[0] or who[1], times[1])
            rows.append(("appointments.Outcome", noted))
        yield rows


def _starts(midnight: datetime, number: int, turn: int) -> datetime:
    if turn in COMING:
        return midnight + timedelta(days=COMING[turn], hours=10)
    if turn == 0 and number < MEETS_TODAY:
        return midnight + timedelta(hours=8 + number)
    days = 7 * (turn // 2) + (number % 5) + (turn % 2) + (turn == 0)
    return midnight - timedelta(days=days) + timedelta(hours=8 + number % 9)


def check(
    setting: Setting, this: str, meeting: Row, number: int, turn: int, client: Person, to: list[Person]
) -> list[Row]:
    """Return a check about a meeting, opened and sent to `to`; a therapist's first ones wait to be read."""
    key, practice, at = new_id(), setting.practice, meeting[1][7]
    talk = number < WAITING // 2
    waits = turn == CHECKED[0] and number < WAITING
    line = setting.seal("session_checks.SessionCheck", key, "I did not say all of it." if talk else "")
    said = (random.randint(4, 10), "small" if talk else "no", line)
    rows: list[Row] = [
        ("session_checks.SessionCheck", (key, practice, this, meeting[1][0], client.member, *said, at))
    ]
    for helper in to:
        relay = new_id()
        reply = setting.seal("relays.Relay", relay, "" if waits else "Thank you. Let us begin with that.")
        kinds = ("check_word", "check_answers") if talk else ("check_word",)
        rows += [
            ("care.Release", (new_id(), practice, this, kind, key, helper.member, True, at)) for kind in kinds
        ]
        read = None if waits else at
        rows.append(("relays.Relay", (relay, practice, this, "check", key, helper.member, at, read, reply)))
    return rows


def point(setting: Setting, this: str, client: Person, to: Person) -> tuple[str, list[Row]]:
    """Return a point that the client lets one helper read, and that waits for their answer."""
    key, practice = new_id(), setting.practice
    at = setting.stamp(setting.midnight - timedelta(days=1))
    words = setting.seal("relays.Point", key, "I want to stop the homework for a while.")
    relay = new_id()
    reply = setting.seal("relays.Relay", relay, "")
    return key, [
        ("relays.Point", (key, practice, this, words, "together", to.member, client.member, at)),
        ("care.Release", (new_id(), practice, this, "point", key, to.member, True, at)),
        ("relays.Relay", (relay, practice, this, "point", key, to.member, at, None, reply)),
    ]
