"""What a peer may explain without asking again: only under a topic that the client opened, and that is still open."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.appointments.rules import MeetingKind
from tandem.care.actions import join_team, leave_team
from tandem.permissions.rules import Role
from tandem.record.models import Entry
from tandem.relays.actions import TopicClosed, choose_topics, close_topic, explain
from tandem.relays.models import Draft, Explanation, Relay, StandingYes
from tandem.relays.queries import newest_yes
from tandem.relays.rules import STANDS_FOR, Topic
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.meetings import a_kept_meeting, an_episode, text
from tests.parts.points import list_url
from tests.together import together

LINE = "At home nobody says no to an elder."
OTHERS = ("eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller", "on_call")


def url(world: World, then: str = "") -> str:
    return f"/e/{world.episode_id}/topics/{then}"


def opened(world: World, *topics: Topic, at: Any = None) -> None:
    """Let Cleo open these topics and close the others."""
    episode = an_episode(world)
    seen, by = newest_yes(episode), episode.client
    choose_topics(episode=episode, topics=topics, seen=seen, by=by, at=at or timezone.now())


def line(topic: Topic = Topic.PACE, words: str = LINE) -> dict[str, str]:
    """Return the peer's form as the browser sends it."""
    return {"topic": topic.value, "words": words, "once": str(uuid7())}


def is_open(world: World, who: Actor, topic: str = "Pace and style") -> bool:
    return f"{topic}: open" in text(who.get(url(world)))


# --- The client opens and closes ---


def test_nothing_is_ticked_beforehand_and_there_are_four_topics(world: World, cleo: Actor) -> None:
    page = text(cleo.get(url(world)))

    assert "checked" not in page
    assert page.count('type="checkbox"') == len(Topic) == 4
    assert "Priya Specimen may tell Dr. Theo Sample" in page


def test_what_is_ticked_is_open_and_the_rest_is_closed(world: World, cleo: Actor, priya: Actor) -> None:
    cleo.post(url(world, "choose/"), {"topics": ["pace", "words"]})
    assert is_open(world, priya)
    seen = str(newest_yes(an_episode(world)))
    cleo.post(url(world, "choose/"), {"topics": ["words"], "seen": seen})
    assert not is_open(world, priya)
    assert is_open(world, priya, "Words and culture")


def test_no_other_topic_can_be_opened(world: World, cleo: Actor) -> None:
    assert cleo.post(url(world, "choose/"), {"topics": ["complaints"]}).status_code == 422
    assert cleo.post(url(world, "close/"), {"topic": "ratings"}).status_code == 404
    assert not StandingYes.objects.exists()


def test_only_the_client_opens_or_closes(world: World, theo: Actor, priya: Actor) -> None:
    for who in (theo, priya, *(world.actor(name) for name in OTHERS)):
        assert who.post(url(world, "choose/"), {"topics": ["pace"]}).status_code == 404
        assert who.post(url(world, "close/"), {"topic": "pace"}).status_code == 404
    assert not StandingYes.objects.exists()
    for who in (theo, priya):
        page = text(who.get(url(world)))
        assert "topics/choose" not in page
        assert "Pace and style: closed" in page


def test_helpers_see_only_whether_it_is_open(world: World, theo: Actor, priya: Actor) -> None:
    opened(world, Topic.PACE)
    opened(world)
    for who in (theo, priya):
        page = text(who.get(url(world)))
        assert "ended" not in page
        assert "more meeting" not in page
    assert "textarea" not in text(theo.get(url(world)))


def test_a_second_tab_does_not_open_what_the_first_one_closed(world: World, cleo: Actor) -> None:
    opened(world, Topic.PACE, Topic.WORDS)
    seen = str(newest_yes(an_episode(world)))
    cleo.post(url(world, "choose/"), {"topics": ["words"], "seen": seen})
    answer = cleo.post(url(world, "choose/"), {"topics": ["pace", "words"], "seen": seen})

    assert answer.status_code == 422
    assert "changed this on another page" in text(answer)
    assert text(answer).count(" checked") == 1
    assert cleo.post(url(world, "choose/"), {"topics": ["words"], "seen": seen}).status_code == 302


# --- When it ends ---


def test_four_kept_meetings_with_the_peer_end_it_and_ticking_it_again_renews_it(
    world: World, cleo: Actor, priya: Actor
) -> None:
    opened(world, Topic.PACE, at=timezone.now() - timedelta(days=9))
    a_kept_meeting(world, hours_ago=1)  # with the therapist: it does not count
    for number in range(STANDS_FOR):
        assert is_open(world, priya), number
        a_kept_meeting(world, hours_ago=30 - number, kind=MeetingKind.PEER)
    assert not is_open(world, priya)
    assert priya.post(url(world, "explain/"), line()).status_code == 422
    page = text(cleo.get(url(world)))
    assert "This has ended." in page
    assert "checked" not in page
    opened(world, Topic.PACE)
    assert is_open(world, priya)
    assert "Open for 4 more meetings." in text(cleo.get(url(world)))


def test_a_helper_who_joins_later_ends_it(world: World, cleo: Actor, priya: Actor, tess: Actor) -> None:
    opened(world, Topic.PACE)
    join_team(episode=an_episode(world), member=tess.member, role=Role.THERAPIST, by=None, at=timezone.now())
    assert not is_open(world, priya)
    assert priya.post(url(world, "explain/"), line()).status_code == 422
    assert not Relay.objects.filter(to=tess.pk).exists()


# --- A peer explains ---


def test_the_therapist_reads_it_until_they_say_so(
    world: World, cleo: Actor, priya: Actor, theo: Actor
) -> None:
    opened(world, Topic.PACE)
    assert priya.post(url(world, "explain/"), line()).status_code == 302
    page = text(theo.get("/today/"))
    assert LINE in page
    assert "Pace and style" in page
    assert LINE not in text(priya.get("/today/"))
    relay = Relay.objects.get(kind="explained")
    assert theo.post(f"/e/{world.episode_id}/lines/{relay.pk}/read/").status_code == 302
    assert LINE not in text(theo.get("/today/"))
    assert "It was read." in text(cleo.get("/today/"))


def test_the_client_reads_it_at_once_in_both_places(world: World, cleo: Actor, priya: Actor) -> None:
    opened(world, Topic.PACE)
    priya.post(url(world, "explain/"), line())
    for page in (text(cleo.get("/today/")), text(cleo.get(list_url(world)))):
        assert LINE in page
        assert "Priya Specimen told Dr. Theo Sample" in page
        assert "Close this topic" in page


def test_closing_takes_back_what_was_not_read(world: World, cleo: Actor, priya: Actor, theo: Actor) -> None:
    opened(world, Topic.PACE, Topic.WORDS)
    for topic, words in ((Topic.PACE, "Slower."), (Topic.PACE, "Softer."), (Topic.WORDS, "In Spanish.")):
        priya.post(url(world, "explain/"), line(topic, words))
    relay = Relay.objects.filter(kind="explained").order_by("sent_at")[0]
    theo.post(f"/e/{world.episode_id}/lines/{relay.pk}/read/")
    stale = Relay.objects.filter(kind="explained").order_by("sent_at")[1]
    cleo.post(url(world, "close/"), {"topic": "pace"})

    page = text(theo.get("/today/"))
    assert "Softer." not in page
    assert "In Spanish." in page
    assert theo.post(f"/e/{world.episode_id}/lines/{stale.pk}/read/").status_code == 404
    assert "You took this back before it was read." in text(cleo.get(list_url(world)))


def test_a_topic_just_closed_is_told_in_plain_words_with_every_letter_kept(
    world: World, cleo: Actor, priya: Actor
) -> None:
    opened(world, Topic.PACE, Topic.WORDS)
    priya.get(url(world))
    cleo.post(url(world, "close/"), {"topic": "pace"})
    answer = priya.post(url(world, "explain/"), line())

    assert answer.status_code == 422
    page = text(answer)
    assert "This topic is closed now. Nothing was sent." in page
    assert LINE in page
    assert "Write it down with Cleo Example instead" in page
    assert not Explanation.objects.exists()
    draft = priya.post(f"/e/{world.episode_id}/drafts/new/", line() | {"go": "on"})
    assert (draft.status_code, LINE in text(draft)) == (200, True)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("words", ["", "x" * 10_000])
def test_a_line_of_no_or_too_many_letters_comes_back_whole(world: World, priya: Actor, words: str) -> None:
    opened(world, Topic.PACE)
    answer = priya.post(url(world, "explain/"), line(words=words))

    assert answer.status_code == 422
    assert words in text(answer)
    assert not Explanation.objects.exists()


def test_the_same_form_sent_twice_explains_once(world: World, priya: Actor) -> None:
    opened(world, Topic.PACE)
    form = line()
    for _ in range(2):
        assert priya.post(url(world, "explain/"), form).status_code == 302
    again = priya.post(url(world, "explain/"), form | {"words": "Something new."})
    assert again.status_code == 422
    assert "Something new." in text(again)
    assert Explanation.objects.count() == 1


def test_nobody_else_explains_or_reads(world: World, theo: Actor, cleo: Actor) -> None:
    opened(world, Topic.PACE)
    for who in (theo, cleo, *(world.actor(name) for name in OTHERS)):
        assert who.post(url(world, "explain/"), line()).status_code == 404
    assert not Explanation.objects.exists()


def test_a_therapist_who_has_left_reads_nothing(world: World, priya: Actor, theo: Actor) -> None:
    opened(world, Topic.PACE)
    priya.post(url(world, "explain/"), line())
    leave_team(episode=an_episode(world), member=theo.member, by=None, at=timezone.now())
    assert LINE not in text(theo.get("/today/"))
    answer = priya.post(url(world, "explain/"), line())
    assert answer.status_code == 422
    assert "There is no therapist" in text(answer)


def test_the_words_are_sealed_and_nobody_changes_them(world: World, priya: Actor) -> None:
    opened(world, Topic.PACE)
    priya.post(url(world, "explain/"), line())
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM relays_explanation")
        assert LINE not in str(cursor.fetchall())
    for model in (Explanation, StandingYes):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(at=timezone.now())
    assert LINE not in "".join(str(one) for one in Entry.objects.values_list("details", flat=True))


def test_whoever_closes_and_whoever_explains_at_once_agree(real_world: World) -> None:
    opened(real_world, Topic.PACE)
    episode, priya = an_episode(real_world), real_world.actor("priya").member
    told, closed = together(
        real_world.practice_id,
        lambda: explain(
            explanation_id=uuid7(), episode=episode, topic=Topic.PACE, words=LINE, by=priya, at=timezone.now()
        ),
        lambda: close_topic(episode=episode, topic=Topic.PACE, by=episode.client, at=timezone.now()),
    )

    assert closed is None
    assert told is None or isinstance(told, TopicClosed)
    assert LINE not in text(real_world.actor("theo").get("/today/"))
    assert Explanation.objects.count() == (told is None)
