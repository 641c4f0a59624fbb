"""Write how a client began: what they said yes to, how their helpers share, what they hope for, their goals."""

from dataclasses import asdict
from datetime import datetime

from tandem.config.demo_data import words
from tandem.config.demo_data.checks import relay
from tandem.config.demo_data.course import Course, Status
from tandem.config.demo_data.people import Person, notice
from tandem.config.demo_data.place import DAY, HOUR, MINUTE, Place, sealed
from tandem.consents.rules import INTRODUCTION, ConsentKind, Method, Topic, ends_on
from tandem.permissions.sharing import NOTHING_CHOSEN, PRESETS, Preset, Sharing, Start

# Our choice: most are asked each time, some share everything, some little.
PRESET_SHARES = {Preset.ASK: 0.55, Preset.OPEN: 0.28, Preset.SEPARATE: 0.17}


def write_yeses(place: Place, course: Course) -> None:
    """Write a spoken yes to meeting the peer, the introduction, and a yes to both of its texts."""
    asked, met = course.began + 6 * HOUR, course.began + DAY
    _yes(place, course, ConsentKind.MEET_PEER, Method.SPOKEN, [course.therapist], asked)
    by, topics = course.therapist.key, " ".join(topic.value for topic in Topic)
    key = place.row("consents.Introduction", course.key, topics, by, met)
    for one in course.helpers:
        place.row("consents.Present", key, one.key)
    place.tell(met, "IntroductionHeld", by, episode_id=course.key, introduction_id=key)
    for kind in INTRODUCTION:
        _yes(place, course, kind, Method.IN_PERSON, course.helpers, met + 5 * MINUTE)


def _yes(
    place: Place, course: Course, kind: ConsentKind, method: Method, explained_by: list[Person], at: datetime
) -> None:  # fmt: skip
    text = place.text(kind, course.client.language)
    by, day = explained_by[0].key, ends_on(kind, place.day(at))
    until = day and day.isoformat()
    key = place.row("consents.Consent", course.key, kind.value, text, True, method.value, by, at, until)
    for one in explained_by:
        place.row("consents.Explainer", key, one.key)
    place.tell(
        at, "ConsentGiven", by, episode_id=course.key, consent_id=key, kind=kind.value, method=method.value
    )


def write_beginning(place: Place, course: Course) -> None:
    """Write the client's first ten minutes, on the day after the course began."""
    at, client = course.began + DAY + HOUR, course.client
    _choose(place, course, at)
    channel = "email" if course.written_to else "none"
    said = (channel, "any", course.written_to, False, "no", "therapist")
    place.row("people.ContactWish", client.key, *said, at + MINUTE)
    place.tell(at + MINUTE, "ContactWished", client.key, member_id=client.key)
    if place.chance.often(0.8):
        _hopes(place, course, at + 5 * MINUTE)
    key, done = place.chance.new_id(), at + 8 * MINUTE
    empty = sealed("beginnings.Begun", "invitation", key, "")
    place.kept("beginnings.Begun", key, course.key, client.key, at, done, empty)
    place.tell(done, "BeginningDone", client.key, episode_id=course.key)


def _choose(place: Place, course: Course, at: datetime) -> None:
    """Let the client choose a preset; some then let answers leave with a check, and not only a word."""
    preset = place.chance.choices(list(PRESET_SHARES), weights=list(PRESET_SHARES.values()))[0]
    same = preset is NOTHING_CHOSEN.preset
    since, chosen = (course.began if same else at), PRESETS[preset]
    _choice(place, course, chosen, 1, since, at, at)
    if preset is not Preset.SEPARATE and place.chance.often(0.4):
        chosen, later = chosen.changed(checks=Start.ANSWERS), at + 2 * MINUTE
        _choice(place, course, chosen, 2, since, at, later)
    course.level, course.both = chosen.checks.value, preset is Preset.OPEN


def _choice(
    place: Place, course: Course, chosen: Sharing, number: int, since: datetime, chosen_at: datetime, at: datetime
) -> None:  # fmt: skip
    said = {**asdict(chosen), "preset": chosen.preset.value, "checks": chosen.checks.value}
    switches = (said[name] for name in ("peer_notes", "summaries", "checks", "scores", "quality", "times"))
    place.row("care.SharingChoice", course.key, number, said["preset"], since, chosen_at, *switches, at)
    place.tell(
        at,
        "SharingChanged",
        course.client.key,
        episode_id=course.key,
        preset=said["preset"],
        chosen=number == 1,
    )


def _hopes(place: Place, course: Course, at: datetime) -> None:
    key, language = place.chance.new_id(), course.client.language
    tried = sealed("beginnings.Hopes", "tried", key, words.TRIED[language])
    worth = sealed("beginnings.Hopes", "worth", key, words.WORTH[language])
    place.kept("beginnings.Hopes", key, course.key, tried, worth, at)
    for one in course.helpers:
        place.row("care.Release", course.key, "hopes", key, one.key, True, at)
        relay(place, course, "hopes", key, one, at, due_on=place.due(at, 1), read=0.97)
    ids = [one.key for one in course.helpers]
    place.tell(at, "HopesTold", course.client.key, episode_id=course.key, hopes_id=key, to=ids)


def write_goals(place: Place, course: Course) -> None:
    """Write one or two goals in the client's words; some close one."""
    at = course.began + DAY + 2 * HOUR
    wordings = place.chance.sample(words.GOALS[course.client.language], place.chance.randrange(1, 3))
    for number, wording in enumerate(wordings):
        proposed = at + number * MINUTE
        key = place.chance.new_id()
        closed = at + 12 * DAY if number and at + 12 * DAY < place.now and place.chance.often(0.5) else None
        text = sealed("goals.Goal", "wording", key, wording)
        place.kept("goals.Goal", key, course.key, text, proposed, closed)
        place.tell(proposed, "GoalProposed", course.client.key, episode_id=course.key, goal_id=key)
        if closed:
            place.tell(closed, "GoalClosed", course.client.key, episode_id=course.key, goal_id=key)


def write_pause(place: Place, course: Course) -> None:
    """Tell that the client stopped meeting the peer for a while, or would like another therapist."""
    client = course.client.key
    if course.paused:
        place.tell(course.paused, "HelperPaused", client, episode_id=course.key, member_id=course.peer.key)
        notice(place, course.peer, "team_changed", course.paused)
    elif course.status is Status.STEADY and place.chance.often(0.02):
        at = place.now - 30 * HOUR
        place.row("care.ChangeWish", course.key, "therapist", at)
        place.tell(at, "ChangeWished", client, episode_id=course.key, role="therapist")
