"""Write what clients say about meetings, whom it reaches, what comes of it, and helpers' cards beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tandem.config.demo_data import words
from tandem.config.demo_data.course import Course, Meeting
from tandem.config.demo_data.meetings import invite
from tandem.config.demo_data.people import Person
from tandem.config.demo_data.place import DAY, HOUR, MINUTE, Place, sealed
from tandem.session_checks.models import NUMBERS
from tandem.session_checks.rules import Answers, Item, Known, Rhythm, items, reasons

ANSWERED = 0.92  # our choice: of meetings that took place
KINDS = {"word": ("check_word",), "answers": ("check_word", "check_answers")}


def write_checks(place: Place, course: Course) -> None:
    """Write a check about nearly every meeting that took place, and a card about some."""
    said: dict[bool, list[Answers]] = {
        True: [],
        False: [],
    }  # about meetings with the peer alone, and the others
    rhythm, nth = _rhythm(place, course), {True: 0, False: 0}
    mood = place.chance.randrange(4, 9)
    for one in course.meetings:
        if not one.kept or one.noted is None:
            continue
        alone = one.kind == "peer"
        nth[alone] += 1
        invite(place, course, one, nth[alone], rhythm)
        at = one.ends + place.chance.randrange(60, 30 * 60) * MINUTE
        answered = course.account and at < place.now and place.chance.often(ANSWERED)
        answers = _answers(place, course, one, len(said[alone]), mood) if answered else None
        if place.chance.often(0.15):
            _card(place, course, one, answers)
        if answers:
            said[alone].append(answers)
            write_check(place, course, one, said[alone], at)


def _rhythm(place: Place, course: Course) -> Rhythm:
    """Return how often the client is asked; a few have said so."""
    at = course.began + 2 * DAY + HOUR
    if not course.begun or place.chance.often(0.9) or at > place.now:
        return Rhythm.EACH
    place.row("session_checks.CheckWish", course.key, Rhythm.SECOND.value, at)
    place.tell(at, "CheckWished", course.client.key, episode_id=course.key, rhythm=Rhythm.SECOND.value)
    return Rhythm.SECOND


def _answers(place: Place, course: Course, meeting: Meeting, earlier: int, mood: int) -> Answers:
    chance = place.chance
    asks = items(episode_began=course.began, met_at=meeting.starts, earlier=earlier)
    numbers: dict[str, Any] = {item.value: min(10, max(0, mood + chance.randrange(-2, 3))) for item in asks}
    if chance.often(0.04):
        numbers[Item.HEARD.value] = chance.randrange(0, 4)
    off = chance.choices(("no", "small", "yes", ""), weights=(78, 16, 3, 3))[0]
    line = chance.choice(words.LINES[course.client.language]) if off in ("small", "yes") else ""
    return Answers(off=off, line=line, **numbers)


def write_check(
    place: Place, course: Course, meeting: Meeting, said: Sequence[Answers], at: datetime
) -> None:
    """Write one check; `said` are all answers about such meetings so far, this one last."""
    answers, key, client = said[-1], place.chance.new_id(), course.client.key
    found = " ".join(reason.value for reason in reasons(Known(said)))
    chosen_at = at + 5 * MINUTE
    choice = "let_be" if found and chosen_at < place.now and place.chance.often(0.8) else ""
    texts = (
        sealed("session_checks.SessionCheck", name, key, getattr(answers, name))
        for name in ("line", "takeaway")
    )
    numbers = (getattr(answers, name) for name in NUMBERS)
    place.kept(
        "session_checks.SessionCheck", key, course.key, meeting.key, client, *numbers, answers.off, *texts, found,
        choice, at,
    )  # fmt: skip
    to = [] if course.level == "nothing" else course.helpers if course.both else course.met(meeting)
    to = [one for one in to if not (course.paused and one is course.peer and at >= course.paused)]
    for helper in to:
        for kind in KINDS[course.level]:
            place.row("care.Release", course.key, kind, key, helper.key, True, at)
        relay(place, course, "check", key, helper, at)
    level = "answers" if course.level == "answers" else "word"
    ids = [one.key for one in to]
    place.tell(at, "SessionCheckSubmitted", client, episode_id=course.key, check_id=key, to=ids, level=level)
    if choice:
        place.tell(chosen_at, "DifferenceChosen", client, episode_id=course.key, check_id=key, choice=choice)


def relay(
    place: Place, course: Course, kind: str, about: str, to: Person, at: datetime, *, due_on: str | None = None,
    outcome: str = "", read: float = 0.85,
) -> None:  # fmt: skip
    """Put one thing before somebody; in this share of all times they have read it, and some of them answered."""
    chance, key = place.chance, place.chance.new_id()
    seen: datetime | None = at + chance.randrange(40, 36 * 60) * MINUTE
    last = min(place.now, course.paused) if course.paused and to is course.peer else place.now
    if (seen and seen >= last) or not chance.often(read):
        seen = None
    closed = seen + DAY if seen and outcome and seen + DAY < last else None
    reply = chance.choice(words.REPLIES) if seen and chance.often(0.3) else ""
    texts = [
        sealed("relays.Relay", "reply", key, reply),
        sealed("relays.Relay", "outcome", key, outcome if closed else ""),
    ]
    place.kept(
        "relays.Relay", key, course.key, kind, about, to.key, at, due_on, seen, texts[0], closed, texts[1]
    )
    if seen:
        place.tell(
            seen, "RelayAcknowledged", to.key, episode_id=course.key, relay_id=key, replied=bool(reply)
        )
    if closed:
        place.tell(closed, "OutcomeTold", to.key, episode_id=course.key, relay_id=key)


def _card(place: Place, course: Course, meeting: Meeting, answers: Answers | None) -> None:
    """Write a helper's side of a meeting. The guess is never above the answer, so that it asks for no talk."""
    chance, by = place.chance, place.chance.choice(course.met(meeting))
    at = (meeting.noted or meeting.ends) + chance.randrange(5, 25) * MINUTE
    if at >= place.now or (course.paused and by is course.peer and at >= course.paused):
        return
    heard = answers.heard if answers else None
    guess = max(0, heard - chance.randrange(0, 3)) if heard is not None else None
    role = "peer" if by is course.peer else "therapist"
    said = {
        "matters": chance.choice(words.MATTERS),
        "wrong": "",
        "step": "" if answers else chance.choice(words.STEPS),
        "own_side": chance.choice(words.OWN_SIDE) if chance.often(0.3) else "",
        "for_other": chance.choice(words.FOR_OTHER) if chance.often(0.3) else "",
    }
    key = chance.new_id()
    texts = [
        sealed("session_checks.Card", name, key, said[name])
        for name in ("step", "matters", "wrong", "own_side", "for_other")
    ]
    place.kept("session_checks.Card", key, course.key, meeting.key, by.key, role, guess, None, *texts, at)
    if said["own_side"]:
        other = course.therapist if by is course.peer else course.peer
        if not (course.paused and other is course.peer and at >= course.paused):
            relay(place, course, "own_side", key, other, at)
    place.tell(at, "CardWritten", by.key, episode_id=course.key, card_id=key)
