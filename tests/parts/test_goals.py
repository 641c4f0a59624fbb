"""Goals are the client's: the therapist reads them, and the peer unless one is hidden."""

import re

import pytest
from django.utils import timezone

from tandem.care.actions import join_team, leave_team, open_episode
from tandem.care.models import Episode
from tandem.goals.actions import propose_goal
from tandem.goals.models import Goal
from tandem.permissions.rules import Role
from tandem.record.models import Entry
from tests.cast import Actor, World
from tests.parts.meetings import text

SECRET = "Tell my sister"


@pytest.fixture
def goal(episode: Episode, cleo: Actor) -> Goal:
    """A goal of Cleo's."""
    return propose_goal(episode=episode, wording=SECRET, by=cleo.member, at=timezone.now())


def url(episode: Episode, rest: str = "") -> str:
    """Return an address of the episode's goals."""
    return f"/e/{episode.pk}/goals/{rest}"


def test_a_goal_is_read_by_all_three(cleo: Actor, theo: Actor, priya: Actor, episode: Episode) -> None:
    assert cleo.post(url(episode, "add/"), {"wording": SECRET}).status_code == 302

    for who in (cleo, theo, priya):
        assert SECRET in text(who.get(url(episode)))


def test_a_goal_hidden_from_the_peer_leaves_no_trace_on_their_page(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, goal: Goal
) -> None:
    other = propose_goal(episode=episode, wording="Sleep", by=cleo.member, at=timezone.now())
    cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "no"})
    with_hidden = text(priya.get(url(episode)))
    Goal.objects.filter(pk=goal.pk).delete()

    assert without_token(with_hidden) == without_token(text(priya.get(url(episode))))
    assert SECRET not in with_hidden
    assert str(goal.pk) not in with_hidden
    assert str(other.wording) in with_hidden


def without_token(page: str) -> str:
    """Return a page without what differs each time: the form's token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_when_all_goals_are_hidden_the_peer_sees_an_empty_page(
    cleo: Actor, priya: Actor, episode: Episode, goal: Goal
) -> None:
    before = text(priya.get(url(episode)))
    cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "no"})

    assert SECRET in before
    assert "No goals yet." in text(priya.get(url(episode)))


def test_the_therapist_still_reads_a_goal_hidden_from_the_peer(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, goal: Goal
) -> None:
    cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "no"})

    assert SECRET in text(theo.get(url(episode)))
    assert "can’t see this" in text(cleo.get(url(episode)))


def test_a_hidden_goal_can_be_shown_again(cleo: Actor, priya: Actor, episode: Episode, goal: Goal) -> None:
    for show in ("no", "yes"):
        cleo.post(url(episode, f"{goal.pk}/show/"), {"show": show})

    assert SECRET in text(priya.get(url(episode)))


def test_closing_twice_is_closing_once(cleo: Actor, episode: Episode, goal: Goal) -> None:
    cleo.post(url(episode, f"{goal.pk}/close/"))
    closed, entries = Goal.objects.get(pk=goal.pk).closed_at, Entry.objects.count()
    cleo.post(url(episode, f"{goal.pk}/close/"))

    assert closed
    assert Goal.objects.get(pk=goal.pk).closed_at == closed
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("wording", ["", "   ", "x" * 501])
def test_an_empty_or_endless_goal_is_refused_and_kept_on_the_page(
    cleo: Actor, episode: Episode, wording: str
) -> None:
    answer = cleo.post(url(episode, "add/"), {"wording": wording})

    assert answer.status_code == 422
    assert answer.context["form"].errors["wording"]
    assert wording.strip() in text(answer)
    assert not Goal.objects.exists()


def test_what_somebody_wrote_is_shown_as_text_not_as_markup(
    cleo: Actor, theo: Actor, episode: Episode
) -> None:
    cleo.post(url(episode, "add/"), {"wording": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in text(theo.get(url(episode)))
    assert "&lt;script&gt;" in text(theo.get(url(episode)))


@pytest.mark.parametrize("name", ["theo", "priya", "tess", "pia", "eddy", "otto", "lead", "sam", "carl"])
def test_nobody_but_the_client_changes_their_goals(
    world: World, episode: Episode, goal: Goal, name: str
) -> None:
    who = world.actor(name)
    answers = [
        who.post(url(episode, "add/"), {"wording": "Theirs"}),
        who.post(url(episode, f"{goal.pk}/close/")),
        who.post(url(episode, f"{goal.pk}/show/"), {"show": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert list(Goal.objects.values_list("closed_at", flat=True)) == [None]


def test_a_goal_of_another_client_is_not_there(otto: Actor, cleo: Actor, goal: Goal) -> None:
    theirs = Episode.objects.get(client=otto.member)
    for act in ("close", "show"):
        assert otto.post(url(theirs, f"{goal.pk}/{act}/")).status_code == 404


def test_after_the_end_goals_are_read_and_hidden_but_not_added(
    cleo: Actor, priya: Actor, episode: Episode, goal: Goal
) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())

    assert SECRET in text(cleo.get(url(episode)))
    assert cleo.post(url(episode, "add/"), {"wording": "More"}).status_code == 403
    assert cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "no"}).status_code == 302
    assert SECRET not in text(priya.get(url(episode)))


def test_without_a_peer_there_is_nobody_to_hide_from(world: World, wendy: Actor, theo: Actor) -> None:
    at = timezone.now()
    alone = open_episode(client=wendy.member, therapist=theo.member, peer=None, by=None, at=at)
    goal = propose_goal(episode=alone, wording=SECRET, by=wendy.member, at=at)

    assert wendy.get(url(alone)).status_code == 200
    assert wendy.post(url(alone, f"{goal.pk}/show/"), {"show": "no"}).status_code == 404


def test_a_goal_hidden_from_one_peer_stays_hidden_from_the_next(
    cleo: Actor, priya: Actor, pia: Actor, episode: Episode, goal: Goal
) -> None:
    cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "no"})
    at = timezone.now()
    leave_team(episode=episode, member=priya.member, by=None, at=at)
    join_team(episode=episode, member=pia.member, role=Role.PEER, by=None, at=at)

    assert SECRET not in text(pia.get(url(episode)))
    cleo.post(url(episode, f"{goal.pk}/show/"), {"show": "yes"})
    assert SECRET in text(pia.get(url(episode)))
