"""Who sees one thing of a client's, and why: asked of the same table and the same rows as the gate asks. Who looked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from tandem.care.models import Episode, TeamMember
from tandem.care.queries import episode_and_standing, places, places_ever
from tandem.people.models import Member
from tandem.people.queries import staff_grants
from tandem.permissions.rules import (
    HELPERS,
    PRACTICE_TERMS,
    TEAM,
    TERMS,
    Act,
    Basis,
    PracticeAct,
    Refusal,
    Role,
    Standing,
    refusal,
)
from tandem.permissions.sharing import Switch
from tandem.record.queries import listed, looked_at
from tandem.record.rules import Run

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
    COVER = "cover"  # they stand in for a helper who is away
    EMERGENCY = "emergency"  # nobody of the team could be reached
    WORK = "work"  # their work in the practice, whoever the client is


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


# --- Who looked ---

# Pages that name clients and are not about one of them.
LISTS = (
    PracticeAct.SEE_CASELOAD,
    PracticeAct.SEE_DAY_SHEET,
    PracticeAct.START_EPISODES,
    PracticeAct.BRING_IN_CASELOAD,
)


@dataclass(frozen=True)
class Look:
    """Somebody opened a client's page, once or several times, or was not let in."""

    name: str  # empty for somebody who was not staff then: another client is never named
    roles: list[str]
    on_team: bool
    act: str
    at: datetime
    times: int
    refused: bool
    why: Why | None  # why they could


LISTS_OF = timedelta(days=30)  # our choice: names on lists are shown for a month, looks at pages for good


@dataclass(frozen=True)
class Listed:
    """Somebody opened a list on which a client's name stood: which list, how often, when last, and why they may."""

    name: str
    role: str
    act: str
    times: int
    last: datetime
    why: Why


def who_looked(
    episode: Episode, at: datetime, before: UUID | None = None
) -> tuple[list[Look], UUID | None, list[Listed]]:
    """Return who looked, latest first; from which look on there are earlier ones; and whose lists had the name.

    The lists stand on the first page alone. The client's own looks are not kept.
    """
    found, more = looked_at(episode.pk, episode.client_id, before)
    rows = [] if before else listed([episode.pk, episode.client_id], at - LISTS_OF)
    grants = staff_grants({run.by for run in found} | {row["by"] for row in rows})
    team = places_ever(episode)
    return [_look(run, grants, team) for run in found], more, _lists(rows, grants)


def _look(run: Run, grants: Sequence[Any], team: Sequence[TeamMember]) -> Look:
    """Say who it was by what they were at that time."""
    held = [one for one in grants if one.member_id == run.by and _held(one, run.at)]
    place = next((one for one in team if one.member_id == run.by and _held(one, run.at)), None)
    roles = (
        [run.role] if run.role and held else [place.role] if place and held else [one.role for one in held]
    )
    refused = bool(run.refused)
    return Look(
        name=held[0].member.name if held else "",
        roles=roles,
        on_team=place is not None,
        act=run.act,
        at=run.at,
        times=run.times,
        refused=refused,
        why=None if refused else why_could(run.act, run.basis),
    )


def _held(row: Any, at: datetime) -> bool:
    """Return whether a role, or a place on a team, was held at that time."""
    ends = [end for end in (row.ended_at, getattr(row, "until", None)) if end]
    return row.started_at <= at and all(at < end for end in ends)


BASES = {Basis.COVER.value: Why.COVER, Basis.EMERGENCY.value: Why.EMERGENCY, Basis.PRACTICE.value: Why.WORK}


def why_could(act: str, basis: str = "") -> Why:
    """Return why somebody who did `act` could: as it was kept, shown to them, as helpers share, or on the team."""
    if basis in BASES:
        return BASES[Basis(basis).value]
    terms = {one.value: terms for one, terms in TERMS.items()}.get(act)
    if terms and terms.needs:
        return Why.SHOWN
    return Why.SHARING if terms and terms.crosses else Why.ON_THE_TEAM


def _lists(rows: Sequence[dict[str, Any]], grants: Sequence[Any]) -> list[Listed]:
    names = {one.member_id: one.member.name for one in grants}
    return [
        Listed(
            names[row["by"]], row["role"], row["act"], row["times"], row["last"],
            Why.ON_THE_TEAM if row["role"] in HELPERS else Why.WORK,
        )
        for row in rows
        if row["by"] in names
    ]  # fmt: skip


def list_roles() -> list[Role]:
    """Return the roles that see lists on which a client's name stands."""
    return [role for role in Role if any(role in PRACTICE_TERMS[act] for act in LISTS)]
