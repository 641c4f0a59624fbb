"""Write who looked at some clients' pages, chained as the worker chains it."""

from datetime import datetime

from tandem.config.demo_data.chance import dashed
from tandem.config.demo_data.course import Course
from tandem.config.demo_data.place import HOUR, Place
from tandem.record.rules import digest

LOOKED_AT = ("see_episode", "see_goals", "see_points")

ROLES = ("therapist", "peer")  # of a course's helpers, in their order


def write_looks(place: Place, course: Course) -> None:
    """Let both helpers open this client's pages on the days before the story ends."""
    for turn, act in enumerate(LOOKED_AT):
        who = course.helpers[turn % 2]
        at = place.now - place.chance.randrange(20, 60) * HOUR
        if at > course.began and not (course.paused and who is course.peer):
            why = (act, "", ROLES[turn % 2], "team", None)
            key = place.row("record.Look", at, who.key, course.key, *why)
            place.looks.append((dashed(key), at, dashed(who.key), dashed(course.key), *why))


def chain_looks(place: Place) -> datetime:
    """Tell that the looks are chained. Returns up to which moment they are."""
    until = place.now
    rows = sorted(place.looks, key=lambda look: str(look[0]))
    place.tell(
        until, "LooksChained", None, since=None, until=str(until), count=len(rows), digest=digest(rows)
    )
    return until
