"""In process: where the door says somebody stands, and what the table of the program then decides, cell by cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from proof.expected import THE_VIEW_SAYS, Answer, Row, Shown, State, expected, rows
from proof.stage import Stage, show, staged
from tandem.care import gate
from tandem.care.models import SharingChoice, TeamMember
from tandem.people import gate as people_gate
from tandem.permissions.rules import Act, Role, Standing
from tandem.permissions.sharing import Preset, Start
from tandem.tenancy.current import using_practice
from tests.architecture.urls import addresses
from tests.cast import World

# Which table an address's own thing stands in, where the practice and not an episode holds it.
IN_THE_PRACTICE = {
    "client_id": "people.Member", "member_id": "people.Member", "colleague_id": "people.Member",
    "request_id": "keeping.RecordRequest", "batch_id": "exchange.ImportBatch",
    "holiday_id": "care.Holiday", "cover_id": "care.CoverHours", "emergency_id": "care.Emergency",
    "unusual_id": "care.Unusual",
}  # fmt: skip


@dataclass
class Found:
    """What a proof looked at, and what was not as the table says."""

    cells: int = 0
    leaks: list[str] = field(default_factory=list)
    denials: list[str] = field(default_factory=list)
    refused: int = 0  # cells that were refused, as they must be

    def add(self, where: str, want: Answer, got: Answer) -> None:
        """Count one cell."""
        self.cells += 1
        self.refused += want in (Answer.NO, Answer.TOLD)
        if got is want:
            return
        kind = self.leaks if got in (Answer.YES, Answer.OWN) or want is Answer.NO else self.denials
        kind.append(f"{where}: must be {want}, is {got}")


def states(full: bool) -> Iterator[State]:
    """Yield states: each preset by what is shown, ended or not, paused or not; in full also by the 48 of the switches.

    With each of the 48 the rest goes round, so that every switch meets every preset and everything shown.
    """
    switches = list(product((False, True), (False, True), Start, (False, True), (False, True)))
    rest = list(product(Preset, Shown, (False, True), (False, True)))
    for number, one in enumerate(rest):
        yield _state(one, switches[7 * number % len(switches)])
    if full:
        quarters = [rest[turn::4] for turn in range(4)]
        for number, some in enumerate(switches):
            for one in quarters[number % 4]:
                yield _state(one, some)


def _state(rest: Any, switches: Any) -> State:
    return State(*rest, *switches, times=switches[0])


def asked(world: World, some: Iterable[State]) -> Found:
    """Ask every cell in each of these states."""
    found, doors = Found(), _doors()
    with staged(world, State(Preset.ASK, Shown.ALL)) as stage:
        roles = {who: stage.roles(who) for who in stage.people}
        for state in some:
            with transaction.atomic():
                _set(stage, state)
                _ask(found, stage, state, doors, roles)
                transaction.set_rollback(True)
    return found


def _doors() -> list[tuple[Row, Any]]:
    views = {one.name: one for one in addresses()}
    return [(row, views[row.address.split("@")[0]]) for row in rows("door")]


def _set(stage: Stage, state: State) -> None:
    """Bring the client's choices into a state, as rows."""
    at, last = timezone.now(), SharingChoice.objects.order_by("-number")[0]
    SharingChoice.objects.create(
        episode=stage.episode, number=last.number + 1, preset=state.preset.value, preset_at=at, chosen_at=at, at=at,
        peer_notes=state.peer_notes, summaries=state.summaries, checks=state.checks.value, scores=state.scores,
        quality=state.quality, times=state.times,
    )  # fmt: skip
    if state.shown is not Shown.ALL:
        show(stage, state.shown)
    if state.ended:
        type(stage.episode).objects.filter(pk=stage.episode.pk).update(ended_at=at)
    if state.paused:
        TeamMember.objects.filter(episode=stage.episode, ended_at=None).update(paused_at=at)


def _ask(found: Found, stage: Stage, state: State, doors: list[Any], roles: dict[str, Any]) -> None:
    at = timezone.now()
    for who in (*stage.people, "an"):
        standings: dict[Any, Standing | None] = {}
        for row, one in doors:
            inside = hasattr(one.view, "act")
            want = expected(row, who, state, inside)
            if row.cells[who] in THE_VIEW_SAYS and want is Answer.NO:
                continue  # over HTTP
            if who == "an":
                got = Answer.NO
            elif inside:
                got = _inside(stage, who, one.view, standings, roles[who], at)
            else:
                got = _outside(stage, who, one, roles[who])
            found.add(f"{who}, {row}, {state}", Answer.YES if want is Answer.OWN else want, got)


def _inside(stage: Stage, who: str, view: Any, kept: dict[Any, Any], roles: Any, at: Any) -> Answer:
    """Ask the door about an address inside the episode; where somebody stands is asked once for each thing."""
    thing = stage.ids[view.about] if view.about else None
    if thing not in kept:
        member = stage.people[who].member
        with using_practice(member.practice_id):
            kept[thing] = gate.standing_of(member, roles, stage.episode.pk, thing, at)[1]
    refused = _decided(kept[thing], view.act)
    if refused is None:
        return Answer.YES
    return Answer.TOLD if refused.may_be_known else Answer.NO


def _decided(standing: Standing | None, act: Act) -> Any:
    return gate.refusal(standing, act)


def _outside(stage: Stage, who: str, one: Any, roles: frozenset[Role]) -> Answer:
    if not people_gate.may_in_practice(roles, one.view.practice_act):
        return Answer.NO
    for name in one.arguments:
        if name in IN_THE_PRACTICE and not _is_here(stage, who, name):
            return Answer.NO
        if name == "unusual_id" and stage.people[who].pk != stage.people["TH"].pk:
            return Answer.NO  # theirs alone: the view asks by member
    return Answer.YES


def _is_here(stage: Stage, who: str, name: str) -> bool:
    with using_practice(stage.people[who].member.practice_id):
        return bool(apps.get_model(IN_THE_PRACTICE[name]).objects.filter(pk=stage.ids[name]).exists())
