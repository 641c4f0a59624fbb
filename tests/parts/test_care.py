"""Episodes begin once, and teams change at once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tandem.care.actions import AlreadyOpen, join_team, leave_team, open_episode, release
from tandem.care.models import Episode, HistoryItem, Release, TeamMember
from tandem.care.queries import episode_and_standing, team
from tandem.people.models import Member, RoleGrant
from tandem.permissions.rules import Kind, Role
from tandem.record.models import Entry
from tests.cast import Actor, World
from tests.parts.meetings import a_check, a_kept_meeting, read_url, text
from tests.together import together

DONE_BEFORE = "Somebody else has just done this."


def start_url(who: Actor) -> str:
    """Return where a waiting client's helpers are chosen."""
    return f"/waiting/{who.pk}/"


def test_choosing_helpers_begins_an_episode(lead: Actor, wendy: Actor, theo: Actor, priya: Actor) -> None:
    assert "Wendy Waiting" in text(lead.get("/waiting/"))
    answer = lead.post(start_url(wendy), {"therapist": str(theo.pk), "peer": str(priya.pk)})

    assert answer.status_code == 302
    episode = Episode.objects.get(client=wendy.member)
    assert [place.member_id for place in team(episode)] == [theo.pk, priya.pk]
    assert "Wendy Waiting" not in text(lead.get("/waiting/"))
    assert "Wendy Waiting" in text(theo.get("/clients/"))


def test_a_client_may_start_with_a_therapist_alone(lead: Actor, wendy: Actor, theo: Actor) -> None:
    assert lead.post(start_url(wendy), {"therapist": str(theo.pk)}).status_code == 302
    assert len(team(Episode.objects.get(client=wendy.member))) == 1


def test_whoever_comes_second_is_told_and_changes_nothing(
    lead: Actor, wendy: Actor, theo: Actor, tess: Actor
) -> None:
    lead.post(start_url(wendy), {"therapist": str(theo.pk)})
    answer = lead.client.post(start_url(wendy), {"therapist": str(tess.pk)}, follow=True)

    assert DONE_BEFORE in text(answer)
    assert [place.member_id for place in team(Episode.objects.get(client=wendy.member))] == [theo.pk]


def test_an_episode_opens_once(wendy: Actor, theo: Actor) -> None:
    at = timezone.now()
    open_episode(client=wendy.member, therapist=theo.member, peer=None, by=None, at=at)
    before = Entry.objects.count()
    with pytest.raises(AlreadyOpen):
        open_episode(client=wendy.member, therapist=theo.member, peer=None, by=None, at=at)

    assert Entry.objects.count() == before


def test_two_leads_at_once_open_one_episode(real_world: World) -> None:
    wendy, theo, tess = (real_world.actor(name).member for name in ("wendy", "theo", "tess"))

    def start(therapist: Member) -> Any:
        return open_episode(client=wendy, therapist=therapist, peer=None, by=None, at=timezone.now())

    answers = together(real_world.practice_id, lambda: start(theo), lambda: start(tess))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyOpen", "Episode"]
    assert Episode.objects.filter(client=wendy).count() == 1
    assert TeamMember.objects.filter(episode__client=wendy).count() == 1


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"peer": "priya"}, "therapist"),
        ({"therapist": "priya"}, "therapist"),
        ({"therapist": "theo", "peer": "tess"}, "peer"),
        ({"therapist": "sam"}, "therapist"),
        ({"therapist": "cleo"}, "therapist"),
    ],
)
def test_only_people_with_the_role_can_be_chosen(
    world: World, lead: Actor, wendy: Actor, chosen: dict[str, str], field: str
) -> None:
    answer = lead.post(start_url(wendy), {key: str(world.people[name][0]) for key, name in chosen.items()})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Episode.objects.filter(client=wendy.member).exists()


def test_one_person_is_not_both_helpers(lead: Actor, wendy: Actor, theo: Actor) -> None:
    RoleGrant.objects.create(member=theo.member, role="peer", started_at=timezone.now())
    answer = lead.post(start_url(wendy), {"therapist": str(theo.pk), "peer": str(theo.pk)})

    assert answer.status_code == 422
    assert "two different people" in text(answer)


@pytest.mark.parametrize("name", ["theo", "priya", "cleo", "admin", "desk", "biller", "on_call", "sam"])
def test_only_a_lead_chooses_helpers(world: World, wendy: Actor, name: str) -> None:
    who = world.actor(name)
    expected = 200 if name == "sam" else 404  # Sam is a lead, elsewhere

    assert who.get("/waiting/").status_code == expected
    assert who.get(start_url(wendy)).status_code == 404
    assert who.post(start_url(wendy), {"therapist": str(who.pk)}).status_code == 404
    assert "Wendy" not in text(who.get("/waiting/"))


# New clients by hand -----------------------------------------------------------------------------------

NEW = {"name": "Nico New", "born_on": "1990-05-01", "email": "", "phone": "", "language": "es"}


def test_a_client_added_by_hand_waits_for_helpers(lead: Actor) -> None:
    answer = lead.post("/waiting/add/", NEW)

    member = Member.objects.get(name="Nico New")
    assert answer["Location"] == f"/waiting/{member.pk}/"
    assert member.language == "es"
    assert "Nico New" in text(lead.get("/waiting/"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"born_on": "tomorrow"}, "born_on"),
        ({"born_on": ""}, "born_on"),
        ({"born_on": (date.today() - timedelta(days=17 * 365)).isoformat()}, "born_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"email": "nico"}, "email"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_cannot_be_right_about_a_client_is_told_beside_its_field(
    lead: Actor, changed: dict[str, str], field: str
) -> None:
    answer = lead.post("/waiting/add/", NEW | changed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Member.objects.filter(name="Nico New").exists()
    if field != "name":
        assert 'value="Nico New"' in text(answer)


def test_nobody_else_adds_clients(theo: Actor, admin: Actor, cleo: Actor) -> None:
    for who in (theo, admin, cleo):
        assert who.get("/waiting/add/").status_code == 404
        assert who.post("/waiting/add/", NEW).status_code == 404
    assert not Member.objects.filter(name="Nico New").exists()


# Teams -------------------------------------------------------------------------------------------------


def test_a_helper_who_leaves_reads_nothing_from_the_next_request_on(
    world: World, theo: Actor, lead: Actor, episode: Episode
) -> None:
    check = a_check(a_kept_meeting(world), to=[theo.member])
    pages = [f"/e/{episode.pk}/", f"/e/{episode.pk}/goals/", f"/e/{episode.pk}/history/", read_url(check)]
    assert [theo.get(page).status_code for page in pages] == [200] * 4
    leave_team(episode=episode, member=theo.member, by=lead.pk, at=timezone.now())

    assert [theo.get(page).status_code for page in pages] == [404] * 4
    assert "Cleo" not in text(theo.get("/clients/"))


def test_the_today_of_a_helper_who_left_holds_nothing_of_the_client(
    world: World, theo: Actor, lead: Actor, episode: Episode
) -> None:
    a_check(a_kept_meeting(world), to=[theo.member])
    assert "I lost the thread." in text(theo.get("/today/"))
    assert theo.get("/today/news/?seen=0").status_code == 200
    leave_team(episode=episode, member=theo.member, by=lead.pk, at=timezone.now())

    page = text(theo.get("/today/"))
    assert "I lost the thread." not in page
    assert "You are no longer on Cleo Example’s team." in page
    assert page.count("Cleo") == 1
    assert str(episode.pk) not in page
    assert theo.get("/today/news/?seen=0").status_code == 204


def test_who_comes_back_to_a_team_reads_again(
    world: World, eddy: Actor, lead: Actor, episode: Episode
) -> None:
    assert eddy.get(f"/e/{episode.pk}/").status_code == 404
    join_team(episode=episode, member=eddy.member, role=Role.THERAPIST, by=lead.pk, at=timezone.now())

    assert eddy.get(f"/e/{episode.pk}/").status_code == 200


def test_leaving_twice_is_leaving_once(theo: Actor, episode: Episode) -> None:
    before = Entry.objects.count()
    for _ in range(2):
        leave_team(episode=episode, member=theo.member, by=None, at=timezone.now())

    assert Entry.objects.count() == before + 1


# What a client opens -----------------------------------------------------------------------------------


def test_of_several_words_about_one_thing_the_latest_stands(
    episode: Episode, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    thing, at = uuid4(), timezone.now()

    def say(on: bool, seconds: int) -> None:
        release(
            episode=episode, kinds=[Kind.CHECK_WORD], object_id=thing, to=[theo.member], on=on, by=cleo.pk,
            at=at + timedelta(seconds=seconds),
        )  # fmt: skip

    def shared(who: Actor) -> frozenset[Kind]:
        standing = episode_and_standing(episode.pk, who.member, thing)[1]
        assert standing
        return standing.shared

    assert shared(theo) == frozenset()
    say(True, 0)
    assert shared(theo) == {Kind.CHECK_WORD}
    assert shared(priya) == frozenset()  # what was opened to one is not open to the other
    say(False, 1)
    assert shared(theo) == frozenset()
    say(True, 2)
    say(False, 2)  # at the very same moment: the one that was written last
    assert shared(theo) == frozenset()
    assert Release.objects.filter(object_id=thing).count() == 4


def test_absent_hidden_and_foreign_look_the_same_byte_for_byte(
    world: World, theo: Actor, tess: Actor, priya: Actor, sam: Actor, episode: Episode
) -> None:
    hidden = a_check(a_kept_meeting(world), to=[theo.member])
    answers = [
        theo.get(f"/e/{uuid4()}/"),
        theo.get(f"/e/{episode.pk}/checks/{uuid4()}/"),
        tess.get(f"/e/{episode.pk}/"),
        priya.get(read_url(hidden)),
        sam.get(f"/e/{episode.pk}/"),
        sam.get(read_url(hidden)),
        sam.post(f"/e/{episode.pk}/goals/add/", {"wording": "x"}),
        theo.get("/no/such/page/"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(set(answer.headers) - {"X-Request-Id"})) for answer in answers[:-1]}) == 1


def test_the_therapist_and_the_client_read_what_was_before_and_the_peer_does_not(
    theo: Actor, cleo: Actor, priya: Actor, episode: Episode
) -> None:
    HistoryItem.objects.create(
        client=episode.client, kind="goal", words="An old goal", source_system="old", source_id="1",
        batch_id=uuid4(),
    )  # fmt: skip
    url = f"/e/{episode.pk}/history/"

    assert "An old goal" in text(theo.get(url))
    assert cleo.get(url).status_code == 200
    assert priya.get(url).status_code == 404
    assert url not in text(priya.get(f"/e/{episode.pk}/"))
