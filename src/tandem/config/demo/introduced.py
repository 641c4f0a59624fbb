"""How helpers and client began in the demonstration: a spoken yes, the introduction, a yes to both texts."""

from datetime import datetime

from tandem.care.models import Episode, TeamMember
from tandem.care.queries import team
from tandem.consents import texts
from tandem.consents.actions import introduce, say_yes
from tandem.consents.queries import introduction, present_at
from tandem.consents.rules import INTRODUCTION, ConsentKind, Method, Topic
from tandem.permissions.rules import Role
from tandem.tenancy.keys import uuid7

NOT_YET = ("devon",)  # so that a helper’s page has something to remind of


def begin_together(episode: Episode, *, asked_at: datetime, at: datetime) -> None:
    """Let the client say yes to meeting the peer, and after the introduction to both texts."""
    places = team(episode)
    therapist = [place for place in places if place.role == Role.THERAPIST]
    if len(places) > 1:
        _yes(episode, ConsentKind.MEET_PEER, Method.SPOKEN, therapist, asked_at)
    key = uuid7()
    by = therapist[0].member
    introduce(introduction_id=key, episode=episode, topics=list(Topic), present=places, by=by, at=at)
    found = introduction(episode, key)
    there = present_at(found) if found else []
    for kind in INTRODUCTION:
        if kind is not ConsentKind.JOINT_CARE or len(places) > 1:
            _yes(episode, kind, Method.IN_PERSON, there, at)


def _yes(
    episode: Episode, kind: ConsentKind, method: Method, explained_by: list[TeamMember], at: datetime
) -> None:
    seen = texts.current(kind, episode.client.language).sha256
    by = explained_by[0].member
    say_yes(
        consent_id=uuid7(), episode=episode, kind=kind, seen=seen, method=method, explained_by=explained_by, by=by,
        at=at,
    )  # fmt: skip
