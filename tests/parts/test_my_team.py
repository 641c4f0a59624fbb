"""A client pauses, stops, meets again, asks for another: at once, without a reason, and the other leg goes on."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment, Outcome
from tandem.appointments.rules import MeetingKind
from tandem.care.actions import join_team
from tandem.care.models import ChangeWish, Episode, TeamMember
from tandem.notifications.models import Notice
from tandem.notifications.words import body
from tandem.permissions.rules import Role
from tandem.record.models import Entry, Look
from tests.cast import ZONE, Actor, World, a_meeting
from tests.parts.meetings import a_check, a_kept_meeting, an_episode, read_url, text
from tests.parts.points import a_point

PAUSED = "has paused with you. No reason is needed"
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')  # of a form
DONE_BEFORE = "This was done before."


def team_url(episode: Episode, who: Actor | None = None, what: str = "") -> str:
    """Return the address of the client's team, or of what can be done about one helper."""
    return f"/e/{episode.pk}/team/" + (f"{who.pk}/{what}/" if who else "")


def told(cleo: Actor, url: str, data: dict[str, str] | None = None) -> str:
    """Press a button, and return the page that follows."""
    return text(cleo.client.post(url, data or {}, follow=True))


def ahead(world: World, kind: MeetingKind, days: float = 2) -> Appointment:
    """Book a meeting of Cleo's in some days, with whom its kind says; from two days on at noon, never over midnight."""
    theo, priya = world.actor("theo").member, world.actor("priya").member
    at = (timezone.now() + timedelta(days=days)).astimezone(ZoneInfo(ZONE))
    return a_meeting(
        an_episode(world), kind, starts_at=at.replace(hour=12, minute=0) if days >= 2 else at,
        therapist=None if kind is MeetingKind.PEER else theo, peer=None if kind is MeetingKind.THERAPY else priya,
    )  # fmt: skip


# The page ----------------------------------------------------------------------------------------------


def test_each_helper_stands_there_with_what_can_be_done_and_nothing_can_be_typed(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    page = text(cleo.get(team_url(episode)))

    for words in ("Pause with Dr. Theo Sample", "Stop with Priya", "I would like another peer"):
        assert words in page
    assert "<textarea" not in page
    assert 'type="text"' not in page
    assert team_url(episode) in text(cleo.get(f"/e/{episode.pk}/choices/"))
    assert team_url(episode) in text(cleo.get(f"/e/{episode.pk}/"))
    assert team_url(episode) not in text(theo.get(f"/e/{episode.pk}/"))


@pytest.mark.parametrize("name", ["theo", "priya", "tess", "otto", "lead", "eddy"])
def test_the_page_is_the_clients_alone(world: World, episode: Episode, name: str) -> None:
    who, priya = world.actor(name), world.actor("priya")
    assert who.get(team_url(episode)).status_code == 404
    for what in ("pause", "meet", "stop"):
        assert who.post(team_url(episode, priya, what)).status_code == 404

    assert (
        not TeamMember.objects.filter(episode=episode, member=priya.member).exclude(paused_at=None).exists()
    )


def test_only_people_who_were_ever_on_the_team_can_be_named(
    cleo: Actor, tess: Actor, episode: Episode
) -> None:
    for what in ("pause", "meet", "stop"):
        assert cleo.post(team_url(episode, tess, what)).status_code == 404
    assert cleo.post(f"{team_url(episode)}another/client/").status_code == 404
    assert cleo.post(f"{team_url(episode)}another/lead/not/").status_code == 404


# Pausing -----------------------------------------------------------------------------------------------


def test_a_paused_helper_reads_nothing_from_the_next_request_on_and_the_other_leg_goes_on(
    world: World, cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    check = a_check(a_kept_meeting(world, kind=MeetingKind.JOINT), to=[theo.member, priya.member])
    a_point(world)
    pages = [f"/e/{episode.pk}/", f"/e/{episode.pk}/goals/", f"/e/{episode.pk}/points/", read_url(check)]
    assert [priya.get(page).status_code for page in pages] == [200] * 4
    before = [text(theo.get(page)) for page in pages]
    cleo.post(team_url(episode, priya, "pause"))

    refused = [priya.get(page) for page in pages]
    assert [answer.status_code for answer in refused] == [403] * 4
    assert all(f"Cleo Example {PAUSED}" in text(answer) for answer in refused)
    assert len([one for one, page in zip(before, pages, strict=True) if "Cleo" in text(theo.get(page))]) == 4
    assert Look.objects.filter(by=priya.pk, refused="paused").count() == 4


def test_lists_of_a_paused_helper_hold_the_name_alone(
    world: World, cleo: Actor, priya: Actor, episode: Episode
) -> None:
    a_check(a_kept_meeting(world, kind=MeetingKind.JOINT), to=[priya.member])
    a_point(world)
    ahead(world, MeetingKind.PEER, days=0.01)
    cleo.post(team_url(episode, priya, "pause"))

    clients = text(priya.get("/clients/"))
    assert "Has paused with you" in clients
    for hidden in ("Last met", "next ", "waits on Today", "wait on Today", str(episode.pk)):
        assert hidden not in clients
    today = text(priya.get("/today/"))
    assert f"Cleo Example {PAUSED}" in today
    assert today.count("Cleo") == 1
    assert str(episode.pk) not in today
    assert priya.get("/today/news/?seen=0").status_code == 204


def test_a_paused_helper_is_told_by_a_notice_that_says_neither_who_nor_what(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    for _ in range(2):
        cleo.post(team_url(episode, priya, "pause"))

    notice = Notice.objects.get()
    assert (notice.to_id, notice.path) == (priya.pk, "/today/")
    words = body(notice.template, "https://here.example/today/")
    assert not [word for word in ("Cleo", "pause", "team", "client", "reason") if word in words]


def test_the_line_on_today_goes_after_two_weeks(cleo: Actor, priya: Actor, episode: Episode) -> None:
    cleo.post(team_url(episode, priya, "pause"))
    place = TeamMember.objects.filter(episode=episode, member=priya.member)
    place.update(paused_at=timezone.now() - timedelta(days=15))

    assert "Cleo" not in text(priya.get("/today/"))
    assert "Cleo" in text(priya.get("/clients/"))


def test_whoever_comes_second_is_told(cleo: Actor, priya: Actor, episode: Episode) -> None:
    assert "You have paused with Priya." in told(cleo, team_url(episode, priya, "pause"))
    entries = Entry.objects.count()
    assert DONE_BEFORE in told(cleo, team_url(episode, priya, "pause"))
    assert Entry.objects.count() == entries
    assert "You meet Priya again." in told(cleo, team_url(episode, priya, "meet"))
    assert DONE_BEFORE in told(cleo, team_url(episode, priya, "meet"))

    assert priya.get(f"/e/{episode.pk}/").status_code == 200
    assert PAUSED not in text(priya.get("/today/"))


def test_a_stale_page_of_a_paused_helper_writes_nothing(
    world: World, cleo: Actor, priya: Actor, episode: Episode
) -> None:
    meeting = ahead(world, MeetingKind.PEER)
    cleo.post(team_url(episode, priya, "pause"))
    before = Entry.objects.count()
    pages = {
        f"/e/{episode.pk}/appointments/{meeting.pk}/": {"outcome": "cancelled"},
        f"/e/{episode.pk}/appointments/book/": {"kind": "peer", "on": "2030-01-02", "start": "10:00", "minutes": "50"},
        f"/e/{episode.pk}/drafts/new/": {"words": "Words"},
        f"/e/{episode.pk}/review/": {},
    }  # fmt: skip
    answers = [priya.post(url, data) for url, data in pages.items()]

    assert [answer.status_code for answer in answers] == [403] * len(pages)
    assert all(PAUSED in text(answer) for answer in answers)
    assert Entry.objects.count() == before
    assert Outcome.objects.count() == 0


def test_what_is_sent_while_a_helper_is_paused_reaches_the_other_alone(
    world: World, cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    told(cleo, team_url(episode, priya, "pause"))
    check = a_check(a_kept_meeting(world), to=[theo.member])

    assert "Priya" not in text(cleo.get(f"/e/{episode.pk}/points/new/"))
    assert priya.get(read_url(check)).status_code == 403
    assert theo.get(read_url(check)).status_code == 200


# Stopping ----------------------------------------------------------------------------------------------


def test_stopping_asks_once_more_and_ends_the_place(cleo: Actor, priya: Actor, episode: Episode) -> None:
    page = text(cleo.get(team_url(episode, priya, "stop")))
    assert "Stop with Priya?" in page
    assert "Nothing is deleted." in page
    assert priya.get(f"/e/{episode.pk}/").status_code == 200

    assert "You have stopped with Priya." in told(cleo, team_url(episode, priya, "stop"))
    assert priya.get(f"/e/{episode.pk}/").status_code == 404
    assert "You are no longer on Cleo Example’s team." in text(priya.get("/today/"))
    assert "Cleo" not in text(priya.get("/clients/"))
    assert "No longer on your team" in text(cleo.get(team_url(episode)))
    assert DONE_BEFORE in told(cleo, team_url(episode, priya, "stop"))
    assert DONE_BEFORE in text(cleo.client.get(team_url(episode, priya, "stop"), follow=True))
    assert Notice.objects.count() == 1


def test_a_paused_helper_can_be_stopped_with_and_is_told_the_latest(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    cleo.post(team_url(episode, priya, "pause"))
    cleo.post(team_url(episode, priya, "stop"))

    page = text(priya.get("/today/"))
    assert "no longer on Cleo Example’s team" in page
    assert PAUSED not in page
    assert priya.get(f"/e/{episode.pk}/").status_code == 404


def test_who_came_back_is_no_longer_told_that_they_left(
    cleo: Actor, lead: Actor, priya: Actor, episode: Episode
) -> None:
    cleo.post(team_url(episode, priya, "stop"))
    join_team(episode=episode, member=priya.member, role=Role.PEER, by=lead.pk, at=timezone.now())

    assert "no longer on" not in text(priya.get("/today/"))
    assert "No longer on your team" not in text(cleo.get(team_url(episode)))


def test_stopping_with_everybody_leaves_a_page_that_says_what_next(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    for who in (theo, priya):
        cleo.post(team_url(episode, who, "stop"))

    assert "You meet nobody now." in text(cleo.get(team_url(episode)))
    assert cleo.get("/today/").status_code == 200
    assert cleo.get(f"/e/{episode.pk}/").status_code == 200


# Another helper ----------------------------------------------------------------------------------------


def test_a_wish_for_another_helper_stands_until_thought_again(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    url = f"{team_url(episode)}another/peer/"
    assert "Do you want to meet Priya until then?" in text(cleo.get(url))
    assert "You need not say why." in told(cleo, url, {"until": "then"})
    assert DONE_BEFORE in told(cleo, url, {"until": "then"})
    assert "You asked for someone else on" in text(cleo.get(team_url(episode)))
    assert priya.get(f"/e/{episode.pk}/").status_code == 200
    assert ChangeWish.objects.filter(settled_at=None).count() == 1

    assert "looks for nobody else" in told(cleo, f"{url}not/")
    assert DONE_BEFORE in told(cleo, f"{url}not/")
    assert not ChangeWish.objects.filter(settled_at=None).exists()


def test_a_helper_hears_nothing_of_a_wish(cleo: Actor, priya: Actor, episode: Episode) -> None:
    def read() -> list[str]:
        return [TOKEN.sub("", text(priya.get(page))) for page in ("/today/", "/clients/")]

    before = read()
    cleo.post(f"{team_url(episode)}another/peer/", {"until": "then"})

    assert read() == before
    assert not Notice.objects.exists()


def test_a_wish_can_stop_at_once(cleo: Actor, priya: Actor, episode: Episode) -> None:
    told(cleo, f"{team_url(episode)}another/peer/", {"until": "now"})

    assert priya.get(f"/e/{episode.pk}/").status_code == 404
    page = text(cleo.get(team_url(episode)))
    assert "You asked for someone else. Your practice is looking." in page
    assert "I thought again" in page


def test_after_the_end_one_can_stop_but_not_ask_for_another(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())

    assert "I would like another" not in text(cleo.get(team_url(episode)))
    assert cleo.post(f"{team_url(episode)}another/peer/", {"until": "then"}).status_code == 403
    cleo.post(team_url(episode, priya, "stop"))
    assert priya.get(f"/e/{episode.pk}/").status_code == 404
