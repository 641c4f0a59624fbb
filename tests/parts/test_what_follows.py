"""What follows a meeting that took place: run once, run again, or run late, it comes to the same."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tandem.appointments.events import OutcomeNoted
from tandem.appointments.models import Outcome
from tandem.appointments.rules import MeetingKind
from tandem.config.catch_up import catch_up
from tandem.notifications.actions import send_waiting
from tandem.notifications.models import Notice
from tandem.record.queries import broken_at
from tandem.session_checks.models import CheckLink
from tandem.what_follows import WHAT_FOLLOWS, invite_to_check
from tests.cast import World, a_meeting
from tests.parts.meetings import a_check, a_kept_meeting, an_episode
from tests.together import together


def say_how_it_went(world: World, outcome: str) -> Any:
    """Let Theo say how a meeting of this morning went; return the answer he gets."""
    theo = world.actor("theo")
    meeting = a_meeting(
        an_episode(world), MeetingKind.THERAPY, starts_at=timezone.now(), therapist=theo.member
    )
    return theo.post(f"/e/{world.episode_id}/appointments/{meeting.pk}/", {"outcome": outcome})


@pytest.mark.parametrize(
    ("outcome", "invited"), [("attended", 1), ("late", 1), ("cancelled", 0), ("missed", 0)]
)
def test_only_a_meeting_that_took_place_asks_its_client(
    real_world: World, outcome: str, invited: int
) -> None:
    assert say_how_it_went(real_world, outcome).status_code == 302

    assert CheckLink.objects.count() == invited
    assert Notice.objects.filter(template="check").count() == invited


def test_a_follower_that_fails_costs_nobody_their_answer_and_the_night_makes_up_for_it(
    real_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(event: OutcomeNoted, *, at: Any) -> None:
        CheckLink.objects.create(appointment_id=event.appointment_id, secret_hash="half", expires_at=at)
        raise RuntimeError("Cleo said something that no log may hold")

    monkeypatch.setitem(WHAT_FOLLOWS, OutcomeNoted, (broken,))

    assert say_how_it_went(real_world, "attended").status_code == 302
    assert Outcome.objects.count() == 1
    assert CheckLink.objects.count() == 0  # nothing half-done is left
    assert [record.message for record in caplog.records] == ["follower_failed"]
    assert "Cleo" not in str([vars(record) for record in caplog.records])

    assert catch_up(at=timezone.now()) == 1
    assert CheckLink.objects.count() == 1
    assert broken_at() is None


def test_one_follower_that_fails_does_not_stop_the_next(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(event: OutcomeNoted, *, at: Any) -> None:
        raise RuntimeError

    monkeypatch.setitem(WHAT_FOLLOWS, OutcomeNoted, (broken, invite_to_check))
    say_how_it_went(real_world, "attended")

    assert CheckLink.objects.count() == 1


def test_followers_that_run_again_change_nothing(real_world: World) -> None:
    say_how_it_went(real_world, "attended")
    for _ in range(3):
        catch_up(at=timezone.now())

    assert CheckLink.objects.count() == 1
    assert Notice.objects.count() == 1


def test_several_who_follow_at_once_make_one_link(real_world: World) -> None:
    meeting = a_kept_meeting(real_world)
    CheckLink.objects.all().delete()
    event = OutcomeNoted(meeting.episode_id, meeting.pk, "attended")

    def follow() -> None:
        invite_to_check(event, at=timezone.now())

    assert together(real_world.practice_id, *[follow] * 4) == [None] * 4
    assert CheckLink.objects.count() == 1


def test_a_client_who_has_answered_is_not_asked_again(world: World) -> None:
    a_check(a_kept_meeting(world), to=[])
    catch_up(at=timezone.now())

    assert CheckLink.objects.count() == 0


def test_the_notice_leads_to_the_check_and_says_nothing_else(
    real_world: World, mailoutbox: list[Any]
) -> None:
    say_how_it_went(real_world, "attended")
    assert send_waiting(at=timezone.now()) == 1

    (mail,) = mailoutbox
    address = next(line for line in mail.body.splitlines() if line.startswith("http"))
    assert mail.to == ["cleo@cast.example"]
    assert not [word for word in ("Cleo", "Theo", "therap", "Willow") if word in mail.body + mail.subject]
    assert Client().get(urlsplit(address).path).status_code == 200
    assert Notice.objects.get().path == ""  # the secret is not kept longer than needed
    assert send_waiting(at=timezone.now()) == 0


def test_a_mail_server_that_is_away_costs_no_notice(
    real_world: World, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    say_how_it_went(real_world, "attended")
    with monkeypatch.context() as away:
        away.setattr("tandem.notifications.actions.send_mail", _no_server)
        assert send_waiting(at=timezone.now()) == 0

    assert send_waiting(at=timezone.now()) == 1
    assert len(mailoutbox) == 1


def _no_server(*args: Any) -> None:
    raise ConnectionRefusedError
