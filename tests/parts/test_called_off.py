"""A pause or a stop calls meetings off: said first, done once, listed afterwards; of three, two may still meet."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tandem.appointments.actions import NotOnTeamThen, book, call_off, note_outcome
from tandem.appointments.models import Appointment, Outcome
from tandem.appointments.queries import with_outcome
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import leave_team, remove_cover, resume
from tandem.care.models import CoverHours, Episode
from tandem.config.catch_up import catch_up
from tandem.record.models import Entry
from tandem.record.queries import broken_at
from tandem.what_follows import WHAT_FOLLOWS
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.test_my_team import ahead, team_url, told


def how(meeting: Appointment) -> tuple[str, str | None]:
    """Return a meeting's kind and its outcome as they stand now."""
    now = with_outcome(Appointment.objects.filter(pk=meeting.pk)).get()
    return now.kind, now.outcome


def test_what_a_pause_does_to_meetings_is_said_first_done_once_and_listed_afterwards(
    real_world: World,
) -> None:
    cleo, priya, episode = real_world.actor("cleo"), real_world.actor("priya"), an_episode(real_world)
    alone, three = ahead(real_world, MeetingKind.PEER), ahead(real_world, MeetingKind.JOINT, days=3)
    therapy = ahead(real_world, MeetingKind.THERAPY, days=4)
    past = a_kept_meeting(real_world, kind=MeetingKind.JOINT)
    page = text(cleo.get(team_url(episode)))
    assert page.count("is called off") == 2  # the peer's own, and Theo's own, each under its helper
    assert "goes on, with Dr. Theo Sample alone" in page

    page = told(cleo, team_url(episode, priya, "pause"))

    assert how(alone) == ("peer", "cancelled")
    assert how(three) == ("therapy", None)
    assert how(therapy) == ("therapy", None)
    assert how(past) == ("joint", "attended")
    assert page.count("called off") == 1 + page.count("is called off")
    noted = Outcome.objects.get(appointment=alone)
    assert noted.noted_by_id == cleo.pk
    for _ in range(2):
        catch_up(at=timezone.now())
    assert Outcome.objects.filter(appointment=alone).count() == 1
    assert Entry.objects.filter(event="MeetingMadeSmaller").count() == 1
    assert broken_at() is None


def test_what_is_booked_after_meeting_again_is_kept_however_often_the_night_comes(real_world: World) -> None:
    cleo, priya, episode = real_world.actor("cleo"), real_world.actor("priya"), an_episode(real_world)
    cleo.post(team_url(episode, priya, "pause"))
    resume(episode=episode, member=priya.member, by=cleo.pk, at=timezone.now())
    fresh = ahead(real_world, MeetingKind.PEER)
    catch_up(at=timezone.now())

    assert how(fresh) == ("peer", None)


def test_a_follower_that_failed_is_made_up_for_at_night(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo, priya, episode = real_world.actor("cleo"), real_world.actor("priya"), an_episode(real_world)
    meeting = ahead(real_world, MeetingKind.PEER)
    for event in list(WHAT_FOLLOWS):
        if event.__name__ == "HelperLeft":
            monkeypatch.setitem(WHAT_FOLLOWS, event, ())
    cleo.post(team_url(episode, priya, "stop"))
    assert how(meeting) == ("peer", None)
    catch_up(at=timezone.now())

    assert how(meeting) == ("peer", "cancelled")
    assert Outcome.objects.get().noted_by_id == cleo.pk


def test_without_a_therapist_the_peer_meets_alone_only_where_a_clinician_answers(world: World) -> None:
    cleo, theo, priya, episode = *(world.actor(name) for name in ("cleo", "theo", "priya")), an_episode(world)
    covered, uncovered = ahead(world, MeetingKind.JOINT), ahead(world, MeetingKind.JOINT, days=3)
    cleo.post(team_url(episode, theo, "pause"))
    day = uncovered.starts_at.astimezone(ZoneInfo(uncovered.zone)).weekday()
    for row in CoverHours.objects.filter(weekday=day):
        remove_cover(cover_id=row.pk, by=None, at=timezone.now())
    call_off(episode=episode, member=theo.member, by=cleo.member, at=timezone.now())

    assert how(covered) == ("peer", None)
    assert how(uncovered) == ("joint", "cancelled")
    cleo.post(team_url(episode, priya, "pause"))
    call_off(episode=episode, member=priya.member, by=cleo.member, at=timezone.now())
    assert how(covered) == ("peer", "cancelled")


def test_whoever_ended_the_place_called_the_meetings_off(real_world: World) -> None:
    lead, priya = real_world.actor("lead"), real_world.actor("priya")
    meeting = ahead(real_world, MeetingKind.PEER)
    leave_team(episode=an_episode(real_world), member=priya.member, by=lead.pk, at=timezone.now())

    assert how(meeting) == ("peer", "cancelled")
    assert Outcome.objects.get(appointment=meeting).noted_by_id == lead.pk


def test_nobody_can_book_with_a_helper_who_was_paused_meanwhile(
    world: World, cleo: Actor, priya: Actor, theo: Actor, episode: Episode
) -> None:
    cleo.post(team_url(episode, priya, "pause"))
    wall: Any = (timezone.now() + timedelta(days=2)).replace(tzinfo=None, second=0, microsecond=0, hour=12)
    with pytest.raises(NotOnTeamThen):
        book(
            episode=episode, kind=MeetingKind.PEER, therapist=None, peer=priya.member, wall=wall, minutes=50, place="",
            by=theo.member, at=timezone.now(),
        )  # fmt: skip


def test_the_front_desk_no_longer_sees_a_meeting_that_was_called_off(world: World, desk: Actor) -> None:
    meeting = a_meeting(
        an_episode(world), MeetingKind.THERAPY, starts_at=timezone.now(), therapist=world.actor("theo").member
    )
    assert "Cleo Example" in text(desk.get("/today/"))
    note_outcome(
        appointment=meeting, outcome=OutcomeKind.CANCELLED, by=world.actor("theo").member, at=timezone.now()
    )

    assert "Cleo Example" not in text(desk.get("/today/"))
