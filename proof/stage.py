"""Twenty people and one client's things, for the proofs of who may do what."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from proof.expected import PEOPLE, Shown, State
from tandem.appointments.actions import note_outcome
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.beginnings.actions import keep_hopes
from tandem.care.actions import add_holiday, choose_preset, join_team, leave_team, release
from tandem.care.models import CoverHours, Episode, HistoryItem, Holiday, TeamMember, Unusual
from tandem.consents.rules import ConsentKind
from tandem.exchange.actions import check_file
from tandem.goals.actions import propose_goal
from tandem.keeping.rules import Asked
from tandem.people.actions import add_member
from tandem.people.models import Member, User
from tandem.permissions.rules import Kind, Role
from tandem.permissions.sharing import Preset
from tandem.relays.actions import approve, ask_review, choose_topics, explain, keep_noticed, write_draft
from tandem.relays.models import Relay, Review
from tandem.relays.rules import Topic, Way
from tandem.session_checks.actions import choose_line, submit_check, write_card
from tandem.session_checks.rules import Answers, Level
from tandem.tenancy.current import using_practice
from tandem.tenancy.keys import uuid7
from tandem.tenancy.models import Practice
from tests.cast import Actor, World, _people, a_meeting
from tests.parts.consents import a_yes, an_introduction
from tests.parts.emergencies import WHY, an_emergency
from tests.parts.meetings import an_episode
from tests.parts.records import a_request

NAME = "Cleo Example"
HERE = {"enda": (Role.PEER,)}
ELSEWHERE = {"xpeer": (Role.PEER,), "xtherapist": (Role.THERAPIST,), "xlead": (Role.LEAD,)}
WHO = dict(
    zip(
        PEOPLE[:-1],
        (
            "cleo", "priya", "theo", "peer_supervisor", "clinical_supervisor", "on_call", "desk", "biller", "lead",
            "admin", "otto", "pia", "tess", "enda", "eddy", "carl", "xpeer", "xtherapist", "xlead",
        ),
        strict=True,
    )
)  # fmt: skip


def mark(thing: str) -> str:
    """Return words that stand nowhere else."""
    return NAME if thing == "name" else WHY if thing == "emergency" else f"Only {thing} says this."


@dataclass
class Stage:
    """The people, and the ids that addresses ask for; an id that this state has nothing for is missing."""

    world: World
    episode: Episode
    people: dict[str, Actor]
    ids: dict[str, Any]

    def roles(self, who: str) -> frozenset[Role]:
        """Return what somebody is in their practice."""
        with using_practice(self.people[who].member.practice_id):
            held = self.people[who].member.grants.filter(ended_at=None).values_list("role", flat=True)
            return frozenset(Role(role) for role in held)


@contextmanager
def staged(world: World, state: State) -> Iterator[Stage]:
    """Yield the stage as the client chose; afterwards nothing of it was ever there."""
    with transaction.atomic():
        yield built(world, state)
        transaction.set_rollback(True)


def built(world: World, state: State) -> Stage:
    """Write the stage as the client chose."""
    return _Things(world, _twenty(world), state).stage()


def _twenty(world: World) -> dict[str, Actor]:
    at, made = timezone.now() - timedelta(days=20), dict(world.people)
    here, there = (Practice.objects.get(pk=pk) for pk in (world.practice_id, world.other_practice_id))
    made |= _people(here, HERE, at)
    with using_practice(there.pk):
        made |= _people(there, ELSEWHERE, at)
    found = {}
    for who, name in WHO.items():
        with using_practice((there if who.startswith("x") else here).pk):
            found[who] = Actor(Member.objects.get(pk=made[name][0]), User.objects.get(pk=made[name][1]))
    found["TH"].member.grants.filter(role=Role.ON_CALL.value).update(
        ended_at=at
    )  # a therapist and nothing else
    CoverHours.objects.update(member=found["OC"].member)
    episode = an_episode(world)
    join_team(episode=episode, member=found["ep"].member, role=Role.PEER, by=None, at=at)
    leave_team(episode=episode, member=found["ep"].member, by=None, at=at + timedelta(days=1))
    return found


class _Things:
    """One thing of every kind, written as the state allows, then left as the state says."""

    def __init__(self, world: World, people: dict[str, Actor], state: State) -> None:
        self.world, self.people, self.state = world, people, state
        self.episode, self.at = an_episode(world), timezone.now()
        self.client, self.theo, self.priya = (people[who].member for who in ("CL", "TH", "PE"))
        self.both = [self.theo, self.priya]
        self.ids: dict[str, Any] = {"episode_id": self.episode.pk}

    def stage(self) -> Stage:
        """Write all of it."""
        choose_preset(episode=self.episode, preset=self.state.preset, seen=0, by=self.client.pk, at=self.at)
        self._meetings()
        self._check()
        self._cards()
        self._said()
        self._with_the_peer()
        self._agreed()
        self._practice()
        self._left()
        return Stage(self.world, self.episode, self.people, self.ids)

    def _meetings(self) -> None:
        kinds = (
            (MeetingKind.THERAPY, "therapy", 3, {"therapist": self.theo}),
            (MeetingKind.PEER, "peer", 27, {"peer": self.priya}),
        )
        met = []
        for kind, name, hours, helper in kinds:
            meeting = a_meeting(self.episode, kind, starts_at=self.at - timedelta(hours=hours), **helper)
            meeting.place = mark(f"{name}-place")
            meeting.save()
            by = next(iter(helper.values()))
            note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=by, at=self.at)
            self.ids["appointment_id" if name == "therapy" else "appointment_id@peer"] = meeting.pk
            met.append(meeting)
        self.therapy, self.with_peer = met
        for kind, name, _hours, helper in kinds:  # today, whatever the hour
            meeting = a_meeting(self.episode, kind, starts_at=self.at, **helper)
            meeting.place = mark(f"{name}-place")
            meeting.save()
        a_meeting(
            self.episode, MeetingKind.THERAPY, starts_at=self.at + timedelta(days=2), therapist=self.theo
        )

    def _check(self) -> None:
        self.ids["goal_id"] = propose_goal(
            episode=self.episode, wording=mark("goal"), by=self.client, at=self.at
        ).pk
        said = Answers(2, "yes", mark("check"), takeaway=mark("takeaway"))
        to = [] if self.state.shown is Shown.NOTHING else self.both
        level = Level.ANSWERS if self.state.shown is Shown.ALL else Level.WORD
        check = submit_check(
            appointment=self.therapy, answers=said, to=to, level=level, link=None, by=self.client, at=self.at
        )
        self.ids |= {"check_id": check.pk, "about_id": check.pk}

    def _cards(self) -> None:
        wrote = {
            "own_side": mark("own-side-of-therapist"),
            "for_other": mark("line-for-peer"),
            "step": mark("step"),
        }
        card = write_card(meeting=self.therapy, said=wrote, by=self.theo, role="therapist", at=self.at)
        other = {"own_side": mark("own-side-of-peer")}
        write_card(meeting=self.with_peer, said=other, by=self.priya, role="peer", at=self.at)
        choose_line(card=card, send=self._shows(), by=self.client, at=self.at)
        line = Relay.objects.filter(about_id=card.pk, to=self.priya).first()
        self.ids |= {"card_id": card.pk} | ({"relay_id": line.pk} if line else {})

    def _shows(self) -> bool:
        return self.state.shown is not Shown.NOTHING

    def _said(self) -> None:
        way = Way.FOR_ME if self._shows() else Way.MYSELF
        self.ids["point_id"] = approve(
            point_id=uuid7(), episode=self.episode, words=mark("point"), way=way, to=self.theo,
            team_seen=[one.pk for one in self.both], by=self.client, at=self.at,
        ).pk  # fmt: skip
        to = self.both if self._shows() else []
        hopes = keep_hopes(
            episode=self.episode, tried=mark("hopes"), worth="", to=to, by=self.client, at=self.at
        )
        assert hopes
        self.ids["hopes_id"] = hopes.pk

    def _with_the_peer(self) -> None:
        ids = {name: uuid7() for name in ("draft_id", "noticed_id", "explanation_id")}
        write_draft(
            draft_id=ids["draft_id"], episode=self.episode, words=mark("draft"), by=self.priya, at=self.at
        )
        keep_noticed(
            noticed_id=ids["noticed_id"],
            meeting=self.with_peer,
            words=mark("noticed"),
            by=self.priya,
            at=self.at,
        )
        if self.state.preset is not Preset.SEPARATE:
            choose_topics(episode=self.episode, topics=[Topic.PACE], seen=None, by=self.client, at=self.at)
            explain(
                explanation_id=ids["explanation_id"], episode=self.episode, topic=Topic.PACE, words=mark("explained"),
                by=self.priya, at=self.at,
            )  # fmt: skip
            ask_review(episode=self.episode, by=self.theo, at=self.at)
            ids["review_id"] = Review.objects.get(answered_at=None).pk
        else:
            del ids["explanation_id"]
        self.ids |= ids

    def _agreed(self) -> None:
        self.ids |= {"introduction_id": an_introduction(self.world), "kind": "joint_care", "step": "contact"}
        a_yes(self.world, ConsentKind.JOINT_CARE)
        HistoryItem.objects.create(
            client=self.client, kind="visit", starts_at=self.at - timedelta(days=400), words=mark("history"),
            source_system="https://records.example", source_id="1", batch_id=uuid7(),
        )  # fmt: skip

    def _practice(self) -> None:
        """Add what belongs to the practice, and somebody on call who opened the client's page."""
        add_holiday(on=(self.at + timedelta(days=9)).date(), name="A day", by=None, at=self.at)
        a_request(self.world, Asked.COPY)
        waits = add_member(name="Nia New", email="nia@cast.example", roles=[Role.CLIENT], by=None, at=self.at)
        self.ids |= {
            "client_id": self.client.pk, "helper_id": self.theo.pk, "role": "peer", "member_id": waits.pk,
            "holiday_id": Holiday.objects.values_list("pk", flat=True)[0],
            "cover_id": CoverHours.objects.values_list("pk", flat=True)[0],
            "emergency_id": an_emergency(self.world).pk,
            "unusual_id": Unusual.objects.create(member=self.theo, on=self.at.date(), signs="many", at=self.at).pk,
            "batch_id": _a_file(self.people["PL"].member, self.at),
            "request_id": a_request(self.world, Asked.CORRECT, "A day is wrong.").pk,
            "colleague_id": self.theo.pk,
        }  # fmt: skip

    def _left(self) -> None:
        """Leave it as the state says: something shown later, ended, or paused."""
        if self.state.ended:
            self.episode.ended_at = self.at
            self.episode.save()
        if self.state.paused:
            TeamMember.objects.filter(episode=self.episode, ended_at=None).update(paused_at=self.at)


def _a_file(by: Member, at: Any) -> UUID:
    people = b"id,name,born_on,email\r\n1,Ana Invented,1980-01-01,\r\n"
    return check_file(file=io.BytesIO(people), by=by, at=at).pk


def show(stage: Stage, shown: Shown) -> None:
    """Open each thing of the client's to both helpers as far as `shown` says, or close it."""
    at, to = timezone.now(), [stage.people[who].member for who in ("TH", "PE")]
    kinds = {
        "check_id": (Kind.CHECK_WORD, Kind.CHECK_ANSWERS),
        "point_id": (Kind.POINT,),
        "hopes_id": (Kind.HOPES,),
    }
    for name, some in kinds.items():
        for kind in some:
            on = shown is Shown.ALL or (shown is Shown.WORD and kind is not Kind.CHECK_ANSWERS)
            release(
                episode=stage.episode, kinds=[kind], object_id=stage.ids[name], to=to, on=on,
                by=stage.episode.client_id, at=at,
            )  # fmt: skip
