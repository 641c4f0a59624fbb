"""What happened so far: all for the client, for a helper each thing that its own page shows, in a few questions."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.actions import change_switches, choose_preset, join_team, leave_team, pause, release
from tandem.care.models import Episode, SharingChoice
from tandem.goals.actions import close_goal, propose_goal
from tandem.permissions.rules import Kind, Role
from tandem.permissions.sharing import Preset, Start
from tandem.relays.actions import acknowledge, tell_outcome, withdraw
from tandem.relays.models import Relay
from tandem.session_checks.rules import Level
from tandem.timeline.rules import PAGE
from tests.cast import Actor, World, a_meeting
from tests.counting import statements
from tests.language.furnished import furnish
from tests.parts.meetings import LINE, a_check, a_kept_meeting, an_episode, read_url, text
from tests.parts.points import WORDS, a_point
from tests.parts.test_opposites import Client, canary, clients  # noqa: F401

GOAL = "Sleep through the night"


def url(episode: Any) -> str:
    """Return where what happened so far is read."""
    return f"/e/{getattr(episode, 'pk', episode)}/so-far/"


def entries(who: Actor, episode: Any, query: str = "") -> list[tuple[str, str]]:
    """Return the entries of one page: each with its address and its text."""
    page = text(who.get(url(episode) + query)).split("<main", 1)[1]
    rows = re.findall(r'<li class="row">(.*?)</li>', page, re.DOTALL)
    found = [
        (re.search(r'href="([^"]+)"', row), re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))) for row in rows
    ]
    return [(link[1], words.strip()) for link, words in found if link]


def everything(who: Actor, episode: Any, query: str = "?kind=") -> Iterator[tuple[str, str]]:
    """Return the entries of all pages, by following "Earlier"."""
    while query:
        yield from entries(who, episode, query)
        earlier = re.search(r'href="([^"]*before=[^"]+)"', text(who.get(url(episode) + query)))
        query = earlier[1].replace("&amp;", "&") if earlier else ""


# --- What stands there ---


@pytest.mark.parametrize("name", ["cleo", "theo", "priya"])
def test_every_entry_leads_to_a_page_that_this_reader_may_open(world: World, name: str) -> None:
    furnish(world)
    who = world.actor(name)
    found = entries(who, world.episode_id)

    assert len(found) > 15
    assert {one: who.get(one).status_code for one, _words in found if who.get(one).status_code != 200} == {}


def test_after_the_end_every_entry_still_leads_somewhere(world: World, theo: Actor) -> None:
    furnish(world)
    Episode.objects.filter(pk=world.episode_id).update(ended_at=timezone.now())
    found = entries(theo, world.episode_id)

    assert found
    assert {theo.get(one).status_code for one, _words in found} == {200}


def test_the_client_reads_all_of_theirs_in_order(world: World, cleo: Actor) -> None:
    furnish(world)
    page = " ".join(words for _url, words in entries(cleo, world.episode_id))

    for expected in (
        "Therapy · Dr. Theo Sample Took place", "You said how it was Worth a talk Thursday went fast.",
        "Priya Specimen read your check", "You let Dr. Theo Sample know The talk about money was too much.",
        "told you what came of it", "You took back what you said", "explained something for you",
        "saw something, and you said: yes", "You said what you hope for", "A new goal of yours Sleep all night",
        "You closed a goal Call my sister", "You said yes: Working together", "Eddy Example left your team",
        "You took back your yes", "From before: A visit",
    ):  # fmt: skip
        assert expected in page
    assert page.index("You closed a goal") < page.index("Eddy Example left") < page.index("From before")


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [("meetings", "Therapy", "goal"), ("goals", "A new goal", "Therapy"), ("choices", "In force", "goal"),
     ("said", "let you know", "Therapy"), ("checks", "how a meeting was", "goal"), ("team", "joined", "Therapy"),
     ("before", "A visit", "Therapy")],
)  # fmt: skip
def test_one_kind_can_be_looked_for_alone(
    world: World, theo: Actor, kind: str, there: str, not_there: str
) -> None:
    furnish(world)
    words = [words for _url, words in entries(theo, world.episode_id, f"?kind={kind}")]

    assert any(there in one for one in words)
    assert not any(not_there in one for one in words)


def test_a_kind_or_a_place_that_makes_no_sense_shows_everything(world: World, theo: Actor) -> None:
    furnish(world)
    all_of_it = entries(theo, world.episode_id)

    for query in (
        "?kind=x",
        "?before=x",
        "?before=1-2-3",
        "?before=20260101T000000.000000-?-00",
        "?kind=x&before=2-a",
    ):
        assert entries(theo, world.episode_id, query) == all_of_it


def test_earlier_brings_each_entry_once_even_at_the_same_moment(world: World, cleo: Actor) -> None:
    episode, at = an_episode(world), timezone.now()
    for number in range(PAGE + PAGE // 2):
        goal = propose_goal(episode=episode, wording=f"Goal {number:03}", by=cleo.member, at=at)
        close_goal(goal=goal, by=cleo.member, at=at)
    found = [words for _url, words in everything(cleo, episode, "?kind=goals")]

    assert len(found) == len(set(found)) == 3 * PAGE


def test_an_empty_page_says_what_comes(world: World, otto: Actor, tess: Actor) -> None:
    episode = Episode.objects.get(client=otto.pk)
    assert "Nothing here." in text(otto.get(url(episode) + "?kind=meetings"))
    assert "Nothing here." in text(tess.get(url(episode) + "?kind=said"))


def test_strangers_and_the_practice_find_no_page(
    world: World, sam: Actor, tess: Actor, eddy: Actor, otto: Actor, lead: Actor, admin: Actor, desk: Actor
) -> None:
    absent = tess.get("/nowhere/").content
    for who in (sam, tess, eddy, otto, lead, admin, desk):
        answer = who.get(url(world.episode_id))
        assert (answer.status_code, answer.content) == (404, absent)


# --- What a client keeps, or takes back ---


def test_two_clients_who_chose_the_opposite(world: World, clients: list[Client]) -> None:  # noqa: F811
    shown = {
        (name, one.name): {
            kind for kind in ("goal", "check", "point")
            if canary(one.name, kind) in str(entries(world.actor(name), one.episode))
        }
        for name in ("theo", "priya") for one in clients
    }  # fmt: skip

    everything_open = {"goal", "check", "point"}
    assert shown == {
        ("theo", "cleo"): {"goal"}, ("priya", "cleo"): set(), ("theo", "wendy"): everything_open,
        ("priya", "wendy"): everything_open,
    }  # fmt: skip
    of_priya = [words for _url, words in entries(world.actor("priya"), clients[0].episode)]
    assert [
        one for one in of_priya if "With the peer" not in one and "joined" not in one and "noticed" not in one
    ] == []
    assert not any("Therapy" in words for _url, words in entries(world.actor("priya"), clients[0].episode))


def test_a_check_is_there_as_far_as_it_is_open(world: World, cleo: Actor, theo: Actor, priya: Actor) -> None:
    check = a_check(a_kept_meeting(world), to=[theo.member, priya.member], level=Level.WORD)
    assert "Worth a talk" in str(entries(theo, world.episode_id))
    assert LINE not in str(entries(theo, world.episode_id))
    assert LINE in str(entries(cleo, world.episode_id))

    show = f"/e/{world.episode_id}/checks/{check.pk}/show/"
    cleo.post(show, {"to": str(theo.pk), "set": "answers"})
    assert LINE in str(entries(theo, world.episode_id))
    cleo.post(show, {"to": str(theo.pk), "set": "nothing"})
    assert "how a meeting was" not in str(entries(theo, world.episode_id))
    assert theo.get(read_url(check)).status_code == 404


def test_a_point_goes_with_everything_that_came_of_it(world: World, cleo: Actor, theo: Actor) -> None:
    point, at = a_point(world), timezone.now()
    relay = Relay.objects.get(about_id=point.pk, to=theo.member)
    acknowledge(relay=relay, reply="", by=theo.member, at=at)
    tell_outcome(relay=relay, outcome="We begin with it.", by=theo.member, at=at)
    before = {words for _url, words in entries(theo, world.episode_id)}
    withdraw(point=point, by=cleo.member, at=timezone.now())
    after = {words for _url, words in entries(theo, world.episode_id)}

    gone = before - after
    assert len(gone) == 3
    assert any(WORDS in one for one in gone)
    assert not any("know" in one or "came of it" in one for one in after)


def test_a_hidden_goal_and_its_closing_are_not_there_for_the_peer(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    episode, at = an_episode(world), timezone.now()
    goal = propose_goal(episode=episode, wording=GOAL, by=cleo.member, at=at)
    close_goal(goal=goal, by=cleo.member, at=at)
    assert str(entries(priya, episode)).count(GOAL) == 2
    release(
        episode=episode, kinds=[Kind.GOAL], object_id=goal.pk, to=[priya.member], on=False, by=cleo.pk, at=at
    )
    assert "goal" not in str([words for _url, words in entries(priya, episode)])
    assert str(entries(theo, episode)).count(GOAL) == 2


def test_who_is_paused_or_has_left_reads_nothing_and_who_covers_begins_with_little(
    world: World, cleo: Actor, theo: Actor, priya: Actor, tess: Actor
) -> None:
    episode = an_episode(world)
    a_check(a_kept_meeting(world), to=[theo.member, priya.member])
    a_point(world)
    at = timezone.now()
    join_team(
        episode=episode, member=tess.member, role=Role.THERAPIST, by=None, at=at, until=at + timedelta(days=3)
    )
    shown = str([words for _url, words in entries(tess, episode)])
    assert "joined" in shown
    assert not any(one in shown for one in (WORDS, LINE, "Therapy", "how a meeting was", "know"))

    pause(episode=episode, member=priya.member, by=cleo.pk, at=at)
    assert priya.get(url(episode)).status_code == 403
    assert "Priya" not in str(entries(theo, episode))
    leave_team(episode=episode, member=theo.member, by=None, at=at)
    assert theo.get(url(episode)).status_code == 404


SWITCHES = st.fixed_dictionaries(
    {
        "preset": st.sampled_from(Preset), "times": st.booleans(), "goal": st.sampled_from([True, False, None]),
        "check": st.sampled_from([None, Level.WORD, Level.ANSWERS]), "point": st.booleans(),
    }
)  # fmt: skip


@given(chosen=SWITCHES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_chosen_the_timeline_says_what_the_pages_say(
    world: World, cleo: Actor, theo: Actor, priya: Actor, chosen: dict[str, Any]
) -> None:
    episode, at = an_episode(world), timezone.now()
    mark = f"{at:%H%M%S%f}"
    seen = SharingChoice.objects.filter(episode=episode).count()
    choose_preset(episode=episode, preset=chosen["preset"], seen=seen, by=cleo.pk, at=at)
    switches = {
        "peer_notes": False,
        "summaries": False,
        "checks": Start.WORD,
        "scores": False,
        "quality": False,
    }
    change_switches(
        episode=episode, switches=switches | {"times": chosen["times"]}, seen=seen + 1, by=cleo.pk, at=at
    )  # fmt: skip
    goal = propose_goal(episode=episode, wording=f"Goal {mark}", by=cleo.member, at=at)
    if chosen["goal"] is not None:
        _open(episode, Kind.GOAL, goal.pk, priya, chosen["goal"], cleo)
    meeting = a_kept_meeting(world, kind=MeetingKind.THERAPY)
    check = a_check(
        meeting, to=[priya.member] if chosen["check"] else [], level=chosen["check"] or Level.WORD
    )
    point = a_point(world)
    if not chosen["point"]:
        withdraw(point=point, by=cleo.member, at=at)
    found = entries(priya, episode)
    urls = {link for link, _words in found}

    assert {priya.get(link).status_code for link in urls} <= {200}
    assert (f"Goal {mark}" in str(found)) == (f"Goal {mark}" in text(priya.get(f"/e/{episode.pk}/goals/")))
    for one in (read_url(check), f"/e/{episode.pk}/points/{point.pk}/"):
        assert (one in urls) == (priya.get(one).status_code == 200)
    shown = next((words for link, words in found if link == read_url(check)), "")
    assert (LINE in shown) == (chosen["check"] is Level.ANSWERS)
    of_theo = [words for _link, words in found if "Therapy" in words]
    assert len(of_theo) == (Appointment.objects.filter(episode=episode).count() if chosen["times"] else 0)


def _open(episode: Any, kind: Kind, thing: Any, to: Actor, on: bool, cleo: Actor) -> None:
    release(
        episode=episode, kinds=[kind], object_id=thing, to=[to.member], on=on, by=cleo.pk, at=timezone.now()
    )


# --- What it costs ---

counted: dict[str, set[int]] = {}


@pytest.fixture(params=[10, 200], ids=["ten entries", "two hundred entries"])
def many(request: pytest.FixtureRequest, world: World) -> int:
    """Give Cleo a meeting, a goal, a check and a point, and again, until there are about so many entries."""
    theo, priya = world.actor("theo").member, world.actor("priya").member
    episode, at = an_episode(world), timezone.now()
    for number in range(request.param // 10):
        propose_goal(episode=episode, wording=f"Goal {number}", by=episode.client, at=at)
        a_check(a_kept_meeting(world, hours_ago=3 + number), to=[theo, priya])
        for _ in range(2):
            acknowledge(
                relay=Relay.objects.get(about_id=a_point(world).pk, to=theo), reply="", by=theo, at=at
            )
        a_meeting(
            episode, MeetingKind.JOINT, starts_at=at - timedelta(days=number), therapist=theo, peer=priya
        )
    return int(request.param)


@pytest.mark.parametrize(("name", "most"), [("cleo", 4), ("theo", 6), ("priya", 6)])
def test_it_takes_the_same_few_questions_however_much_happened(
    world: World, many: int, name: str, most: int
) -> None:
    who = world.actor(name)
    who.get(url(world.episode_id))
    with statements(connection) as asked:
        page = text(who.get(url(world.episode_id)))
    counted.setdefault(name, set()).add(len(asked))

    assert (
        page.count('<li class="row">') == PAGE if many > PAGE else page.count('<li class="row">') >= many // 2
    )
    assert len(asked) <= most


def test_it_was_the_same_with_ten_and_with_two_hundred() -> None:
    assert {name: sorted(counts) for name, counts in counted.items() if len(counts) > 1} == {}
