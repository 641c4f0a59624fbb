"""One client's course: how it stands, when they meet whom, and what becomes of each meeting."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from tandem.config.demo_data.people import Person
from tandem.config.demo_data.place import DAY, HOUR, MINUTE, Place

LENGTH = timedelta(minutes=50)
HOURS = range(
    8, 18
)  # when ordinary meetings begin; those of three come after them, so that nobody is needed twice
SLOTS = [(weekday, hour) for hour in HOURS for weekday in range(5)]
LARGEST = 40  # clients of one pair of helpers; our choice: fewer than the slots of a week
APART = 7  # our choice: so many slots between a client's two meetings of a week
THREES = 10  # how many clients of a pair meet all three: two late hours, five days


class Status(StrEnum):
    """How a course stands."""

    NEW = "new"
    STEADY = "steady"
    SLOW = "slow"  # a meeting a week, in turns
    PAUSED = "paused"  # the client stopped meeting the peer for a while
    ENDED = "ended"


# Our choice: most are under way, some of each other kind. First weeks are counted from that of the last day told.
SHARES = {Status.STEADY: 0.58, Status.SLOW: 0.20, Status.NEW: 0.08, Status.ENDED: 0.09, Status.PAUSED: 0.05}
FIRST_WEEK = {Status.STEADY: -3, Status.SLOW: -8, Status.NEW: 0, Status.ENDED: -10, Status.PAUSED: -3}


@dataclass(slots=True)
class Meeting:
    """A meeting, and how it went: `outcome` is empty while nobody has said so."""

    kind: str
    starts: datetime
    wall: str
    booked: datetime
    key: str = ""
    outcome: str = ""
    noted: datetime | None = None

    @property
    def ends(self) -> datetime:
        """Return when it ends."""
        return self.starts + LENGTH

    @property
    def kept(self) -> bool:
        """Return whether it took place."""
        return self.outcome in ("attended", "late")


@dataclass(slots=True)
class Course:
    """A client's course of therapy with its two helpers."""

    key: str
    client: Person
    therapist: Person
    peer: Person
    status: Status
    began: datetime
    begun: bool  # whether the first ten minutes are done
    account: bool
    written_to: bool  # whether they are written to after meetings
    meetings: list[Meeting] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    level: str = "word"  # what leaves with a check, as the client chose
    both: bool = False  # whether it goes to both helpers
    paused: datetime | None = None
    ended: datetime | None = None

    @property
    def helpers(self) -> list[Person]:
        """Return the helpers, the therapist first."""
        return [self.therapist, self.peer]

    def met(self, meeting: Meeting) -> list[Person]:
        """Return which helpers meet the client there."""
        if meeting.kind == "joint":
            return self.helpers
        return [self.therapist if meeting.kind == "therapy" else self.peer]


def status(place: Place) -> Status:
    """Return how somebody's course stands."""
    return place.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]


def first_day(place: Place, how: Status) -> date:
    """Return the Monday of a course's first week."""
    monday = place.today - timedelta(days=place.today.weekday())
    return monday + timedelta(weeks=FIRST_WEEK[how])


def plan(place: Place, course: Course, number: int) -> None:
    """Lay out ten meetings. `number` is the client's place in the caseload of their helpers."""
    monday, slow = first_day(place, course.status), course.status is Status.SLOW
    for turn in range(10):
        week = turn if slow else turn // 2
        kind = "therapy" if turn % 2 == 0 else "peer"
        weekday, hour = SLOTS[(number + (APART if kind == "peer" else 0)) % len(SLOTS)]
        if turn == 4 and number < THREES and course.status is not Status.PAUSED:
            kind, weekday, hour = "joint", number % 5, 18 + number // 5
        day = monday + timedelta(weeks=week, days=weekday)
        starts = place.at(day, hour)
        first = course.began + HOUR
        booked = max(first, starts - 14 * DAY) if starts - 14 * DAY < place.now else first
        course.meetings.append(Meeting(kind, starts, f"{day.isoformat()}T{hour:02d}:00", booked))
    course.meetings.sort(key=lambda one: one.starts)
    if course.status is Status.PAUSED:
        course.paused = place.now - place.chance.randrange(30, 80) * HOUR
    for meeting in course.meetings:
        _decide(place, course, meeting)


def _decide(place: Place, course: Course, meeting: Meeting) -> None:
    """Decide how a meeting went, and when somebody said so."""
    chance = place.chance
    if course.paused and meeting.kind == "peer" and meeting.starts > course.paused:
        meeting.outcome, meeting.noted = "cancelled", course.paused
        return
    noted = meeting.ends + chance.randrange(1, 30) * MINUTE
    lately = place.now - meeting.ends < 3 * DAY
    if noted > place.now or (lately and chance.often(0.15)):
        return
    if course.paused and meeting.kind == "peer" and noted >= course.paused:
        return  # the peer no longer has a page on which to say so
    meeting.outcome = chance.choices(("attended", "late", "cancelled", "missed"), weights=(84, 6, 6, 4))[0]
    meeting.noted = meeting.starts - DAY if meeting.outcome == "cancelled" else noted
