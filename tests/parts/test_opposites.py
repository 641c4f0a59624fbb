"""Two clients of the same helpers choose the opposite; every page of each helper holds exactly what was allowed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.beginnings.actions import keep_hopes
from tandem.care.actions import choose_preset, open_episode
from tandem.care.models import CoverHours, Episode
from tandem.care.queries import standing
from tandem.goals.actions import propose_goal
from tandem.permissions.sharing import PRESETS, Preset
from tandem.relays.actions import approve, explain, keep_noticed, write_draft
from tandem.relays.rules import Topic, Way
from tandem.session_checks.actions import choose_line, submit_check, write_card
from tandem.session_checks.rules import Answers, Level
from tandem.tenancy.keys import uuid7
from tests.architecture.urls import addresses
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import an_episode, text

KINDS = (
    "goal", "check", "takeaway", "own-side-of-theo", "own-side-of-priya", "line-of-theo", "step-of-theo", "point",
    "draft", "noticed", "explained", "therapy-place", "peer-place",
    "hopes",
)  # fmt: skip

# What each helper may read of each client, by hand. Cleo keeps it separate and shows nothing; Wendy opens all.
# Both helpers keep what is their own: a therapist the goals, a peer what they wrote down with the client.
# Once a client has decided on a line, its writer is not told how: it stands on no page of theirs again.
ALLOWED: dict[tuple[str, str], set[str]] = {
    ("theo", "cleo"): {"goal", "own-side-of-theo", "step-of-theo", "therapy-place"},
    ("priya", "cleo"): {"own-side-of-priya", "draft", "noticed", "peer-place"},
    ("theo", "wendy"): {
        "goal", "check", "takeaway", "own-side-of-theo", "own-side-of-priya", "step-of-theo", "point",
        "explained", "therapy-place", "hopes",
    },
    ("priya", "wendy"): {
        "goal", "check", "takeaway", "own-side-of-theo", "own-side-of-priya", "line-of-theo", "point", "draft",
        "noticed", "peer-place", "hopes",
    },
}  # fmt: skip
NOT_VISITED = {"leave", "stay", "language", "switch"}  # they leave, or change who one is


def canary(client: str, kind: str) -> str:
    """Return a sentence that stands nowhere else."""
    return f"Only {client} {kind} knows."


class Client:
    """One client with something of every kind, sharing as `generous` says; its `ids` fill addresses."""

    def __init__(self, name: str, episode: Episode, theo: Actor, priya: Actor, generous: bool) -> None:
        self.name, self.episode, self.generous = name, episode, generous
        self.theo, self.priya = theo.member, priya.member
        self.client, self.at = episode.client, timezone.now()
        self.ids: dict[str, Any] = {"episode_id": episode.pk}
        preset = Preset.OPEN if generous else Preset.SEPARATE
        choose_preset(episode=episode, preset=preset, seen=0, by=self.client.pk, at=self.at)
        self._meet()
        self._check_and_cards()
        self._hope()
        self._say()
        self._with_the_peer()

    def _words(self, kind: str) -> str:
        return canary(self.name, kind)

    def _meet(self) -> None:
        self.therapy = self._kept(MeetingKind.THERAPY, 3, "therapy-place", therapist=self.theo)
        self.with_peer = self._kept(MeetingKind.PEER, 27, "peer-place", peer=self.priya)
        self.ids["goal_id"] = propose_goal(
            episode=self.episode, wording=self._words("goal"), by=self.client, at=self.at
        ).pk

    def _kept(self, kind: MeetingKind, hours: int, place: str, **helpers: Any) -> Any:
        meeting = a_meeting(self.episode, kind, starts_at=self.at - timedelta(hours=hours), **helpers)
        meeting.place = self._words(place)
        meeting.save()
        by = next(iter(helpers.values()))
        note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=by, at=self.at)
        return meeting

    def _check_and_cards(self) -> None:
        said = Answers(2, "yes", self._words("check"), takeaway=self._words("takeaway"))
        to = [self.theo, self.priya] if self.generous else []
        check = submit_check(
            appointment=self.therapy, answers=said, to=to, level=Level.ANSWERS, link=None, by=self.client,
            at=self.at,
        )  # fmt: skip
        wrote = {
            "own_side": self._words("own-side-of-theo"), "for_other": self._words("line-of-theo"),
            "step": self._words("step-of-theo"),
        }  # fmt: skip
        card = write_card(meeting=self.therapy, said=wrote, by=self.theo, role="therapist", at=self.at)
        other = {"own_side": self._words("own-side-of-priya")}
        write_card(meeting=self.with_peer, said=other, by=self.priya, role="peer", at=self.at)
        choose_line(card=card, send=self.generous, by=self.client, at=self.at)
        self.ids |= {"check_id": check.pk, "about_id": check.pk, "card_id": card.pk}

    def _hope(self) -> None:
        to = [self.theo, self.priya] if self.generous else []
        kept = keep_hopes(
            episode=self.episode, tried=self._words("hopes"), worth="", to=to, by=self.client, at=self.at
        )
        self.ids["hopes_id"] = kept and kept.pk

    def _say(self) -> None:
        way = Way.FOR_ME if self.generous else Way.MYSELF
        self.ids["point_id"] = approve(
            point_id=uuid7(), episode=self.episode, words=self._words("point"), way=way, to=self.theo,
            team_seen=[self.theo.pk, self.priya.pk], by=self.client, at=self.at,
        ).pk  # fmt: skip

    def _with_the_peer(self) -> None:
        draft, noticed, told = uuid7(), uuid7(), uuid7()
        write_draft(
            draft_id=draft, episode=self.episode, words=self._words("draft"), by=self.priya, at=self.at
        )
        keep_noticed(
            noticed_id=noticed,
            meeting=self.with_peer,
            words=self._words("noticed"),
            by=self.priya,
            at=self.at,
        )
        if self.generous:
            explain(
                explanation_id=told, episode=self.episode, topic=Topic.PACE, words=self._words("explained"),
                by=self.priya, at=self.at,
            )  # fmt: skip
        self.ids |= {"draft_id": draft, "noticed_id": noticed, "explanation_id": told}

    def urls(self) -> Iterator[str]:
        """Return every address inside this client's episode, with each of their meetings where one is asked for."""
        rest = {"member_id": uuid4(), "holiday_id": uuid4(), "batch_id": uuid4(), "review_id": uuid4()}
        rest |= {"relay_id": uuid4(), "cover_id": CoverHours.objects.values_list("pk", flat=True)[0]}
        for one in addresses():
            if "episode_id" in one.arguments:
                meetings = (self.therapy, self.with_peer) if "appointment_id" in one.arguments else (None,)
                for meeting in meetings:
                    yield one.filled(_or_any(rest | self.ids | {"appointment_id": meeting and meeting.pk}))


class _or_any(dict[str, Any]):
    """Ids, and some id for what this walk has none of."""

    def __missing__(self, key: str) -> Any:
        return uuid4()


@pytest.fixture
def clients(world: World, theo: Actor, priya: Actor, wendy: Actor) -> list[Client]:
    """Cleo, who keeps it separate, and Wendy, who opens everything."""
    theirs = open_episode(
        client=wendy.member, therapist=theo.member, peer=priya.member, by=None,
        at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    return [
        Client("cleo", an_episode(world), theo, priya, generous=False),
        Client("wendy", theirs, theo, priya, generous=True),
    ]


def everything_seen(who: Actor, clients: list[Client]) -> tuple[str, int]:
    """Return all pages that somebody can open, one after the other, and how many there were."""
    outside = [one.filled({}) for one in addresses() if not one.arguments and one.name not in NOT_VISITED]
    urls = [*outside, *(url for client in clients for url in client.urls())]
    who.client.raise_request_exception = False
    answers = [who.get(url) for url in urls]
    assert not [url for url, answer in zip(urls, answers, strict=True) if answer.status_code >= 500]
    pages = [text(answer) for answer in answers if answer.status_code == 200 and not answer.streaming]
    return "\n".join(pages), len(pages)


def seen(who: Actor, clients: list[Client]) -> dict[str, set[str]]:
    """Return which kinds of each client's things somebody can read anywhere."""
    pages, number = everything_seen(who, clients)
    assert number > 15, "the walk opened next to nothing"
    return {client.name: {kind for kind in KINDS if canary(client.name, kind) in pages} for client in clients}


@pytest.mark.parametrize("name", ["theo", "priya"])
def test_every_page_of_each_helper_holds_exactly_what_was_allowed(
    world: World, clients: list[Client], name: str
) -> None:
    assert seen(world.actor(name), clients) == {client.name: ALLOWED[name, client.name] for client in clients}


def test_the_clients_read_all_that_is_theirs(world: World, clients: list[Client]) -> None:
    for client in clients:
        found = seen(world.actor(client.name), clients)
        theirs = set(KINDS) - (set() if client.generous else {"explained"})
        assert found == {one.name: theirs if one is client else set() for one in clients}


def test_a_table_that_forgets_the_choice_is_found(
    world: World, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "towards", lambda *args, **kwargs: PRESETS[Preset.OPEN])

    assert seen(world.actor("priya"), clients)["cleo"] > ALLOWED["priya", "cleo"]
