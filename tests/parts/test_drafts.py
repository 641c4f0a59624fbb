"""Words that wait for the client: "not yet", or written down with a peer. Helpers never see what was not sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.appointments.rules import MeetingKind
from tandem.relays.actions import AlreadyDecided, approve, put_off
from tandem.relays.models import Draft, Point
from tandem.relays.rules import Held, Way
from tests.cast import Actor, World
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.points import WORDS, a_draft, a_point, draft_url, list_url, point_url, said, say_url
from tests.together import together


def not_yet(cleo: Actor, world: World, held: str = "next_time", **more: Any) -> Draft:
    """Let Cleo say "not yet", in two steps."""
    form = said(world, way="not_yet", **more)
    first = cleo.post(say_url(world), form)
    assert first.status_code == 200
    assert not Draft.objects.exists(), "nothing is kept before the second step"
    assert cleo.post(say_url(world), form | {"hold": "yes", "held": held}).status_code == 302
    return Draft.objects.get()


@pytest.mark.parametrize("held", list(Held))
def test_not_yet_is_kept_for_the_client_alone(
    world: World, cleo: Actor, theo: Actor, priya: Actor, held: Held
) -> None:
    draft = not_yet(cleo, world, held.value)

    assert WORDS in text(cleo.get(list_url(world)))
    assert WORDS not in text(cleo.get("/today/"))
    for who in (theo, priya):
        for url in ("/today/", list_url(world), f"/e/{world.episode_id}/"):
            page = text(who.get(url))
            assert WORDS not in page
            assert str(draft.pk) not in page
        for then in ("", "delete/"):
            assert who.post(draft_url(draft, then), said(world)).status_code == 404
    assert Draft.objects.exists()


def test_not_yet_needs_nobody_chosen_and_one_of_two_answers(world: World, cleo: Actor) -> None:
    form = said(world, way="not_yet") | {"to": ""}
    answer = cleo.post(say_url(world), form | {"hold": "yes"})

    assert answer.status_code == 422
    assert WORDS in text(answer)
    assert not Draft.objects.exists()


def test_one_can_go_back_from_not_yet_with_every_word(world: World, cleo: Actor) -> None:
    form = said(world, way="not_yet", to="priya")
    page = text(cleo.post(say_url(world), form | {"hold": "yes", "go": "back"}))

    assert WORDS in page
    assert page.count(" checked") == 2
    assert not Draft.objects.exists()


def test_next_time_asks_again_after_the_next_meeting_that_took_place(world: World, cleo: Actor) -> None:
    a_kept_meeting(world, hours_ago=30)
    draft = not_yet(cleo, world)
    assert WORDS not in text(cleo.get("/today/"))

    Draft.objects.update(
        made_at=timezone.now() - timedelta(days=2), decided_at=timezone.now() - timedelta(days=1)
    )
    assert WORDS not in text(cleo.get("/today/")), "the meeting was before that"
    a_kept_meeting(world, hours_ago=3)
    page = text(cleo.get("/today/"))
    assert WORDS in page
    assert "You asked us to ask again after your meeting." in page

    cleo.post(draft_url(draft), said(world, way="not_yet", hold="yes", held="next_time"))
    assert WORDS not in text(cleo.get("/today/")), "put off again, until the next one"


def test_never_is_not_asked_again(world: World, cleo: Actor) -> None:
    draft = not_yet(cleo, world, "never")
    Draft.objects.update(
        made_at=timezone.now() - timedelta(days=2), decided_at=timezone.now() - timedelta(days=1)
    )
    a_kept_meeting(world, hours_ago=3)

    assert WORDS not in text(cleo.get("/today/"))
    assert draft_url(draft) in text(cleo.get(list_url(world)))


@pytest.mark.parametrize("way", [Way.MYSELF, Way.TOGETHER, Way.FOR_ME])
def test_what_was_put_off_can_be_sent_later(world: World, cleo: Actor, theo: Actor, way: Way) -> None:
    draft = not_yet(cleo, world, "never")
    cleo.post(draft_url(draft), said(world, way=way.value, words="Softer words"))

    point = Point.objects.get()
    assert (point.pk, point.words, point.by) == (draft.pk, "Softer words", cleo.member)
    assert not Draft.objects.exists()
    assert ("Softer words" in text(theo.get("/today/"))) is (way is not Way.MYSELF)
    assert WORDS not in text(cleo.get(list_url(world)))


def test_what_was_put_off_can_be_deleted(world: World, cleo: Actor) -> None:
    draft = not_yet(cleo, world)
    for _ in range(2):
        assert cleo.post(draft_url(draft, "delete/")).status_code == 302

    assert not Draft.objects.exists()
    assert WORDS not in text(cleo.get(list_url(world)))


def test_going_back_from_a_kept_draft_to_send_it_leaves_none_behind(world: World, cleo: Actor) -> None:
    form = said(world, way="not_yet", hold="yes", held="never")
    cleo.post(say_url(world), form)
    cleo.post(say_url(world), form | {"way": "for_me"})

    assert Point.objects.get().words == WORDS
    assert not Draft.objects.exists()


# --- Written down with a peer ---


def test_a_peer_writes_it_down_and_the_client_decides(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    url = f"/e/{world.episode_id}/drafts/new/"
    assert priya.get(url).status_code == 200
    assert priya.post(url, {"words": WORDS}).status_code == 302
    draft = Draft.objects.get()

    assert WORDS in text(priya.get(list_url(world)))
    assert WORDS not in text(theo.get(list_url(world))) + text(theo.get("/today/"))
    assert "You and Priya Specimen wrote this down" in text(cleo.get("/today/"))
    assert WORDS in text(cleo.get(draft_url(draft)))


@pytest.mark.parametrize("kind", [MeetingKind.PEER, MeetingKind.THERAPY])
def test_a_draft_is_about_a_meeting_only_if_the_peer_was_there(
    world: World, cleo: Actor, priya: Actor, kind: MeetingKind
) -> None:
    meeting, url = a_kept_meeting(world, kind=kind), f"/e/{world.episode_id}/drafts/new/"
    own = kind is MeetingKind.PEER
    if own:
        assert f"{url}?about={meeting.pk}" in text(
            priya.get(f"/e/{world.episode_id}/appointments/{meeting.pk}/")
        )
    assert ("About " in text(priya.get(f"{url}?about={meeting.pk}"))) is own
    priya.post(url, {"words": WORDS, "about": str(meeting.pk)})

    assert Draft.objects.get().appointment == (meeting if own else None)
    cleo.post(draft_url(Draft.objects.get()), said(world))
    assert Point.objects.get().appointment == (meeting if own else None)


@pytest.mark.parametrize(
    ("decision", "reads"),
    [
        ({"way": "for_me"}, "Mine"),
        ({"way": "myself"}, ""),
        ({"way": "not_yet", "hold": "yes", "held": "never"}, ""),
    ],
)
def test_after_the_decision_the_peer_sees_only_what_was_released(
    world: World, cleo: Actor, priya: Actor, decision: dict[str, str], reads: str
) -> None:
    draft = a_draft(world)
    cleo.post(draft_url(draft), said(world, words="Mine", **decision))
    page = text(priya.get(list_url(world))) + text(priya.get("/today/"))

    assert WORDS not in page
    assert ("Mine" in page) is bool(reads)
    assert Point.objects.filter(by=priya.pk).count() == (decision["way"] != "not_yet")


def test_deleted_by_the_client_it_is_gone_for_the_peer(world: World, cleo: Actor, priya: Actor) -> None:
    cleo.post(draft_url(a_draft(world), "delete/"))

    assert WORDS not in text(priya.get(list_url(world)))


@pytest.mark.parametrize("name", ["theo", "cleo", "pia", "sam", "lead", "eddy"])
def test_only_the_peer_writes_with_the_client(world: World, name: str) -> None:
    answer = world.actor(name).post(f"/e/{world.episode_id}/drafts/new/", {"words": WORDS})

    assert answer.status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("words", ["", "A long story. " * 100])
def test_a_draft_is_refused_beside_its_field_with_every_letter(
    world: World, priya: Actor, words: str
) -> None:
    answer = priya.post(f"/e/{world.episode_id}/drafts/new/", {"words": words})

    assert answer.status_code == 422
    assert words.strip() in text(answer)
    assert not Draft.objects.exists()


def test_a_peer_who_sends_twice_keeps_one_and_loses_none(world: World, priya: Actor) -> None:
    url = f"/e/{world.episode_id}/drafts/new/"
    form = {"words": WORDS, "once": str(priya.get(url).context["form"]["once"].value())}
    assert [priya.post(url, form).status_code for _ in range(2)] == [302, 302]
    other = priya.post(url, form | {"words": "Another thing"})

    assert Draft.objects.count() == 1
    assert other.status_code == 422
    assert "Another thing" in text(other)
    again = {"words": "Another thing", "once": other.context["form"].data["once"]}
    assert priya.post(url, again).status_code == 302
    assert Draft.objects.count() == 2


def test_a_decision_on_a_page_that_is_stale_is_not_made_twice(world: World, cleo: Actor) -> None:
    draft = a_draft(world)
    form = said(world, once=str(draft.pk))
    answers = [cleo.post(draft_url(draft), form, follow=True) for _ in range(2)]

    assert "Nothing was sent twice." in text(answers[1])
    assert Point.objects.count() == 1
    assert cleo.get(draft_url(draft)).status_code == 302


def test_of_two_decisions_at_once_one_is_made(real_world: World) -> None:
    draft, episode = a_draft(real_world), an_episode(real_world)
    cleo, theo = episode.client, real_world.actor("theo").member
    seen = [theo.pk, real_world.actor("priya").pk]
    results = together(
        real_world.practice_id,
        lambda: approve(
            point_id=draft.pk, episode=episode, words=WORDS, way=Way.FOR_ME, to=theo, team_seen=seen, by=cleo,
            at=timezone.now(), draft=draft,
        ),
        lambda: put_off(
            draft_id=draft.pk, episode=episode, words="Later", held=Held.NEVER, by=cleo, at=timezone.now(),
            draft=Draft.objects.get(pk=draft.pk),
        ),
    )  # fmt: skip

    assert Point.objects.count() + Draft.objects.count() == 1
    assert [type(one) for one in results if isinstance(one, Exception)] in ([], [AlreadyDecided])


def test_a_draft_of_one_client_is_not_found_through_another(world: World, otto: Actor) -> None:
    draft, theirs = a_draft(world), otto.member.episodes.get()

    for then in ("", "delete/"):
        otto.post(f"/e/{theirs.pk}/drafts/{draft.pk}/{then}", said(world))
    assert Draft.objects.get().words == WORDS
    assert otto.get(f"/e/{theirs.pk}/drafts/{draft.pk}/").status_code == 404


@pytest.mark.parametrize(("held", "decided"), [("", True), ("never", False), ("sometime", True)])
def test_the_database_keeps_no_half_decision(world: World, held: str, decided: bool) -> None:
    a_draft(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.update(held=held, decided_at=timezone.now() if decided else None)


def test_a_withdrawn_point_is_no_draft(world: World, cleo: Actor) -> None:
    point = a_point(world)
    cleo.post(point_url(point, world, "withdraw/"))

    assert draft_url(Draft(pk=point.pk, episode_id=point.episode_id)) not in text(cleo.get(list_url(world)))
