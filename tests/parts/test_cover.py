"""While somebody covers, two are in one role: what is sent reaches who is named, and cover ends by itself."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.appointments.rules import MeetingKind
from tandem.care.actions import join_team, leave_team
from tandem.care.models import Episode, TeamMember
from tandem.care.queries import in_roles, team, the_other
from tandem.goals.actions import propose_goal
from tandem.permissions.rules import Role
from tandem.relays.rules import Way
from tandem.session_checks.actions import write_card
from tests.cast import Actor, World
from tests.parts.meetings import a_check, a_kept_meeting, an_episode, check_url, read_url, text
from tests.parts.points import WORDS, said, say_url
from tests.parts.test_team_changes import chooses, covers, url


def test_cover_ends_by_itself(cleo: Actor, tess: Actor, episode: Episode) -> None:
    covers(episode, tess, Role.THERAPIST)
    assert tess.get(f"/e/{episode.pk}/").status_code == 200
    TeamMember.objects.filter(member=tess.member, episode=episode).update(
        started_at=timezone.now() - timedelta(days=9), until=timezone.now() - timedelta(seconds=1)
    )

    assert tess.get(f"/e/{episode.pk}/").status_code == 404
    assert tess.post(f"/e/{episode.pk}/review/").status_code == 404
    assert "Cleo" not in text(tess.get("/clients/"))
    assert "Cleo" not in text(tess.get("/today/"))
    assert "Tess" not in text(cleo.get(f"/e/{episode.pk}/team/"))
    assert "is new on your team" not in text(cleo.get("/today/"))


def test_who_covered_before_can_cover_again(cleo: Actor, lead: Actor, tess: Actor, episode: Episode) -> None:
    covers(episode, tess, Role.THERAPIST, days=-3)
    lead.post(url(cleo), {"who": f"therapist:{tess.pk}"})

    assert tess.get(f"/e/{episode.pk}/").status_code == 200
    assert TeamMember.objects.filter(episode=episode, member=tess.member).count() == 2


def test_who_covers_books_for_themselves_and_never_past_their_last_day(
    cleo: Actor, tess: Actor, episode: Episode
) -> None:
    covers(episode, tess, Role.THERAPIST, days=10)
    book: dict[str, Any] = {"kind": "therapy", "start": "10:00", "minutes": "50", "place": ""}
    day = timezone.localdate()
    late = tess.post(
        f"/e/{episode.pk}/appointments/book/", book | {"on": (day + timedelta(days=12)).isoformat()}
    )
    assert late.status_code == 422
    assert "not on the team on that day" in text(late)
    tess.post(f"/e/{episode.pk}/appointments/book/", book | {"on": (day + timedelta(days=5)).isoformat()})

    assert episode.appointments.get().therapist_id == tess.pk


def test_whom_of_two_the_other_role_meets_is_asked(
    theo: Actor, priya: Actor, pia: Actor, episode: Episode
) -> None:
    covers(episode, pia, Role.PEER)
    form = f"/e/{episode.pk}/appointments/book/"
    page = text(theo.get(form))
    assert "Which of them" in page
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    book = {"kind": "joint", "on": day, "start": "10:00", "minutes": "50", "place": ""}
    assert theo.post(form, book).status_code == 422
    for who, start in ((pia, "10:00"), (priya, "12:00")):
        theo.post(form, book | {"other": str(who.pk), "start": start})

    met = episode.appointments.order_by("starts_at").values_list("therapist", "peer")
    assert list(met) == [(theo.pk, pia.pk), (theo.pk, priya.pk)]
    assert "Which of them" not in text(priya.get(form))


def test_who_stays_comes_before_who_covers(tess: Actor, theo: Actor, priya: Actor, episode: Episode) -> None:
    TeamMember.objects.filter(member=theo.member).update(started_at=timezone.now())
    covers(episode, tess, Role.THERAPIST)

    assert in_roles(team(episode)) == {"therapist": [theo.member, tess.member], "peer": [priya.member]}
    assert the_other(team(episode), "peer") == [theo.member]
    assert the_other(team(episode), "therapist") == [priya.member]


def test_a_line_goes_to_the_one_who_is_named(
    world: World, cleo: Actor, priya: Actor, theo: Actor, tess: Actor, episode: Episode
) -> None:
    covers(episode, tess, Role.THERAPIST)
    chooses(cleo, episode)
    meeting = a_kept_meeting(world, kind=MeetingKind.PEER)
    card = write_card(
        meeting=meeting,
        said={"for_other": "Ask about the bus."},
        by=priya.member,
        role="peer",
        at=timezone.now(),
    )
    page = text(cleo.get(f"/e/{episode.pk}/meetings/{meeting.pk}/views/"))
    assert "A line for Dr. Theo Sample:" in page
    cleo.post(f"/e/{episode.pk}/cards/{card.pk}/line/", {"send": "yes"})
    assert "Ask about the bus." in text(theo.get("/today/"))
    assert "Ask about the bus." not in text(tess.get("/today/"))

    leave_team(episode=episode, member=theo.member, by=cleo.pk, at=timezone.now())
    cleo.post(f"/e/{episode.pk}/cards/{card.pk}/line/", {"send": "no"})
    join_team(episode=episode, member=theo.member, role=Role.THERAPIST, by=None, at=timezone.now())
    assert "Ask about the bus." not in text(theo.get("/today/"))


def test_a_check_for_everybody_names_everybody(
    world: World, cleo: Actor, theo: Actor, tess: Actor, episode: Episode
) -> None:
    covers(episode, tess, Role.THERAPIST)
    meeting = a_kept_meeting(world)
    step = {"step": "off", "heard": "4", "off": "small", "line": "A line."}
    page = text(cleo.post(check_url(meeting), step))

    assert "Dr. Theo Sample, Tess Example and Priya Specimen" in page


def test_a_check_for_one_reaches_that_one(
    world: World, cleo: Actor, theo: Actor, tess: Actor, episode: Episode
) -> None:
    covers(episode, tess, Role.THERAPIST)
    check = a_check(a_kept_meeting(world), to=[tess.member])

    assert tess.get(read_url(check)).status_code == 200
    assert theo.get(read_url(check)).status_code == 404


def test_a_goal_is_hidden_from_every_peer(cleo: Actor, priya: Actor, pia: Actor, episode: Episode) -> None:
    goal = propose_goal(episode=episode, wording="Sleep all night", by=cleo.member, at=timezone.now())
    covers(episode, pia, Role.PEER)
    assert "Priya can see this." in text(cleo.get(f"/e/{episode.pk}/goals/"))
    chooses(cleo, episode)
    assert "Priya, Pia can see this." in text(cleo.get(f"/e/{episode.pk}/goals/"))
    cleo.post(f"/e/{episode.pk}/goals/{goal.pk}/show/", {"show": "no"})

    for peer in (priya, pia):
        assert "Sleep all night" not in text(peer.get(f"/e/{episode.pk}/goals/"))
    page = text(cleo.get(f"/e/{episode.pk}/goals/"))
    assert "Priya, Pia can’t see this." in page
    assert "Show to Priya, Pia" in page


def test_what_another_helper_would_say_needs_one_other_helper(
    world: World, cleo: Actor, tess: Actor, episode: Episode
) -> None:
    """With two therapists it is not plain who would say it to the peer; to a therapist the peer can."""
    covers(episode, tess, Role.THERAPIST)
    assert cleo.post(say_url(world), said(world, to="theo", way=Way.FOR_ME.value)).status_code == 302
    answer = cleo.post(say_url(world), said(world, to="priya", way=Way.FOR_ME.value))

    assert answer.status_code == 422
    assert "There is no one other helper for this." in text(answer)
    assert WORDS in text(answer)


def test_what_a_difference_leads_to_is_about_who_was_at_that_meeting(
    world: World, cleo: Actor, theo: Actor, tess: Actor
) -> None:
    episode = an_episode(world)
    covers(episode, tess, Role.THERAPIST)
    meeting = a_kept_meeting(world)
    meeting.therapist = tess.member
    meeting.save()
    check = a_check(meeting, to=[])
    answer = cleo.post(f"/e/{episode.pk}/checks/{check.pk}/choose/", {"choice": "therapist"})

    assert f"to={tess.pk}" in answer["Location"]
