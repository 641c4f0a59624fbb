"""The lead changes a team: who comes shares nothing until the client chooses, and cover ends by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tandem.care.actions import choose_preset, join_team, leave_team, wish_for_change
from tandem.care.models import ChangeWish, Episode, TeamMember
from tandem.care.queries import sharing_of
from tandem.goals.actions import propose_goal
from tandem.notifications.models import Notice
from tandem.permissions.rules import Role
from tandem.permissions.sharing import Preset
from tandem.session_checks.actions import write_card
from tests.cast import ZONE, Actor, World
from tests.parts.meetings import a_check, a_kept_meeting, text


def url(client: Actor) -> str:
    """Return where the lead changes a client's team."""
    return f"/team/{client.pk}/"


def covers(episode: Episode, who: Actor, role: Role, days: float = 10) -> None:
    """Let somebody cover from now on for some days; of negative ones the cover is over."""
    at = timezone.now()
    begin = at if days > 0 else at - timedelta(days=30)
    join_team(
        episode=episode, member=who.member, role=role, by=None, at=begin, until=at + timedelta(days=days)
    )


def chooses(cleo: Actor, episode: Episode, preset: Preset = Preset.ASK) -> None:
    """Let the client say, or confirm, how their helpers share."""
    row = sharing_of(episode)
    at = timezone.now()
    choose_preset(episode=episode, preset=preset, seen=row.number if row else 0, by=cleo.pk, at=at)


# The lead ----------------------------------------------------------------------------------------------


def test_the_leads_today_says_who_would_like_another_helper_and_no_more(
    cleo: Actor, lead: Actor, episode: Episode
) -> None:
    assert "Teams to change" not in text(lead.get("/today/"))
    wish_for_change(episode=episode, role=Role.PEER, by=cleo.pk, at=timezone.now())

    page = text(lead.get("/today/"))
    assert "Cleo Example</strong> would like another peer." in page
    assert url(cleo) in page
    assert str(episode.pk) not in page


def test_the_leads_today_says_whose_team_is_empty(
    cleo: Actor, theo: Actor, priya: Actor, lead: Actor, episode: Episode
) -> None:
    for who, words in ((theo, "has a peer and no therapist."), (priya, "has no therapist and no peer.")):
        leave_team(episode=episode, member=who.member, by=cleo.pk, at=timezone.now())
        assert f"Cleo Example</strong> {words}" in text(lead.get("/today/"))


def test_a_pause_is_not_the_leads_to_know(cleo: Actor, theo: Actor, lead: Actor, episode: Episode) -> None:
    cleo.post(f"/e/{episode.pk}/team/{theo.pk}/pause/")

    assert "Cleo" not in text(lead.get("/today/"))
    assert "aused" not in text(lead.get(url(cleo)))
    assert "Dr. Theo Sample" in text(lead.get(url(cleo)))


def test_another_helper_comes_and_with_that_the_wish_is_settled(
    cleo: Actor, lead: Actor, priya: Actor, pia: Actor, episode: Episode
) -> None:
    wish_for_change(episode=episode, role=Role.PEER, by=cleo.pk, at=timezone.now())
    page = text(lead.client.post(url(cleo), {"who": f"peer:{pia.pk}", "until": ""}, follow=True))

    assert "They see nothing shared until the client chooses." in page
    assert pia.get(f"/e/{episode.pk}/").status_code == 200
    assert not ChangeWish.objects.filter(settled_at=None).exists()
    assert "Teams to change" not in text(lead.get("/today/"))
    assert sorted(Notice.objects.values_list("to", "template")) == sorted(
        [(pia.pk, "team_changed"), (cleo.pk, "team_changed")]
    )
    lead.post(f"{url(cleo)}{priya.pk}/off/")
    assert priya.get(f"/e/{episode.pk}/").status_code == 404


def test_a_helper_who_covers_settles_no_wish(cleo: Actor, lead: Actor, pia: Actor, episode: Episode) -> None:
    wish_for_change(episode=episode, role=Role.PEER, by=cleo.pk, at=timezone.now())
    tomorrow = (timezone.now() + timedelta(days=1)).astimezone(ZoneInfo(ZONE)).date()
    lead.post(url(cleo), {"who": f"peer:{pia.pk}", "until": tomorrow.isoformat()})

    assert ChangeWish.objects.filter(settled_at=None).count() == 1
    until = TeamMember.objects.get(episode=episode, member=pia.member).until
    assert until == datetime.combine(tomorrow + timedelta(days=1), datetime.min.time(), ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("who", "until", "field"),
    [
        ("", "", "who"),
        ("peer:tess", "", "who"),
        ("therapist:sam", "", "who"),
        ("peer:priya", "", "who"),  # on the team already
        ("peer:cleo", "", "who"),
        ("peer:pia", "2020-01-01", "until"),
        ("peer:pia", "x", "until"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    world: World, cleo: Actor, lead: Actor, who: str, until: str, field: str
) -> None:
    role, _, name = who.partition(":")
    key = f"{role}:{world.people[name][0]}" if name else ""
    before = TeamMember.objects.count()
    answer = lead.post(url(cleo), {"who": key, "until": until})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert TeamMember.objects.count() == before


def test_whoever_comes_second_is_told(cleo: Actor, lead: Actor, pia: Actor, priya: Actor) -> None:
    first = lead.client.post(url(cleo), {"who": f"peer:{pia.pk}"}, follow=True)
    assert "Saved." in text(first)
    second = lead.post(url(cleo), {"who": f"peer:{pia.pk}"})
    assert second.status_code == 422
    assert "This person is on the team already" in text(second)
    off = f"{url(cleo)}{priya.pk}/off/"
    assert "Saved." in text(lead.client.post(off, follow=True))
    for answer in (lead.client.post(off, follow=True), lead.client.get(off, follow=True)):
        assert "Somebody else has just done this." in text(answer)


@pytest.mark.parametrize("name", ["theo", "priya", "cleo", "admin", "desk", "biller", "on_call", "sam"])
def test_only_a_lead_changes_teams(world: World, cleo: Actor, priya: Actor, name: str) -> None:
    who = world.actor(name)

    assert who.get(url(cleo)).status_code == 404
    assert who.post(url(cleo), {"who": f"peer:{world.people['pia'][0]}"}).status_code == 404
    assert who.post(f"{url(cleo)}{priya.pk}/off/").status_code == 404
    assert "Teams to change" not in text(who.get("/today/"))


def test_a_lead_reads_names_roles_and_dates_alone(
    world: World, cleo: Actor, theo: Actor, lead: Actor, episode: Episode
) -> None:
    propose_goal(episode=episode, wording="Sleep all night", by=cleo.member, at=timezone.now())
    a_check(a_kept_meeting(world), to=[theo.member])
    page = text(lead.get(url(cleo)))

    for hidden in ("Sleep all night", "I lost the thread", str(episode.pk), "Last met", "meeting"):
        assert hidden not in page
    assert lead.get(f"{url(cleo)}{world.people['tess'][0]}/off/").status_code == 404


# The client --------------------------------------------------------------------------------------------


def test_the_client_is_asked_what_somebody_new_may_see_until_they_choose(
    cleo: Actor, pia: Actor, episode: Episode
) -> None:
    assert "is new on your team" not in text(cleo.get("/today/"))
    join_team(episode=episode, member=pia.member, role=Role.PEER, by=None, at=timezone.now())

    page = text(cleo.get("/today/"))
    assert "Pia Example is new on your team. What may they see?" in page
    assert f"/e/{episode.pk}/sharing/" in page
    chooses(cleo, episode)
    assert "is new on your team" not in text(cleo.get("/today/"))


def test_somebody_new_shares_in_nothing_until_the_client_chooses(
    world: World, cleo: Actor, theo: Actor, pia: Actor, episode: Episode
) -> None:
    chooses(cleo, episode)
    propose_goal(episode=episode, wording="Sleep all night", by=cleo.member, at=timezone.now())
    covers(episode, pia, Role.PEER)
    write_card(
        meeting=a_kept_meeting(world), said={"own_side": "I went too fast."}, by=theo.member, role="therapist",
        at=timezone.now(),
    )  # fmt: skip
    assert "Sleep all night" not in text(pia.get(f"/e/{episode.pk}/goals/"))
    assert "I went too fast." not in text(pia.get("/today/"))
    chooses(cleo, episode)

    assert "Sleep all night" in text(pia.get(f"/e/{episode.pk}/goals/"))
    assert "I went too fast." in text(pia.get("/today/"))


def test_the_client_reads_who_left_for_two_weeks(
    cleo: Actor, lead: Actor, priya: Actor, episode: Episode
) -> None:
    leave_team(episode=episode, member=priya.member, by=lead.pk, at=timezone.now())
    assert "Priya Specimen is no longer on your team." in text(cleo.get("/today/"))
    assert Notice.objects.filter(to=cleo.member, template="team_changed").count() == 1

    TeamMember.objects.filter(member=priya.member).update(ended_at=timezone.now() - timedelta(days=15))
    assert "no longer on your team" not in text(cleo.get("/today/"))


def test_a_client_whose_phone_others_see_gets_no_notice(
    cleo: Actor, lead: Actor, priya: Actor, episode: Episode
) -> None:
    episode.client.safer = True
    episode.client.save()
    leave_team(episode=episode, member=priya.member, by=lead.pk, at=timezone.now())

    assert not Notice.objects.filter(to=cleo.member).exists()
