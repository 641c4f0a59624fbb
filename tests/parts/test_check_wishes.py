"""How often a client is asked, what the last step starts from, Safer mode, and answering on the helper's device."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import change_switches, choose_preset
from tandem.care.models import Episode
from tandem.notifications.models import Notice
from tandem.permissions.sharing import Preset, Start
from tandem.session_checks.actions import invite
from tandem.session_checks.models import CheckLink, CheckWish, SessionCheck
from tandem.session_checks.queries import due
from tests.cast import Actor, a_meeting
from tests.parts.meetings import check_url, text


def kept(
    episode: Episode, hours_ago: int, therapist: Actor | None = None, peer: Actor | None = None
) -> Appointment:
    kind = MeetingKind.THERAPY if therapist else MeetingKind.PEER
    people = {"therapist": therapist and therapist.member, "peer": peer and peer.member}
    meeting = a_meeting(episode, kind, starts_at=timezone.now() - timedelta(hours=hours_ago), **people)
    by = (therapist or peer).member
    note_outcome(appointment=meeting, outcome=OutcomeKind.ATTENDED, by=by, at=timezone.now())
    return meeting


def waits(episode: Episode) -> list[Appointment]:
    """Return the hours ago of the meetings that wait for a check, oldest first."""
    now = timezone.now()
    return [round((now - row.starts_at) / timedelta(hours=1)) for row in reversed(due(episode, now))]


def wish(cleo: Actor, episode: Episode, rhythm: str) -> None:
    answer = cleo.post(f"/e/{episode.pk}/checks/wish/", {"rhythm": rhythm})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("rhythm", "asked"),
    [("", [70, 60, 50, 40, 30, 20, 10]), ("second", [70, 60, 50, 40, 30, 10]), ("never", [70, 60, 50, 40])],
)
def test_therapy_asks_the_first_four_times_then_as_the_client_likes(
    cleo: Actor, theo: Actor, episode: Episode, rhythm: str, asked: list[int]
) -> None:
    if rhythm:
        wish(cleo, episode, rhythm)
    for hours in range(70, 0, -10):
        kept(episode, hours, therapist=theo)
    assert waits(episode) == asked


def test_peer_meetings_ask_every_second_time_whatever_therapy_does(
    theo: Actor, priya: Actor, episode: Episode
) -> None:
    for hours in (70, 50, 30, 10):
        kept(episode, hours, peer=priya)
    kept(episode, 20, therapist=theo)
    assert waits(episode) == [70, 30, 20]


def test_a_meeting_that_does_not_ask_sends_no_mail(priya: Actor, episode: Episode) -> None:
    for hours in (30, 10):
        invite(appointment=kept(episode, hours, peer=priya), at=timezone.now())
    assert Notice.objects.filter(template="check").count() == 1


def test_a_meeting_that_does_not_ask_can_still_be_answered(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    kept(episode, 30, peer=priya)
    quiet = kept(episode, 10, peer=priya)
    assert cleo.get(check_url(quiet)).status_code == 200


def test_the_latest_wish_stands_and_is_shown(cleo: Actor, episode: Episode) -> None:
    url = f"/e/{episode.pk}/checks/wish/"
    wish(cleo, episode, "never")
    wish(cleo, episode, "second")
    assert cleo.get(url).context["form"].initial == {"rhythm": "second"}
    assert CheckWish.objects.count() == 2
    assert cleo.post(url, {"rhythm": "hourly"}).status_code == 422
    assert CheckWish.objects.count() == 2


@pytest.mark.parametrize(
    ("preset", "start", "who", "level"),
    [
        (Preset.SEPARATE, Start.NOTHING, "nobody", "word"),
        (Preset.ASK, Start.WORD, "theo", "word"),
        (Preset.ASK, Start.ANSWERS, "theo", "answers"),
        (Preset.OPEN, Start.WORD, "everybody", "word"),
    ],
)
def test_the_last_step_starts_from_how_the_client_shares_and_sends_nothing_by_itself(
    cleo: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment, preset: Preset, start: Start, who: str,
    level: str,
) -> None:  # fmt: skip
    at = timezone.now()
    choose_preset(episode=episode, preset=preset, seen=0, by=cleo.pk, at=at)
    change_switches(episode=episode, switches={"checks": start}, seen=1, by=cleo.pk, at=at)
    page = cleo.post(check_url(kept_meeting), {"step": "off", "heard": "5", "off": "no"})
    form = page.context["form"]
    assert form["who"].initial == (str(theo.pk) if who == "theo" else who)
    assert form["level"].initial == level
    assert not SessionCheck.objects.exists()


def test_helpers_do_not_see_or_change_the_wish(theo: Actor, priya: Actor, episode: Episode) -> None:
    for helper in (theo, priya):
        assert helper.get(f"/e/{episode.pk}/checks/wish/").status_code == 404
        assert helper.post(f"/e/{episode.pk}/checks/wish/", {"rhythm": "each"}).status_code == 404


def test_safer_mode_sends_no_link_and_the_check_waits_on_today(
    cleo: Actor, theo: Actor, episode: Episode
) -> None:
    cleo.post("/safer/", {"sure": "on"})
    meeting = kept(Episode.objects.get(pk=episode.pk), 2, therapist=theo)
    invite(appointment=Appointment.objects.get(pk=meeting.pk), at=timezone.now())
    assert not CheckLink.objects.exists()
    assert not Notice.objects.exists()
    assert check_url(meeting) in text(cleo.get("/today/"))


def test_staff_are_not_asked_whether_somebody_sees_their_phone(theo: Actor) -> None:
    assert "safer" not in text(theo.get("/settings/"))
    assert theo.get("/safer/").status_code == 404


def test_a_helper_hands_over_the_device_and_is_signed_out_of_it(
    theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    url = f"/e/{episode.pk}/meetings/{kept_meeting.pk}/here/"
    handed = theo.post(url)
    assert handed.status_code == 302
    assert handed.url.startswith("/c/")
    assert theo.get("/today/").status_code == 302
    assert 'name="heard"' in text(theo.get(handed.url))
    theo.post(handed.url, {"step": "who", "heard": "6", "off": "no", "who": "nobody", "level": "word"})
    assert SessionCheck.objects.get().heard == 6
    assert Client().get(handed.url).status_code == 410


def test_only_the_helper_who_was_there_hands_over(
    priya: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    answer = priya.post(f"/e/{episode.pk}/meetings/{kept_meeting.pk}/here/", follow=True)
    assert "nothing to answer" in text(answer)
    assert not CheckLink.objects.exists()
