"""A link answers one check once, for three days, without signing in; opening it uses nothing up."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.models import Episode
from tandem.notifications.models import Notice
from tandem.people.links import new_link
from tandem.people.models import Member
from tandem.relays.models import Relay
from tandem.session_checks.actions import invite
from tandem.session_checks.models import CheckLink, SessionCheck
from tandem.tenancy.current import using_practice
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import a_kept_meeting, check_url, last_step, text
from tests.together import together


def link_for(meeting: Appointment) -> str:
    """Return the address that a client's mail carries."""
    invite(appointment=meeting, at=timezone.now())
    return Notice.objects.get(template="check").path


@pytest.fixture
def link(kept_meeting: Appointment) -> str:
    """A fresh link to a check."""
    return link_for(kept_meeting)


def test_opening_a_link_uses_nothing_up(link: str) -> None:
    for _ in range(3):  # mail programs open links before people do
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200

    assert CheckLink.objects.get().used_at is None


def test_a_link_answers_once_and_reaches_whom_the_client_chose(link: str, theo: Actor) -> None:
    browser = Client()
    assert browser.post(link, {"step": "heard", "heard": "2"}).status_code == 200
    assert browser.post(link, {"step": "off", "heard": "2", "off": "yes", "line": "Hm."}).status_code == 200
    assert browser.get(link).status_code == 200  # nothing is used up on the way
    saved = browser.post(link, last_step(theo.pk))

    assert saved.status_code == 200
    assert SessionCheck.objects.get().heard == 2
    assert "I lost the thread." in text(theo.get("/today/"))


def test_a_used_link_says_so_whatever_is_sent(link: str, theo: Actor) -> None:
    Client().post(link, last_step(theo.pk))

    assert Client().get(link).status_code == 410
    assert Client().post(link, last_step(theo.pk, heard="9")).status_code in (409, 410)
    assert SessionCheck.objects.get().heard == 2


def test_a_link_does_not_sign_anybody_in(link: str, theo: Actor) -> None:
    browser = Client()
    browser.post(link, last_step(theo.pk))

    assert browser.get("/today/").status_code == 302
    assert "/today/" not in text(browser.post(link, last_step(theo.pk)))


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_a_link_works_for_three_days(
    kept_meeting: Appointment, hours: int, status: int, time_machine: Any
) -> None:
    link = link_for(kept_meeting)
    time_machine.move_to(timezone.now() + timedelta(hours=hours))

    assert Client().get(link).status_code == status
    assert Client().post(link, last_step("nobody")).status_code == status
    assert SessionCheck.objects.exists() is (status == 200)


@pytest.mark.parametrize("token", ["x", "a" * 54, "..", "%F0%9F%99%82" * 4])
def test_garbage_is_told_the_same_as_a_used_link(world: World, token: str) -> None:
    for answer in (Client().get(f"/c/{token}/"), Client().post(f"/c/{token}/", last_step("nobody"))):
        assert answer.status_code == 410


def test_a_token_moved_to_another_practice_opens_nothing(world: World, link: str) -> None:
    token = link.split("/")[2]
    secret = urlsafe_b64decode(token + "==")[16:]
    moved = urlsafe_b64encode(world.other_practice_id.bytes + secret).decode().rstrip("=")

    assert Client().get(f"/c/{moved}/").status_code == 410
    assert Client().post(f"/c/{moved}/", last_step("nobody")).status_code == 410
    assert not SessionCheck.objects.exists()


def test_a_link_of_another_practice_shows_nothing_of_this_one(world: World) -> None:
    with using_practice(world.other_practice_id):
        theirs = Episode.objects.select_related("client").get()
        meeting = a_meeting(
            theirs, MeetingKind.THERAPY, starts_at=timezone.now() - timedelta(hours=2),
            therapist=Member.objects.get(pk=world.people["sam"][0]),
        )  # fmt: skip
        note_outcome(appointment=meeting, outcome=OutcomeKind.LATE, by=theirs.client, at=timezone.now())
        link = link_for(meeting)
    page = text(Client().get(link))

    assert "Sam Stranger" in page
    assert "Theo" not in page
    offered = Client().post(link, {"step": "off", "heard": "2", "off": "yes"})
    assert "Priya" not in text(offered)


def test_a_link_for_no_meeting_opens_nothing(world: World) -> None:
    token, _hash = new_link(world.practice_id)

    assert Client().get(f"/c/{token}/").status_code == 410


def test_whoever_answers_by_link_and_then_signed_in_keeps_the_first(
    link: str, cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    Client().post(link, last_step(theo.pk))
    answer = cleo.post(check_url(kept_meeting), last_step(theo.pk, heard="9", line="Another"))

    assert answer.status_code == 409
    assert SessionCheck.objects.get().heard == 2
    assert Relay.objects.count() == 1


def test_whoever_answers_signed_in_and_then_by_link_keeps_the_first(
    link: str, cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    cleo.post(check_url(kept_meeting), last_step(theo.pk))
    answer = Client().post(link, last_step(theo.pk, heard="9"))

    assert answer.status_code == 409
    assert "You already answered" in text(answer)
    assert SessionCheck.objects.get().heard == 2


def test_both_ways_at_once_keep_one_and_nothing_half(real_world: World) -> None:
    meeting = a_kept_meeting(real_world)
    CheckLink.objects.all().delete()
    Notice.objects.all().delete()
    link, theo, cleo = link_for(meeting), real_world.actor("theo"), real_world.actor("cleo")
    cleo.get("/today/")
    answers = together(
        real_world.practice_id,
        lambda: cleo.post(check_url(meeting), last_step(theo.pk)).status_code,
        lambda: Client().post(link, last_step(theo.pk)).status_code,
        lambda: Client().post(link, last_step(theo.pk)).status_code,
    )

    assert answers.count(200) == 1
    assert set(answers) <= {200, 409, 410}
    assert SessionCheck.objects.count() == 1
    assert Relay.objects.count() == 1


def test_a_link_is_in_the_clients_language_and_clock(link: str, cleo: Actor) -> None:
    Member.objects.filter(pk=cleo.pk).update(language="es")
    answer = Client().get(link)

    assert answer.status_code == 200
    assert 'lang="es"' in text(answer)


def test_after_the_end_a_link_takes_no_check(link: str, episode: Episode) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())

    assert Client().get(link).status_code == 410
    assert Client().post(link, last_step("nobody")).status_code == 410
    assert not SessionCheck.objects.exists()


def test_the_page_is_not_kept_and_its_address_goes_nowhere_else(link: str) -> None:
    answer = Client().get(link)

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_a_meeting_put_right_to_missed_takes_no_check_by_link(
    link: str, theo: Actor, kept_meeting: Appointment
) -> None:
    theo.post(f"/e/{kept_meeting.episode_id}/appointments/{kept_meeting.pk}/", {"outcome": "missed"})

    assert Client().post(link, last_step("nobody")).status_code == 410
    assert not SessionCheck.objects.exists()
