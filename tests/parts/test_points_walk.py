"""Whatever the three do in whatever order, no helper reads more than the client's choices allow at that instant."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tandem.care.actions import join_team, leave_team
from tandem.permissions.rules import Role
from tandem.relays.models import Point, Relay
from tandem.relays.queries import points as queries
from tandem.relays.rules import EXPIRES
from tests.cast import World
from tests.parts.meetings import an_episode, text
from tests.parts.points import list_url, point_url, said, say_url

HELPERS = {"theo": Role.THERAPIST, "priya": Role.PEER, "tess": Role.THERAPIST, "pia": Role.PEER}
helpers = st.sampled_from(sorted(HELPERS))


@dataclass
class Chosen:
    """What the client chose for one point, and what the helpers did: by their names."""

    words: str
    to: str
    reached: set[str]
    point: Point
    read: set[str] = field(default_factory=set)
    told: str = ""
    taken_back: bool = False
    a_month_old: bool = False

    def may_read(self, name: str) -> bool:
        """Return whether this helper may read it, as long as they are on the team."""
        in_time = name in self.read or not self.a_month_old
        return name in self.reached and in_time and not self.taken_back


class Three(RuleBasedStateMachine):
    """A client and helpers who come and go."""

    points = Bundle("points")
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.moment = transaction.atomic()
        self.moment.__enter__()
        self.who = {name: self.world.actor(name) for name in [*HELPERS, "cleo"]}
        self.episode = an_episode(self.world)
        self.team = {"theo", "priya"}
        self.said: list[Chosen] = []

    def teardown(self) -> None:
        """Leave nothing for the next walk."""
        transaction.set_rollback(True)
        self.moment.__exit__(None, None, None)

    @rule(target=points, to=helpers, way=st.sampled_from(["myself", "together", "for_me"]))
    def approve(self, to: str, way: str) -> Any:
        """Say something."""
        words = f"Something {uuid4()}"
        answer = self.who["cleo"].post(say_url(self.world), said(self.world, to=to, way=way, words=words))
        others = {name for name in self.team if HELPERS[name] is not HELPERS[to]}
        possible = to in self.team and (way == "myself" or len(others) == 1)
        assert answer.status_code == (302 if possible else 422)
        if not possible:
            return multiple()
        reached = set() if way == "myself" else {to, *others}
        chosen = Chosen(words, to, reached, Point.objects.order_by("-id")[0])
        chosen.point = next(one for one in Point.objects.all() if one.words == words)
        self.said.append(chosen)
        return chosen

    @rule(chosen=points)
    def withdraw(self, chosen: Chosen) -> None:
        """Take it back."""
        self.who["cleo"].post(point_url(chosen.point, self.world, "withdraw/"))
        chosen.taken_back = True

    @rule(chosen=points)
    def say(self, chosen: Chosen) -> None:
        """Say it oneself; of what was sent, that changes nothing."""
        assert self.who["cleo"].post(point_url(chosen.point, self.world, "said/")).status_code == 302

    @rule(chosen=points, name=helpers)
    def acknowledge(self, chosen: Chosen, name: str) -> None:
        """Try to say that one has read it."""
        answer = self.who[name].post(point_url(chosen.point, self.world, "read/"), {"reply": f"Yes, {name}"})
        may = name in self.team and chosen.may_read(name)
        assert answer.status_code == (302 if may else 404)
        if may:
            chosen.read.add(name)

    @rule(chosen=points, name=helpers)
    def tell(self, chosen: Chosen, name: str) -> None:
        """Try to tell what came of it."""
        outcome = f"It came to {uuid4()}"
        answer = self.who[name].post(point_url(chosen.point, self.world, "outcome/"), {"outcome": outcome})
        may = name in self.team and chosen.may_read(name) and name == chosen.to and name in chosen.read
        assert answer.status_code == (302 if may else 404)
        if may:
            chosen.told = chosen.told or outcome

    @rule(name=helpers)
    def leave(self, name: str) -> None:
        """A helper leaves the team."""
        leave_team(episode=self.episode, member=self.who[name].member, by=None, at=timezone.now())
        self.team.discard(name)

    @rule(name=helpers)
    def join(self, name: str) -> None:
        """A helper joins the team, perhaps again."""
        if name not in self.team:
            member, role = self.who[name].member, HELPERS[name]
            join_team(episode=self.episode, member=member, role=role, by=None, at=timezone.now())
            self.team.add(name)

    @rule(chosen=points)
    def a_month_goes_by(self, chosen: Chosen) -> None:
        """Nobody looks for a month."""
        then = timezone.now() - EXPIRES - timedelta(hours=1)
        Relay.objects.filter(about_id=chosen.point.pk).update(sent_at=then)
        chosen.a_month_old = True

    @invariant()
    def each_reads_what_the_client_chose_and_no_more(self) -> None:
        """Ask every page of every helper."""
        for name in HELPERS:
            seen = text(self.who[name].get(list_url(self.world)))
            today = text(self.who[name].get("/today/"))
            for chosen in self.said:
                may = name in self.team and chosen.may_read(name)
                waits = may and (name not in chosen.read or (name == chosen.to and not chosen.told))
                page = self.who[name].get(point_url(chosen.point, self.world))
                assert (chosen.words in seen, chosen.words in today) == (may, waits), (name, chosen)
                assert (page.status_code, chosen.words in text(page)) == (
                    (200, True) if may else (404, False)
                )

    @invariant()
    def the_client_reads_everything_and_each_outcome(self) -> None:
        """Every relay that closed has told its client."""
        page = text(self.who["cleo"].get(list_url(self.world)))
        assert [chosen for chosen in self.said if chosen.words not in page or chosen.told not in page] == []
        closed = Relay.objects.exclude(outcome_at=None)
        assert sorted(one.outcome for one in closed) == sorted(
            chosen.told for chosen in self.said if chosen.told
        )

    @invariant()
    def approved_words_are_as_they_were(self) -> None:
        """The words that were approved are the words there are."""
        kept = {point.pk: point.words for point in Point.objects.all()}
        assert kept == {chosen.point.pk: chosen.words for chosen in self.said}


def walk(world: World, **how: Any) -> None:
    """Let the three do all kinds of things."""
    machine = type("Walked", (Three,), {"world": world})
    checks = list(HealthCheck)
    how = {"max_examples": 4, "stateful_step_count": 10, **how}
    run_state_machine_as_test(
        machine, settings=settings(deadline=None, suppress_health_check=checks, database=None, **how)
    )


def test_no_helper_reads_more_than_the_client_allows(world: World) -> None:
    walk(world)


def test_a_door_that_forgets_what_was_taken_back_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetting(member: Any, unread_since: Any) -> Any:
        kept = Q(acknowledged_at__isnull=False) | Q(sent_at__gt=unread_since)
        return Relay.objects.filter(kept, to=member, kind="point", episode__in=queries.helped_by(member))

    monkeypatch.setattr(queries, "points_open_to", forgetting)
    monkeypatch.setattr(queries, "_points_waiting", queries.Prepared(queries._points_waiting.build))

    with pytest.raises(AssertionError):
        walk(world, derandomize=True, max_examples=20, phases=[Phase.generate])
