"""Which meetings ask the client for a check on their Today."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.care.models import Episode
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import (
    a_check,
    a_kept_meeting,
    check_url,
    last_step,
    text,
)

LONG = "x" * 301


@pytest.mark.parametrize(("days", "asked"), [(13, True), (15, False)])
def test_a_meeting_is_asked_about_for_two_weeks(world: World, cleo: Actor, days: int, asked: bool) -> None:
    meeting = a_kept_meeting(world, hours_ago=24 * days)

    assert (check_url(meeting) in text(cleo.get("/today/"))) is asked
    assert cleo.get(check_url(meeting)).status_code == (200 if asked else 404)


def test_a_meeting_that_did_not_take_place_is_not_asked_about(
    cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    theo.post(f"/e/{kept_meeting.episode_id}/appointments/{kept_meeting.pk}/", {"outcome": "missed"})

    assert check_url(kept_meeting) not in text(cleo.get("/today/"))
    assert cleo.get(check_url(kept_meeting)).status_code == 404
    assert cleo.post(check_url(kept_meeting), last_step("nobody")).status_code == 404


def test_a_meeting_of_which_nobody_spoke_is_not_asked_about(
    cleo: Actor, theo: Actor, episode: Episode
) -> None:
    at = timezone.now() - timedelta(hours=2)
    meeting = a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo.member)

    assert check_url(meeting) not in text(cleo.get("/today/"))


def test_not_today_puts_a_check_away_until_tomorrow(
    cleo: Actor, kept_meeting: Appointment, time_machine: Any
) -> None:
    url = check_url(kept_meeting).replace("/check/", "/later/")
    assert cleo.post(url).status_code == 302
    assert check_url(kept_meeting) not in text(cleo.get("/today/"))
    assert cleo.get(check_url(kept_meeting)).status_code == 200

    session = cleo.client.session
    put_away = session["checks_later"]
    session["checks_later"] = dict.fromkeys(put_away, "2020-01-01")
    session.save()
    assert check_url(kept_meeting) in text(cleo.get("/today/"))


def test_putting_away_a_check_that_is_not_there_changes_nothing(cleo: Actor, episode: Episode) -> None:
    assert cleo.post(f"/e/{episode.pk}/meetings/{uuid4()}/later/").status_code in (302, 404)
    assert cleo.get("/today/").status_code == 200


def test_one_check_at_a_time_the_latest_first(world: World, cleo: Actor) -> None:
    old, new = a_kept_meeting(world, hours_ago=30), a_kept_meeting(world, hours_ago=3)
    page = text(cleo.get("/today/"))
    assert check_url(new) in page
    assert check_url(old) not in page

    a_check(new, to=[])
    assert check_url(old) in text(cleo.get("/today/"))


def test_all_three_are_named_when_all_three_met(world: World, cleo: Actor) -> None:
    meeting = a_kept_meeting(world, kind=MeetingKind.JOINT)
    page = text(cleo.get(check_url(meeting)))

    assert "Dr. Theo Sample" in page
    assert "Priya Specimen" in page
