"""Races between a client who takes something back and a helper who never stops reading."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.utils import timezone

from tandem.care import queries
from tandem.care.actions import choose_preset, join_team, leave_team, pause, release, resume
from tandem.care.models import SharingChoice
from tandem.goals.actions import propose_goal
from tandem.permissions.rules import Kind, Role
from tandem.permissions.sharing import Preset
from tandem.tenancy.current import using_practice
from tests.cast import Actor, World
from tests.parts.meetings import LINE, a_check, a_kept_meeting, an_episode, read_url, text

GOAL = "Sleep through the night"


class Race:
    """One thread reads without pause while another opens and closes; late reads are counted."""

    rounds = 15

    def __init__(self, world: World, reader: Actor, url: str, shown: str) -> None:
        self.world, self.reader, self.url, self.shown = world, reader, url, shown
        self.closings = self.openings = 0  # finished closings, begun openings
        self.late = self.reads = 0
        self.ended = threading.Event()

    def run(self, open_: Callable[[], None], close: Callable[[], None]) -> None:
        """Open and close by turns; the thing is open at the start."""
        with self._reading():
            for _ in range(self.rounds):
                close()
                self.closings += 1
                self._let_read()
                self.openings += 1
                open_()

    def _let_read(self) -> None:
        seen = self.reads
        for _ in range(200):
            if self.reads > seen + 1:
                return
            self.ended.wait(0.005)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        thread = threading.Thread(target=self._read)
        thread.start()
        try:
            yield
        finally:
            self.ended.set()
            thread.join(30)

    def _read(self) -> None:
        try:
            with using_practice(self.world.practice_id):
                while not self.ended.is_set():
                    self._read_once()
        finally:
            connection.close()

    def _read_once(self) -> None:
        closings, openings = self.closings, self.openings
        body = text(self.reader.get(self.url))
        stayed_closed = closings > openings and (closings, openings) == (self.closings, self.openings)
        self.late += stayed_closed and self.shown in body
        self.reads += 1


def race_over_a_check(world: World, url: str | None = None) -> Race:
    """Let the client open and close a check while its reader reads."""
    theo, cleo, episode = world.actor("theo"), world.actor("cleo"), an_episode(world)
    check = a_check(a_kept_meeting(world), to=[theo.member])
    race = Race(world, theo, url or read_url(check), LINE)
    assert LINE in text(theo.get(race.url))

    def turn(on: bool) -> None:
        release(
            episode=episode, kinds=list(Kind), object_id=check.pk, to=[theo.member], on=on, by=cleo.pk,
            at=timezone.now(),
        )  # fmt: skip

    race.run(lambda: turn(True), lambda: turn(False))
    return race


def race_over_leaving(world: World) -> Race:
    """Let a helper join and leave by turns while they read the client's page."""
    theo, episode = world.actor("theo"), an_episode(world)
    race = Race(world, theo, f"/e/{episode.pk}/", "Cleo Example")
    race.run(
        lambda: join_team(
            episode=episode, member=theo.member, role=Role.THERAPIST, by=None, at=timezone.now()
        ),
        lambda: leave_team(episode=episode, member=theo.member, by=None, at=timezone.now()),
    )
    return race


def race_over_sharing(world: World) -> Race:
    """Let the client choose "separate" and "ask" by turns while the peer reads the goals."""
    priya, cleo, episode = world.actor("priya"), world.actor("cleo"), an_episode(world)
    propose_goal(episode=episode, wording=GOAL, by=cleo.member, at=timezone.now())
    race = Race(world, priya, f"/e/{episode.pk}/goals/", GOAL)
    assert GOAL in text(priya.get(race.url))

    def choose(preset: Preset) -> None:
        seen = SharingChoice.objects.filter(episode=episode).count()
        choose_preset(episode=episode, preset=preset, seen=seen, by=cleo.pk, at=timezone.now())

    race.run(lambda: choose(Preset.ASK), lambda: choose(Preset.SEPARATE))
    return race


def race_over_pausing(world: World) -> Race:
    """Let the client pause with a helper, and meet them again, while they read the client's page."""
    priya, episode = world.actor("priya"), an_episode(world)
    race = Race(world, priya, f"/e/{episode.pk}/", "Meetings</h2>")
    them = {"episode": episode, "member": priya.member, "by": episode.client_id}
    race.run(lambda: resume(at=timezone.now(), **them), lambda: pause(at=timezone.now(), **them))
    return race


WAYS: dict[str, Callable[[World], Race]] = {
    "a check, on its own page": race_over_a_check,
    "a check, on Today": partial(race_over_a_check, url="/today/"),
    "a place on the team": race_over_leaving,
    "goals, by how helpers share": race_over_sharing,
    "everything, by a pause": race_over_pausing,
}


def remembering() -> Any:
    """Return a patch by which a permission is kept from the first request on: what must be caught."""
    remembered: dict[Any, Any] = {}
    ask = queries.episode_and_standing

    def remember(episode_id: Any, member: Any, about: Any = None) -> Any:
        key = (episode_id, member.pk, about)
        if key not in remembered:
            remembered[key] = ask(episode_id, member, about)
        return remembered[key]

    return patch.object(queries, "episode_and_standing", remember)
