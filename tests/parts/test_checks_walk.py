"""Whatever is answered, chosen, let go and taken back, in whatever order: no helper reads more than was allowed."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import join_team, leave_team, release
from tandem.permissions import rules
from tandem.permissions.rules import Kind, Role
from tandem.relays.queries import is_told
from tandem.relays.rules import About
from tandem.session_checks.models import Card, SessionCheck
from tandem.session_checks.rules import Answers, Level
from tests.cast import World, a_meeting
from tests.parts.meetings import a_check, an_episode, read_url, text
from tests.parts.test_cards import card_url, line_url, views_url

HELPERS = {"theo": Role.THERAPIST, "priya": Role.PEER}
helpers = st.sampled_from(sorted(HELPERS))
groups = st.sets(helpers)


@dataclass
class Told:
    """One meeting: what was said about it, and who may know how much."""

    meeting: Appointment
    token: str
    check: SessionCheck | None = None
    card: Card | None = None
    word: set[str] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)
    line: set[str] = field(default_factory=set)


class Three(RuleBasedStateMachine):
    """A client, a therapist and a peer, who may leave and come back."""

    meetings = Bundle("meetings")
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.moment = transaction.atomic()
        self.moment.__enter__()
        self.who = {name: self.world.actor(name) for name in [*HELPERS, "cleo"]}
        self.episode = an_episode(self.world)
        self.team, self.told = set(HELPERS), list[Told]()

    def teardown(self) -> None:
        """Leave nothing for the next walk."""
        transaction.set_rollback(True)
        self.moment.__exit__(None, None, None)

    @rule(target=meetings)
    def meet(self) -> Told:
        """Cleo and Theo meet."""
        theo, at = self.who["theo"].member, timezone.now() - timedelta(hours=40 - len(self.told))
        meeting = a_meeting(self.episode, MeetingKind.THERAPY, starts_at=at, therapist=theo)
        note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=theo, at=timezone.now())
        self.told.append(Told(meeting, f"t{len(self.told)}x"))
        return self.told[-1]

    @rule(one=meetings, to=groups, level=st.sampled_from(list(Level)))
    def answer(self, one: Told, to: set[str], level: Level) -> None:
        """Cleo answers, and chooses who hears of it."""
        if one.check:
            return
        people = [self.who[name].member for name in sorted(to & self.team)]
        said = Answers(heard=4, off="yes", line=f"said-{one.token}", takeaway=f"do-{one.token}")
        one.check = a_check(one.meeting, to=people, level=level, said=said)
        one.word |= to & self.team
        one.answers |= to & self.team if level is Level.ANSWERS else set()

    @rule(
        one=meetings,
        to=helpers,
        kind=st.sampled_from([Kind.CHECK_WORD, Kind.CHECK_ANSWERS]),
        on=st.booleans(),
    )
    def open_or_close(self, one: Told, to: str, kind: Kind, on: bool) -> None:
        """Cleo opens one kind to one helper, or takes it back."""
        if one.check:
            cleo, member = self.who["cleo"].pk, self.who[to].member
            same = {"episode": self.episode, "kinds": [kind], "object_id": one.check.pk, "to": [member]}
            release(**same, on=on, by=cleo, at=timezone.now())
            allowed = one.word if kind is Kind.CHECK_WORD else one.answers
            (allowed.add if on else allowed.discard)(to)

    @rule(one=meetings)
    def write(self, one: Told) -> None:
        """Theo writes his card."""
        words = {"matters": f"matters-{one.token}", "for_other": f"line-{one.token}", "guess": "9"}
        if self.who["theo"].post(card_url(one.meeting), words).status_code == 302:
            one.card = one.card or Card.objects.get(appointment=one.meeting)

    @rule(one=meetings, send=st.booleans())
    def let_the_line_go(self, one: Told, send: bool) -> None:
        """Cleo lets the line of a card go, or takes it back."""
        if one.card:
            self.who["cleo"].post(line_url(one.card), {"send": "yes" if send else "no"})
            one.line = self.team - {"theo"} if send else set()

    @rule(one=meetings, choice=st.sampled_from(["let_be", "think", "peer"]))
    def choose(self, one: Told, choice: str) -> None:
        """Cleo chooses what to do about a reason."""
        if one.check:
            url = f"/e/{self.episode.pk}/checks/{one.check.pk}/choose/"
            told = is_told(About.CHECK, one.check.pk, self.who["priya"].member)
            answered = self.who["cleo"].post(url, {"choice": choice}).status_code == 302
            if answered and choice == "peer" and not told:
                one.word.add("priya")

    @rule(name=helpers)
    def leave_or_join(self, name: str) -> None:
        """A helper leaves the team, or comes back."""
        member = self.who[name].member
        if name in self.team:
            leave_team(episode=self.episode, member=member, by=None, at=timezone.now())
        else:
            join_team(episode=self.episode, member=member, role=HELPERS[name], by=None, at=timezone.now())
        self.team ^= {name}

    @invariant()
    def no_helper_reads_more_than_was_allowed(self) -> None:
        """Ask Today, the check's page and the three views of every helper."""
        for name in HELPERS:
            pages = text(self.who[name].get("/today/"))
            for one in self.told:
                here = name in self.team
                page = self.who[name].get(read_url(one.check)) if one.check else None
                assert page is None or page.status_code == (200 if here and name in one.word else 404)
                seen = pages + (text(page) if page and page.status_code == 200 else "")
                if not (here and name in one.word & one.answers):
                    assert f"said-{one.token}" not in seen
                    assert f"do-{one.token}" not in seen
                if not (here and name in one.line):
                    assert f"line-{one.token}" not in seen
                assert f"matters-{one.token}" not in seen
                assert self.who[name].get(views_url(one.meeting)).status_code == 404

    @invariant()
    def the_client_reads_everything(self) -> None:
        """Nothing of what she said, and nothing that was opened to her, is lost."""
        for one in self.told:
            page = text(self.who["cleo"].get(views_url(one.meeting)))
            assert (f"said-{one.token}" in page) is bool(one.check)
            assert (f"matters-{one.token}" in page) is bool(one.check and one.card)


def walk(world: World, **how: Any) -> None:
    """Let the three do all kinds of things."""
    machine = type("Walked", (Three,), {"world": world})
    how = {"max_examples": 6, "stateful_step_count": 12, **how}
    chosen = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None, **how)
    run_state_machine_as_test(machine, settings=chosen)


def test_no_helper_reads_more_than_the_client_allows(world: World) -> None:
    walk(world)


def test_a_table_that_forgets_to_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = rules.Terms(rules.TEAM)  # the word needs nothing any more
    monkeypatch.setitem(rules.TERMS, rules.Act.READ_CHECK_WORD, loose)

    with pytest.raises(AssertionError):
        walk(world, derandomize=True, max_examples=20, phases=[Phase.generate], report_multiple_bugs=False)
