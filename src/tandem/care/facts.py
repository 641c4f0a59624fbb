"""Who sees one thing of a client's, and why: asked of the same table and the same rows as the gate asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tandem.care.models import Episode
from tandem.care.queries import episode_and_standing, places
from tandem.people.models import Member
from tandem.permissions.rules import (
    PRACTICE_TERMS,
    TEAM,
    TERMS,
    Act,
    PracticeAct,
    Refusal,
    Role,
    Standing,
    refusal,
)
from tandem.permissions.sharing import Switch

Sees = Callable[[Standing, Member], bool]


class Why(StrEnum):
    """Why somebody sees a thing, or does not."""

    ON_THE_TEAM = "on_the_team"
    SHOWN = "shown"
    SHARING = "sharing"  # as the client chose that helpers share
    OWN = "own"  # they wrote it, or were there
    NOT_SHOWN = "not_shown"
    NOT_SHARED = "not_shared"
    NOT_THEIRS = "not_theirs"
    OWN_ONLY = "own_only"  # only meetings with themselves
    PAUSED = "paused"


@dataclass(frozen=True)
class Reader:
    """One helper, and whether they see it at this moment."""

    member: Member
    role: str
    sees: bool
    why: Why
    standing: Standing


def readers(
    episode: Episode, act: Act, thing: UUID | None = None, *, sees: Sees | None = None,
    why: tuple[Why, Why] = (Why.ON_THE_TEAM, Why.NOT_SHOWN),
) -> list[Reader]:  # fmt: skip
    """Return each helper of the team with whether they may do `act` to one thing, and why.

    `sees` narrows it where the table says "as shown" or "as shared"; `why` then holds the reason for yes, and for no.
    """
    found = []
    for place in places(episode):
        _, standing = episode_and_standing(episode.pk, place.member, thing)
        if standing:
            found.append(_reader(place.member, standing, act, sees, why))
    return found


def _reader(member: Member, standing: Standing, act: Act, sees: Sees | None, why: tuple[Why, Why]) -> Reader:
    refused = refusal(standing, act)
    if refused is Refusal.PAUSED:
        return Reader(member, standing.role.value, False, Why.PAUSED, standing)
    allowed = refused is None and (sees is None or sees(standing, member))
    if TERMS[act].needs:
        why = (Why.SHOWN, Why.NOT_SHOWN)
    if refused is Refusal.NOT_YOURS:
        why = (why[0], Why.NOT_THEIRS)
    return Reader(member, standing.role.value, allowed, why[0] if allowed else why[1], standing)


def nobody_else(act: Act, *also: PracticeAct) -> list[Role]:
    """Return the roles outside of a care team to whom neither `act` nor a page of the practice opens it."""
    open_to = set(TEAM | TERMS[act].roles).union(*(PRACTICE_TERMS[one] for one in also))
    return [role for role in Role if role not in open_to]


# Whom each switch opens something to, beside those who have it anyway. Source: trust page, 4.2 and 4.3.
HAVE_IT: dict[Switch, tuple[Role, ...]] = {
    Switch.PEER_NOTES: (Role.PEER,),
    Switch.SUMMARIES: (Role.THERAPIST,),
    Switch.CHECKS: (),
    Switch.SCORES: (Role.THERAPIST,),
    Switch.QUALITY: (),
    Switch.TIMES: (),
}
OPENS_TO: dict[Switch, tuple[Role, ...]] = {
    Switch.PEER_NOTES: (Role.THERAPIST,),
    Switch.SUMMARIES: (Role.PEER,),
    Switch.SCORES: (Role.PEER,),
    Switch.TIMES: (Role.PEER, Role.THERAPIST),
}


def now_open_to(readers: Sequence[Reader], switch: Switch) -> list[str]:
    """Return the names of the helpers who see what `switch` is about, as things stand for each of them."""
    return [
        one.member.name
        for one in readers
        if not one.standing.paused
        and (
            one.standing.role in HAVE_IT[switch]
            or (
                one.standing.role in OPENS_TO.get(switch, ())
                and getattr(one.standing.sharing, switch.value) is True
            )
        )
    ]
