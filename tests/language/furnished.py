"""A practice in full swing: something to see on every page."""

import io
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.beginnings.actions import keep_hopes
from tandem.care.actions import add_holiday
from tandem.care.models import CoverHours, Episode, HistoryItem, Unusual
from tandem.care.rules import Sign
from tandem.consents import texts
from tandem.consents.actions import say_yes, take_back
from tandem.consents.rules import ConsentKind, Method
from tandem.exchange.actions import check_file
from tandem.goals.actions import close_goal, propose_goal
from tandem.keeping.actions import answer as answer_request
from tandem.keeping.actions import end_hold, keep_for
from tandem.keeping.rules import Answer, Asked
from tandem.people.actions import set_profile, wish_contact
from tandem.people.models import Belonging, Member
from tandem.relays.actions import (
    acknowledge,
    answer_review,
    approve,
    ask_review,
    choose_topics,
    close_topic,
    explain,
    keep_noticed,
    put_off,
    tell_outcome,
    withdraw,
    write_draft,
)
from tandem.relays.models import Point, Relay, Review
from tandem.relays.rules import Held, Topic, Way
from tandem.session_checks.actions import invite, submit_check, write_card
from tandem.session_checks.rules import Answers, Level
from tandem.tenancy.keys import uuid7
from tests import cast
from tests.parts.consents import a_yes, a_yes_in_the_room, an_introduction
from tests.parts.emergencies import WHY, an_emergency
from tests.parts.records import a_disclosure, a_hold, a_request, an_old_client

PEOPLE = b"id,name,born_on,email,shoe\r\n1,Ana Invented,1980-01-01,,\r\n2,Bo Invented,1990-02-02,,\r\n"
TOO_LONG = "x" * 301
WRITTEN = (
    "Sleep all night",
    "Call my sister",
    "Thursday went fast.",
    "Room 2",
    "Founders’ day",
    "A first visit.",
    "The talk about money was too much.",
    "We take it slower.",
    TOO_LONG,
    "Ring the library.",
    "At home an elder decides.",
    "Two groups and an app.",
    "I cook for the whole street.",
    WHY,
    "My birthday is in May.",
    "We put it right.",
    "Number 12.",
    "The county office",
    "Two dates of meetings.",
    "A rule of this state.",
)


def furnish(world: cast.World) -> dict[str, Any]:
    """Write something of every kind for Cleo. Returns the ids that addresses ask for, and two due meetings."""
    at = timezone.now()
    episode = Episode.objects.select_related("client").get(pk=world.episode_id)
    cleo, theo, priya, lead = (world.actor(name).member for name in ("cleo", "theo", "priya", "lead"))
    talked, quiet, also_due = (_kept(episode, theo, at - timedelta(hours=n)) for n in (30, 26, 2))
    due = _kept(episode, theo, at - timedelta(hours=4), peer=priya, kind=MeetingKind.JOINT)
    _kept(episode, theo, at - timedelta(hours=50), peer=priya, kind=MeetingKind.JOINT)
    invite(appointment=also_due, at=at)
    check = _check(talked, Answers(2, "small", WRITTEN[2]), [theo, priya], Level.ANSWERS)
    _check(quiet, Answers(9, "no", ""), [theo], Level.WORD)
    acknowledge(relay=Relay.objects.get(about_id=check.pk, to=priya), reply="", by=priya, at=at)
    card = _card(talked, theo)
    _meetings_to_come(episode, theo, priya)
    goal = propose_goal(episode=episode, wording=WRITTEN[0], by=cleo, at=at)
    close_goal(goal=propose_goal(episode=episode, wording=WRITTEN[1], by=cleo, at=at), by=cleo, at=at)
    add_holiday(on=date.today() + timedelta(days=9), name=WRITTEN[4], by=lead.pk, at=at)
    HistoryItem.objects.create(
        client=cleo, kind="visit", starts_at=at - timedelta(days=400), words=WRITTEN[5],
        source_system="https://records.example", source_id="1", batch_id=uuid7(),
    )  # fmt: skip
    explained = _explained(episode, priya)
    with_peer, noticed = _noticed(episode, priya)
    introduced = _consents(world, episode)
    _about_the_record(world, cleo, lead)
    return _said(episode, theo, priya) | {
        "episode_id": episode.pk, "appointment_id": due.pk, "goal_id": goal.pk, "check_id": check.pk,
        "about_id": check.pk, "member_id": world.actor("wendy").pk, "colleague_id": theo.pk, "holiday_id": uuid7(),
        "cover_id": CoverHours.objects.values_list("pk", flat=True)[0],
        "batch_id": check_file(file=io.BytesIO(PEOPLE), by=lead, at=at).pk,
        "also_due": also_due,
        "explanation_id": explained, "with_peer": with_peer, "noticed_id": noticed,
        "review_id": _asked(episode, theo, priya),
        "hopes_id": _begun(episode, theo, priya),
        "step": "contact",
        "card_id": card.pk,
        "introduction_id": introduced,
        "kind": "limits",
        "relay_id": Relay.objects.get(about_id=card.pk, kind="own_side").pk,
        **_watched(world, theo, at),
        "old_client_id": an_old_client(world).client_id, "request_id": uuid7(),
        "helper_id": priya.pk, "role": "peer", "client_id": cleo.pk,
    }  # fmt: skip


def _watched(world: cast.World, theo: Member, at: Any) -> dict[str, Any]:
    """Let somebody open Cleo's page in an emergency, and let something be out of pattern."""
    signs = " ".join(Sign)
    one = Unusual.objects.create(member=theo, on=at.date(), signs=signs, at=at)
    return {"emergency_id": an_emergency(world).pk, "unusual_id": one.pk}


def _about_the_record(world: cast.World, cleo: Member, lead: Member) -> None:
    """Let Cleo have asked for a correction, a hold have ended, and something have left; the practice has its years."""
    asked, hold = a_request(world, Asked.CORRECT, WRITTEN[14]), a_hold(world, cleo, WRITTEN[16])
    at = timezone.now()
    answer_request(request=asked, answer=Answer.YES, reply=WRITTEN[15], by=lead, at=at)
    end_hold(hold=hold, by=lead, at=at)
    a_disclosure(world, cleo, to=WRITTEN[17], words=WRITTEN[18])
    keep_for(years=7, source=WRITTEN[19], by=lead, at=at)


def _consents(world: cast.World, episode: Episode) -> Any:
    """Let Cleo say yes in every way, take one back, and let one run out. Returns an introduction's id."""
    at, theo = timezone.now(), [place for place in episode.team.all() if place.role == "therapist"]
    for kind, then in ((ConsentKind.CHANNEL, at), (ConsentKind.ACCOMPANY, at - timedelta(days=100))):
        a_yes(world, kind, then)
    say_yes(
        consent_id=uuid7(), episode=episode, kind=ConsentKind.MEET_PEER,
        seen=texts.current(ConsentKind.MEET_PEER, "es").sha256, method=Method.SPOKEN, explained_by=theo[:1],
        by=theo[0].member, at=at - timedelta(days=3),
    )  # fmt: skip
    a_yes_in_the_room(world, ConsentKind.JOINT_CARE)
    a_yes(world, ConsentKind.STORY_RECEIVED)
    take_back(episode=episode, kind=ConsentKind.STORY_RECEIVED, by=episode.client, at=at)
    return an_introduction(world)


def _said(episode: Episode, theo: Member, priya: Member) -> dict[str, Any]:
    """Let Cleo say the same thing in every way, and let it stand in every state."""
    at = timezone.now()
    waits = _point(episode, Way.FOR_ME, theo, priya)
    _point(episode, Way.MYSELF, theo, priya)
    told, back = (_point(episode, Way.TOGETHER, theo, priya) for _ in range(2))
    _point(episode, Way.FOR_ME, priya, theo, at - timedelta(days=40))
    _point(episode, Way.FOR_ME, theo, priya, at - timedelta(days=9))
    for relay in Relay.objects.filter(about_id=told.pk):
        acknowledge(relay=relay, reply=WRITTEN[7], by=relay.to, at=at)
    closing = Relay.objects.get(about_id=told.pk, to=theo)
    half = Relay.objects.get(about_id=_point(episode, Way.FOR_ME, theo, priya).pk, to=theo)
    acknowledge(relay=half, reply="", by=theo, at=at)
    tell_outcome(relay=closing, outcome=WRITTEN[7], by=theo, at=at)
    withdraw(point=back, by=episode.client, at=at)
    drafts = [uuid7() for _ in range(4)]
    for key in drafts[:2]:
        write_draft(draft_id=key, episode=episode, words=WRITTEN[6], by=priya, at=at)
    for key, held in zip(drafts[2:], Held, strict=True):
        then = at - timedelta(days=3)
        put_off(draft_id=key, episode=episode, words=WRITTEN[6], held=held, by=episode.client, at=then)
    return {"point_id": waits.pk, "draft_id": drafts[0], "peer_draft_id": drafts[1]}


def _begun(episode: Episode, theo: Member, priya: Member) -> Any:
    """Let Cleo say what she hopes for, twice; both helpers tell of themselves, and one has answered."""
    at, cleo = timezone.now(), episode.client
    for helper in (theo, priya):
        set_profile(member=helper, line_one=WRITTEN[12], line_two="", at=at)
    wish_contact(
        client=cleo, channel="text", hours="office", message=False, named=True, seen="no", checks="peer", by=cleo, at=at
    )  # fmt: skip
    for words in (WRITTEN[1], WRITTEN[11]):
        hopes = keep_hopes(episode=episode, tried=words, worth=WRITTEN[0], to=[theo, priya], by=cleo, at=at)
    assert hopes
    acknowledge(relay=Relay.objects.get(about_id=hopes.pk, to=priya), reply=WRITTEN[7], by=priya, at=at)
    return hopes.pk


def _explained(episode: Episode, priya: Member) -> Any:
    """Let Cleo open topics, and Priya explain something under two, of which Cleo closes one. Returns the second."""
    at, cleo = timezone.now(), episode.client
    topics = [Topic.WORDS, Topic.PACE, Topic.HOMEWORK]
    choose_topics(episode=episode, topics=topics, seen=None, by=cleo, at=at)
    keys = {topic: uuid7() for topic in (Topic.WORDS, Topic.PACE)}
    for topic, key in keys.items():
        explain(explanation_id=key, episode=episode, topic=topic, words=WRITTEN[10], by=priya, at=at)
    close_topic(episode=episode, topic=Topic.PACE, by=cleo, at=at)
    return keys[Topic.PACE]


def _asked(episode: Episode, theo: Member, priya: Member) -> Any:
    """Let Cleo say yes and no to looking back together, and be asked once more."""
    for days, yes in ((40, True), (20, False)):
        then = timezone.now() - timedelta(days=days)
        ask_review(episode=episode, by=theo, at=then)
        open_ = Review.objects.select_related("episode", "asked_by").get(answered_at=None)
        answer_review(review=open_, yes=yes, by=episode.client, at=then)
    ask_review(episode=episode, by=priya, at=timezone.now())
    return Review.objects.get(answered_at=None).pk


def _noticed(episode: Episode, priya: Member) -> tuple[Any, Any]:
    """Let Priya notice something in a meeting with Cleo, who says yes. Returns the meeting and what was noticed."""
    at = timezone.now()
    meeting = cast.a_meeting(episode, MeetingKind.PEER, starts_at=at - timedelta(hours=60), peer=priya)
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=priya, at=at)
    key = uuid7()
    keep_noticed(noticed_id=key, meeting=meeting, words=WRITTEN[10], by=priya, at=at)
    return meeting, key


def _point(episode: Episode, way: Way, to: Member, other: Member, at: Any = None) -> Point:
    return approve(
        point_id=uuid7(), episode=episode, words=WRITTEN[6], way=way, to=to, team_seen=[to.pk, other.pk],
        by=episode.client, at=at or timezone.now(),
    )  # fmt: skip


def _kept(episode: Episode, theo: Member, at: Any, **more: Any) -> Any:
    kind = more.pop("kind", MeetingKind.THERAPY)
    meeting = cast.a_meeting(episode, kind, starts_at=at, therapist=theo, minutes=50, **more)
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=theo, at=timezone.now())
    return meeting


def _card(meeting: Any, theo: Member) -> Any:
    said = dict.fromkeys(("step", "matters", "wrong", "own_side", "for_other"), WRITTEN[7])
    return write_card(meeting=meeting, said=said | {"guess": 9}, by=theo, role="therapist", at=timezone.now())


def _check(meeting: Any, answers: Answers, to: list[Member], level: Level) -> Any:
    by, at = meeting.episode.client, timezone.now()
    return submit_check(appointment=meeting, answers=answers, to=to, level=level, link=None, by=by, at=at)


def _meetings_to_come(episode: Episode, theo: Member, priya: Member) -> None:
    at = timezone.now()
    soon = cast.a_meeting(episode, MeetingKind.PEER, starts_at=at + timedelta(days=2), peer=priya)
    soon.place = WRITTEN[3]
    soon.save()
    cast.a_meeting(episode, MeetingKind.JOINT, starts_at=at + timedelta(days=30), therapist=theo, peer=priya)
    cast.a_meeting(episode, MeetingKind.THERAPY, starts_at=at - timedelta(hours=70), therapist=theo)


def data_words() -> set[str]:
    """Return everything on the pages that people wrote or are called: it is not ours to translate."""
    names = set(Member.objects.values_list("name", flat=True))
    names |= {name.split()[0] for name in names}
    practices = {one.practice.name for one in Belonging.objects.select_related("practice")}
    emails = {email for email in Member.objects.values_list("email", flat=True) if email}
    consents = {
        part
        for kind in ConsentKind
        for one in texts.LANGUAGES
        for part in texts.current(kind, one).paragraphs
    }
    return {
        *names,
        *practices,
        *emails,
        *WRITTEN,
        *consents,
        *cast.OUTSIDE.values(),
        "x" * 602,
        "Ola",
        "Ana Invented",
        "Bo Invented",
        "https://records.example",
    }
