"""Write made-up practices: `fill` is asked for so many clients in so many practices, and a seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tandem.config.demo_data import words
from tandem.config.demo_data.chance import Chance, practice_id
from tandem.config.demo_data.checks import write_checks
from tandem.config.demo_data.columns import COLUMNS
from tandem.config.demo_data.course import LARGEST, Course, Status, first_day, plan, status
from tandem.config.demo_data.looks import chain_looks, write_looks
from tandem.config.demo_data.meetings import write_meetings
from tandem.config.demo_data.people import Person, account, helper, open_practice, person
from tandem.config.demo_data.place import DAY, HOUR, MINUTE, Place
from tandem.config.demo_data.points import write_points
from tandem.config.demo_data.sharing import write_beginning, write_goals, write_pause, write_yeses
from tandem.config.demo_data.writer import Writer
from tandem.permissions.rules import Role
from tandem.record.rules import Link
from tandem.tenancy.current import using_practice

SMALLEST = 6  # clients of one pair of helpers; our choice
ROWS_AT_ONCE = 100_000  # our choice: one transaction of a second or two
ALL_BUT_CHAIN = 0.8  # measured: the share of the time until the record is put in order
BEFORE = timedelta(weeks=14)  # our choice: a practice is older than its oldest course
SPANISH = 0.2  # our choice: share of clients who read Spanish


@dataclass(frozen=True)
class Wanted:
    """How much is made: so many clients in so many practices, up to the beginning of a day."""

    clients: int
    practices: int
    seed: int
    until: datetime


def practice_ids(wanted: Wanted) -> list[UUID]:
    """Return the ids that the practices would get."""
    began = wanted.until - BEFORE
    return [UUID(practice_id(wanted.seed, number, began)) for number in range(1, wanted.practices + 1)]


def sizes(clients: int, practices: int) -> list[int]:
    """Return how many clients each practice has: the first the most, each at least one."""
    weights = [1 / number for number in range(1, practices + 1)]
    shares = [1 + int((clients - practices) * weight / sum(weights)) for weight in weights]
    shares[0] += clients - sum(shares)
    return shares


def fill(wanted: Wanted, tell: Callable[[int], None] = lambda done: None) -> int:
    """Write everything, told after each step how many clients are written. Returns the number of rows."""
    writer, done = Writer(COLUMNS), 0
    for number, (key, size) in enumerate(
        zip(practice_ids(wanted), sizes(wanted.clients, wanted.practices), strict=True), start=1
    ):
        with using_practice(key):
            for written in _practice(_place(wanted, number, key.hex, writer), size):
                tell(done + written)
        done += size
    return writer.written


def _place(wanted: Wanted, number: int, key: str, writer: Writer) -> Place:
    chance = Chance(f"{wanted.seed} {number}", wanted.until - BEFORE)
    zone = words.ZONES[(number - 1) % len(words.ZONES)]
    return Place(key, number, wanted.seed, zone, wanted.until, chance, writer)


def _practice(place: Place, size: int) -> Iterator[int]:
    """Write one practice; yields how many of its clients are written."""
    began = place.now - BEFORE
    open_practice(place, began)
    done, waiting = 0, place.writer
    for pair, clients in enumerate(_caseloads(place.chance, size)):
        therapist = helper(place, Role.THERAPIST, began + DAY, covers=pair == 0)
        peer = helper(place, Role.PEER, began + DAY, covers=False)
        for number in range(clients):
            course = write_course(place, number, therapist, peer)
            if pair == 0:
                write_looks(place, course)
        done += clients
        if waiting.waiting >= ROWS_AT_ONCE:
            waiting.flush()
            yield int(done * ALL_BUT_CHAIN)
    for share in _chain(place):
        yield int(size * (ALL_BUT_CHAIN + (1 - ALL_BUT_CHAIN) * share))
    yield size


def _caseloads(chance: Chance, clients: int) -> Iterator[int]:
    """Yield how many clients each pair of helpers has."""
    while clients:
        some = min(clients, chance.randrange(SMALLEST, LARGEST + 1))
        yield some
        clients -= some


def write_course(place: Place, number: int, therapist: Person, peer: Person) -> Course:
    """Write one client and everything about them. `number` is their place among their helpers' clients."""
    course = _begin(place, status(place), number, therapist, peer)
    plan(place, course, number)
    if course.status is Status.ENDED:
        course.ended = course.meetings[-1].ends + 2 * DAY
    _team(place, course)
    write_meetings(place, course)
    write_yeses(place, course)
    if course.begun:
        write_beginning(place, course)
    write_goals(place, course)
    write_checks(place, course)
    write_points(place, course)
    write_pause(place, course)
    return course


def _begin(place: Place, how: Status, number: int, therapist: Person, peer: Person) -> Course:
    """Write the client, and lay out how their course stands."""
    chance = place.chance
    began = place.at(
        first_day(place, how) - timedelta(days=4), 9, number
    )  # a Thursday, before the first week
    new = how is Status.NEW
    account_, begun = not new or chance.often(0.7), not new or chance.often(0.6)
    begun = begun and account_
    language = "es" if chance.often(SPANISH) else "en"
    born = place.today - timedelta(days=chance.randrange(19 * 366, 80 * 365))
    client = person(
        place, "client", (Role.CLIENT,), began - HOUR, born=born, language=language, mail=account_
    )
    if account_:
        account(place, client, began - 50 * MINUTE)
    key = chance.new_id()
    return Course(
        key, client, therapist, peer, how, began, begun, account_, written_to=not begun or chance.often(0.25)
    )


def _team(place: Place, course: Course) -> None:
    lead, at = place.staff["lead"], course.began
    place.kept("care.Episode", course.key, course.client.key, at, course.ended, False)
    place.tell(at, "EpisodeOpened", lead, episode_id=course.key, client_id=course.client.key)
    for one, role in zip(course.helpers, ("therapist", "peer"), strict=True):
        paused = course.paused if role == "peer" else None
        place.row("care.TeamMember", course.key, one.key, role, at, paused)
        place.tell(at, "HelperJoined", lead, episode_id=course.key, member_id=one.key, role=role)


def _chain(place: Place) -> Iterator[float]:
    """Put the record in order and write it, at the end its head; yields which share is written."""
    until, sequence, last = chain_looks(place), 0, ""
    for link, by, last in place.record.chain(place.chance.new_id):
        sequence = link.sequence
        _entry(place, link, by, last)
        if place.writer.waiting >= ROWS_AT_ONCE:
            place.writer.flush()
            yield sequence / place.record.told
    place.row("record.ChainHead", sequence, last, until)
    place.writer.flush()


def _entry(place: Place, link: Link, by: str, chained: str) -> None:
    at = datetime.fromisoformat(link.at)
    said = (link.sequence, at, link.event, by or None, link.details, link.previous, chained)
    place.kept("record.Entry", link.id.replace("-", ""), *said)
