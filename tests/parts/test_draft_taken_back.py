"""A peer takes back what they wrote down with the client; once the client has decided, that stands."""

import pytest
from django.utils import timezone

from tandem.care.actions import join_team
from tandem.permissions.rules import Role
from tandem.relays.actions import AlreadyDecided, approve, put_off, take_back_draft
from tandem.relays.models import Draft, Point
from tandem.relays.rules import Held, Way
from tests.cast import Actor, World
from tests.parts.meetings import an_episode, text
from tests.parts.points import WORDS, a_draft, draft_url, list_url, said, say_url
from tests.together import together


def test_the_peer_takes_it_back_and_it_is_gone_for_both(world: World, cleo: Actor, priya: Actor) -> None:
    draft = a_draft(world)
    for url in (list_url(world), f"/e/{world.episode_id}/drafts/new/"):
        assert f'action="{draft_url(draft, "take-back/")}"' in text(priya.get(url))
    page = text(priya.post(draft_url(draft, "take-back/"), follow=True))

    assert "It is gone for the client too." in page
    for one in (page, text(cleo.get("/today/")), text(cleo.get(list_url(world)))):
        assert WORDS not in one
    assert cleo.get(draft_url(draft)).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "decision",
    [
        {"way": "for_me"},
        {"way": "myself"},
        {"way": "not_yet", "hold": "yes", "held": "next_time"},
        {"way": "not_yet", "hold": "yes", "held": "never"},
        None,
    ],
)
def test_what_the_client_decided_stands_and_the_peer_is_not_told_what(
    world: World, cleo: Actor, priya: Actor, decision: dict[str, str] | None
) -> None:
    draft = a_draft(world)
    cleo.post(draft_url(draft), said(world, **decision)) if decision else cleo.post(
        draft_url(draft, "delete/")
    )
    before = (Draft.objects.count(), Point.objects.count())
    page = text(priya.post(draft_url(draft, "take-back/"), follow=True))

    assert "This does not wait any more. Nothing was taken back." in page
    assert (Draft.objects.count(), Point.objects.count()) == before
    assert WORDS in text(cleo.get(list_url(world))) or decision is None


@pytest.mark.parametrize(
    "decision", [{"way": "for_me"}, {"way": "not_yet"}, {"way": "not_yet", "hold": "yes", "held": "never"}]
)
def test_a_client_who_comes_second_is_told_and_no_word_is_lost(
    world: World, cleo: Actor, priya: Actor, theo: Actor, decision: dict[str, str]
) -> None:
    draft = a_draft(world)
    form = said(world, once=str(draft.pk), words="Mine, changed", **decision)
    priya.post(draft_url(draft, "take-back/"))
    answer = cleo.post(draft_url(draft), form)

    assert answer.status_code == 422
    assert "This was taken back or deleted. Nothing was sent." in text(answer)
    assert "Mine, changed" in text(answer)
    assert not Point.objects.exists()
    assert not Draft.objects.exists()
    again = form | {"way": "for_me", "once": answer.context["form"].data["once"]}
    assert cleo.post(say_url(world), again).status_code == 302
    assert Point.objects.get().by == cleo.member
    assert "Mine, changed" in text(theo.get("/today/"))


@pytest.mark.parametrize("decide", ["approve", "put_off"])
def test_of_taking_back_and_deciding_at_once_one_is_told(real_world: World, decide: str) -> None:
    draft, episode = a_draft(real_world), an_episode(real_world)
    cleo, theo, priya = episode.client, real_world.actor("theo").member, real_world.actor("priya").member
    mine = {"episode": episode, "by": cleo, "at": timezone.now(), "draft": Draft.objects.get(pk=draft.pk)}
    acts = {
        "approve": lambda: approve(
            point_id=draft.pk, words=WORDS, way=Way.FOR_ME, to=theo, team_seen=[theo.pk, priya.pk], **mine
        ),
        "put_off": lambda: put_off(draft_id=draft.pk, words="Later", held=Held.NEVER, **mine),
    }
    decided, taken = together(
        real_world.practice_id,
        acts[decide],
        lambda: take_back_draft(draft_id=draft.pk, episode=episode, by=priya, at=timezone.now()),
    )

    told = [type(one) for one in (decided, taken) if isinstance(one, Exception)]
    assert told == [AlreadyDecided]
    assert Point.objects.count() + Draft.objects.count() == (taken is not None)


def test_only_the_peer_who_wrote_it_takes_it_back(world: World, pia: Actor, otto: Actor) -> None:
    draft = a_draft(world)
    for name in ("cleo", "theo", "pia", "sam", "lead", "eddy"):
        assert world.actor(name).post(draft_url(draft, "take-back/")).status_code == 404
    pia.post(f"/e/{otto.member.episodes.get().pk}/drafts/{draft.pk}/take-back/")
    join_team(episode=an_episode(world), member=pia.member, role=Role.PEER, by=None, at=timezone.now())
    pia.post(draft_url(draft, "take-back/"))
    assert Draft.objects.get().words == WORDS
