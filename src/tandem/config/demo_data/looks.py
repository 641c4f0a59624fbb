"""Write who looked at some clients' pages, chained as the worker chains it."""

from datetime import datetime

from tandem.config.demo_data.chance import dashed
from tandem.config.demo_data.course import Course
from tandem.config.demo_data.place import HOUR, Place
from tandem.record.rules import digest

LOOKED_AT = ("see_episode", "see_goals", "see_points")


def write_looks(place: Place, course: Course) -> None:
    """Let both helpers open this client's pages on the days before the story ends."""
    for turn, act in enumerate(LOOKED_AT):
        who = course.helpers[turn % 2]
        at = place.now - place.chance.randrange(20, 60) * HOUR
        if at > course.began and not (course.paused and who is course.peer):
            key = place.row("record.Look", at, who.key, course.key, act, "")
            place.looks.append((dashed(key), at, dashed(who.key), dashed(course.key), act, ""))


def chain_looks(place: Place) -> datetime:
    """Tell that the looks are chained. Returns up to which moment they are."""
    until = place.now
    rows = sorted(place.looks, key=lambda look: str(look[0]))
    place.tell(
        until, "LooksChained", None, since=None, until=str(until), count=len(rows), digest=digest(rows)
    )
    return until
