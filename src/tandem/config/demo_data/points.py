"""Write what clients want helpers to know, how it travels, topics they open, and what peers notice."""

from datetime import datetime

from tandem.config.demo_data import words
from tandem.config.demo_data.checks import relay
from tandem.config.demo_data.course import Course, Meeting
from tandem.config.demo_data.place import HOUR, MINUTE, Place, sealed
from tandem.relays.rules import ANSWER_WITHIN


def write_points(place: Place, course: Course) -> None:
    """Write a point about one of the meetings that took place, for three clients in five."""
    kept = [one for one in course.meetings if one.kept and one.ends + 3 * HOUR < place.now]
    if course.paused:
        kept = [one for one in kept if one.ends + 3 * HOUR < course.paused]
    if not kept or not course.account:
        return
    if place.chance.often(0.6):
        _point(place, course, place.chance.choice(kept))
    with_peer = [one for one in kept if one.kind == "peer"]
    if with_peer and place.chance.often(0.15):
        _with_peer(place, course, place.chance.choice(with_peer))


def _point(place: Place, course: Course, meeting: Meeting) -> None:
    chance, at, client = place.chance, meeting.ends + 2 * HOUR, course.client
    way = chance.choices(("myself", "together", "for_me"), weights=(2, 5, 3))[0]
    to, other = course.helpers if chance.often(0.6) else course.helpers[::-1]
    key = chance.new_id()
    text = sealed("relays.Point", "words", key, chance.choice(words.POINTS[client.language]))
    place.kept("relays.Point", key, course.key, meeting.key, text, way, to.key, client.key, at)
    reached = [] if way == "myself" else [to, other]
    for one in reached:
        place.row("care.Release", course.key, "point", key, one.key, True, at)
        came = chance.choice(words.OUTCOMES) if chance.often(0.5) else ""
        relay(place, course, "point", key, one, at, due_on=place.due(at, ANSWER_WITHIN), outcome=came)
    if not reached:
        _own(place, course, key, at)
    ids = [one.key for one in reached]
    place.tell(at, "PointApproved", client.key, episode_id=course.key, point_id=key, way=way, to=ids)


def _own(place: Place, course: Course, point: str, at: datetime) -> None:
    """What the client says themselves reminds the client alone, until they have said it."""
    key, client = place.chance.new_id(), course.client.key
    said = at + 26 * HOUR if at + 26 * HOUR < place.now and place.chance.often(0.6) else None
    texts = [sealed("relays.Relay", name, key, "") for name in ("reply", "outcome")]
    place.kept(
        "relays.Relay", key, course.key, "point", point, client, at, None, said, texts[0], None, texts[1]
    )
    if said:
        place.tell(said, "PointSaid", client, episode_id=course.key, point_id=point)


def _with_peer(place: Place, course: Course, meeting: Meeting) -> None:
    """Let the peer notice something to which the client says yes, and the client open a topic."""
    at, client = meeting.ends - 5 * MINUTE, course.client.key
    key = place.chance.new_id()
    text = sealed("relays.Noticed", "words", key, place.chance.choice(words.NOTICED))
    place.kept("relays.Noticed", key, course.key, meeting.key, text, course.peer.key, at)
    place.tell(at, "NoticedKept", course.peer.key, episode_id=course.key, noticed_id=key)
    later = meeting.ends + HOUR
    place.row("relays.StandingYes", course.key, "pace", True, later)
    place.tell(later, "TopicsChosen", client, episode_id=course.key, opened=["pace"], closed=[])
