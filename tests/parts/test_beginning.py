"""The peer joins the first ten minutes of therapy, unless the client says no."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment, IntroWish
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import leave_team
from tests import cast
from tests.cast import Actor, World
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.test_consents import OTHERS, squeezed

ASKED = "Priya Specimen would join the first ten minutes of your first meeting."


@pytest.fixture
def first(world: World, theo: Actor) -> Appointment:
    """The first therapy meeting of Cleo, in two days."""
    at = timezone.now() + timedelta(days=2)
    return cast.a_meeting(an_episode(world), MeetingKind.THERAPY, starts_at=at, therapist=theo.member)


def url(world: World) -> str:
    """Return where the client says whether that is fine."""
    return f"/e/{world.episode_id}/beginning/"


def meeting_page(meeting: Appointment) -> str:
    """Return where the therapist sees the meeting."""
    return f"/e/{meeting.episode_id}/appointments/{meeting.pk}/"


@pytest.mark.parametrize(
    ("joins", "theirs", "peers"),
    [
        (
            None,
            "Priya Specimen joins the first ten minutes, unless Cleo Example says no.",
            "You join the first ten minutes with Dr. Theo Sample, unless Cleo Example says no.",
        ),
        (
            "yes",
            "Cleo Example says it is fine: Priya Specimen joins the first ten minutes.",
            "Cleo Example says it is fine: you join the first ten minutes with Dr. Theo Sample.",
        ),
        (
            "no",
            "Cleo Example would like to begin without Priya Specimen. No reason is needed.",
            "Cleo Example would like to begin without you. No reason is needed.",
        ),
    ],
)
def test_both_helpers_read_the_answer(
    world: World, first: Appointment, cleo: Actor, theo: Actor, priya: Actor, joins: str | None, theirs: str, peers: str
) -> None:  # fmt: skip
    assert ASKED in text(cleo.get("/today/"))
    if joins:
        assert cleo.post(url(world), {"joins": joins}).status_code == 302
        assert ASKED not in text(cleo.get("/today/"))

    for page in (meeting_page(first), f"/e/{world.episode_id}/"):
        assert theirs in squeezed(theo.get(page))
    page = squeezed(priya.get(f"/e/{world.episode_id}/"))
    assert peers in page
    clock = first.starts_at.astimezone(ZoneInfo(cast.ZONE)).strftime("%-I:%M")
    assert (clock in page) is (joins == "yes")  # the time of a therapy meeting is the client's to share


def test_the_client_changes_their_mind_and_the_same_twice_is_once(
    world: World, first: Appointment, cleo: Actor
) -> None:
    for joins in ("no", "no", "yes"):
        cleo.post(url(world), {"joins": joins})

    assert [row.joins for row in IntroWish.objects.order_by("at")] == [False, True]
    assert "You said that is fine." in squeezed(cleo.get(f"/e/{world.episode_id}/"))


def test_it_is_asked_only_before_the_first_meeting(
    world: World, first: Appointment, cleo: Actor, theo: Actor
) -> None:
    a_kept_meeting(world, hours_ago=30)

    assert ASKED not in text(cleo.get("/today/"))
    answered = cleo.client.post(url(world), {"joins": "yes"}, follow=True)
    assert "That meeting has begun" in text(answered)
    assert not IntroWish.objects.exists()
    assert "first ten minutes" not in text(theo.get(meeting_page(first)))


def test_after_a_missed_first_meeting_the_next_is_the_first(
    world: World, first: Appointment, cleo: Actor, theo: Actor
) -> None:
    missed = cast.a_meeting(
        an_episode(world), MeetingKind.THERAPY, starts_at=timezone.now() - timedelta(days=3), therapist=theo.member
    )  # fmt: skip
    assert ASKED not in text(cleo.get("/today/"))  # nobody has said how it went
    note_outcome(appointment=missed, outcome=OutcomeKind.MISSED, by=theo.member, at=timezone.now())

    assert ASKED in text(cleo.get("/today/"))


def test_without_a_peer_or_with_all_three_booked_nothing_is_asked(
    world: World, first: Appointment, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    cast.a_meeting(
        an_episode(world), MeetingKind.JOINT, starts_at=timezone.now() + timedelta(days=1), therapist=theo.member,
        peer=priya.member,
    )  # fmt: skip
    assert ASKED not in text(cleo.get("/today/"))

    Appointment.objects.filter(kind="joint").delete()
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    assert "first ten minutes" not in text(cleo.get("/today/"))
    assert "first ten minutes" not in text(theo.get(meeting_page(first)))


@pytest.mark.parametrize("name", ["theo", "priya", *OTHERS])
def test_only_the_client_chooses(world: World, first: Appointment, name: str) -> None:
    assert world.actor(name).post(url(world), {"joins": "no"}).status_code == 404
    assert not IntroWish.objects.exists()


def test_an_answer_that_is_none_keeps_nothing(world: World, first: Appointment, cleo: Actor) -> None:
    assert cleo.post(url(world), {"joins": "perhaps"}).status_code == 404
    assert cleo.get(url(world)).status_code == 405
