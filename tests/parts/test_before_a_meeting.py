"""What the client let a helper know stands on the page of their next meeting until the helper has read it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import leave_team
from tandem.relays.actions import acknowledge, withdraw
from tandem.relays.models import Relay
from tandem.relays.rules import EXPIRES, Way
from tests.cast import Actor, World, a_meeting
from tests.counting import statements
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.points import WORDS, a_point, point_url, relay_to

HEADING = '<h2 id="waiting-h">Read this first</h2>'


def ahead(world: World, kind: MeetingKind, days: float = 2) -> Appointment:
    """Write a meeting of Cleo's that is still to come."""
    theo, priya = world.actor("theo").member, world.actor("priya").member
    return a_meeting(
        an_episode(world), kind, starts_at=timezone.now() + timedelta(days=days),
        therapist=theo if kind is not MeetingKind.PEER else None,
        peer=priya if kind is not MeetingKind.THERAPY else None,
    )  # fmt: skip


def page(who: Actor, meeting: Appointment) -> str:
    """Return a helper's page of one meeting."""
    return text(who.get(f"/e/{meeting.episode_id}/appointments/{meeting.pk}/"))


@pytest.fixture
def meetings(world: World) -> dict[str, Appointment]:
    """The next meeting of Theo, and of Priya, each alone with Cleo."""
    return {"theo": ahead(world, MeetingKind.THERAPY), "priya": ahead(world, MeetingKind.PEER)}


SAID = {
    Way.FOR_ME: {
        "theo": "wants you to know this.",
        "priya": "asks you to say this to Dr. Theo Sample for them.",
    },
    Way.TOGETHER: {
        "theo": "would like to say this together with you.",
        "priya": "would like to say this to Dr. Theo Sample together with you.",
    },
}


@pytest.mark.parametrize("way", list(SAID))
def test_it_stands_there_with_its_words_its_way_and_the_way_to_answer(
    world: World, meetings: dict[str, Appointment], way: Way
) -> None:
    point = a_point(world, way)
    for name, words in SAID[way].items():
        shown = page(world.actor(name), meetings[name])
        assert HEADING in shown
        assert WORDS in shown
        assert words in shown
        assert f'href="{point_url(point, world)}"' in shown


def test_what_the_client_says_themselves_stands_nowhere(
    world: World, meetings: dict[str, Appointment]
) -> None:
    a_point(world, Way.MYSELF)
    for name, meeting in meetings.items():
        shown = page(world.actor(name), meeting)
        assert WORDS not in shown
        assert HEADING not in shown


def test_it_stands_on_a_joint_meeting_for_each_until_each_has_read_it(
    world: World, theo: Actor, priya: Actor
) -> None:
    meeting, point = ahead(world, MeetingKind.JOINT), a_point(world)
    acknowledge(relay=relay_to(point, theo), reply="", by=theo.member, at=timezone.now())

    assert HEADING not in page(theo, meeting)
    assert WORDS in page(priya, meeting)


def test_taken_back_it_leaves_no_marker(world: World, meetings: dict[str, Appointment], cleo: Actor) -> None:
    before = {name: main(page(world.actor(name), meeting)) for name, meeting in meetings.items()}
    point = a_point(world)
    assert all(WORDS in page(world.actor(name), meeting) for name, meeting in meetings.items())
    withdraw(point=point, by=cleo.member, at=timezone.now())

    for name, meeting in meetings.items():
        assert main(page(world.actor(name), meeting)) == before[name]


def test_what_expired_is_gone_too(world: World, meetings: dict[str, Appointment], theo: Actor) -> None:
    a_point(world, at=timezone.now() - EXPIRES - timedelta(minutes=1))
    assert HEADING not in page(theo, meetings["theo"])


def test_a_helper_who_has_left_finds_no_page(
    world: World, meetings: dict[str, Appointment], theo: Actor
) -> None:
    a_point(world)
    leave_team(episode=an_episode(world), member=theo.member, by=None, at=timezone.now())
    where = f"/e/{world.episode_id}/appointments/{meetings['theo'].pk}/"
    assert theo.get(where).status_code == 404


def test_a_point_of_another_client_does_not_stand_there(
    world: World, meetings: dict[str, Appointment], theo: Actor, otto: Actor
) -> None:
    point = a_point(world)
    theirs: Any = otto.member.episodes.get()
    Relay.objects.filter(about_id=point.pk).update(episode=theirs)
    assert HEADING not in page(theo, meetings["theo"])


@pytest.mark.parametrize("outcome", [OutcomeKind.CANCELLED, OutcomeKind.MISSED, OutcomeKind.ATTENDED])
def test_it_does_not_stand_on_a_meeting_that_is_over_or_cancelled(
    world: World, theo: Actor, outcome: OutcomeKind
) -> None:
    a_point(world)
    meeting = a_kept_meeting(world)
    later = timezone.now() + timedelta(seconds=1)
    note_outcome(appointment=meeting, outcome=outcome, by=theo.member, at=later)
    assert HEADING not in page(theo, meeting)


def test_it_stands_on_the_card_that_is_still_to_write(world: World, theo: Actor) -> None:
    point, meeting = a_point(world), a_kept_meeting(world)
    card = f"/e/{world.episode_id}/meetings/{meeting.pk}/card/"
    assert WORDS in text(theo.get(card))
    acknowledge(relay=relay_to(point, theo), reply="", by=theo.member, at=timezone.now())
    assert WORDS not in text(theo.get(card))


def test_todays_meeting_leads_to_its_page(world: World, theo: Actor, time_machine: Any) -> None:
    noon: datetime = timezone.localtime().replace(hour=12, minute=0)
    time_machine.move_to(noon, tick=False)
    meeting = ahead(world, MeetingKind.THERAPY, days=1 / 24)
    assert f'href="/e/{world.episode_id}/appointments/{meeting.pk}/"' in text(theo.get("/today/"))


def test_it_asks_the_database_the_same_however_much_waits(
    world: World, meetings: dict[str, Appointment], theo: Actor
) -> None:
    counts = set()
    for more in (0, 1, 19):
        for _ in range(more):
            a_point(world)
        page(theo, meetings["theo"])  # to warm up
        with statements(connection) as asked:
            page(theo, meetings["theo"])
        counts.add(len(asked))
    assert len(counts) == 1
    assert counts.pop() <= 8


def main(html: str) -> str:
    """Return what stands on a page without who reads it and form tokens."""
    return "".join(line for line in html.split("<main")[1].splitlines() if "csrfmiddlewaretoken" not in line)
