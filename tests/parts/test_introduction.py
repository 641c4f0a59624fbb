"""Both helpers introduce themselves together; the client answers two texts on the same device."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tandem.care.actions import leave_team
from tandem.consents import texts
from tandem.consents.models import Consent, Explainer, Introduction, Present
from tandem.consents.rules import ConsentKind, Topic
from tandem.people.models import Member
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.consents import a_yes_in_the_room, an_introduction, answer
from tests.parts.meetings import an_episode, text
from tests.parts.test_consents import OTHERS, hash_on

JOINT, LIMITS, MEET = ConsentKind.JOINT_CARE, ConsentKind.LIMITS, ConsentKind.MEET_PEER


def url(world: World, introduction: Any = "", then: str = "") -> str:
    """Return where an introduction is kept, or a text of it is shown."""
    return f"/e/{world.episode_id}/introduction/" + (f"{introduction}/{then}/" if introduction else "")


def form(world: World, *present: str, **more: Any) -> dict[str, Any]:
    """Return the form of an introduction as the browser sends it."""
    there = [str(world.people[name][0]) for name in present or ("theo", "priya")]
    return {"topics": ["never", "who"], "present": there, "once": str(uuid7())} | more


def test_both_explain_together_and_the_client_says_yes_to_both(world: World, theo: Actor) -> None:
    page = text(theo.get(url(world)))
    assert page.count("checked") == 2  # both helpers, and no topic beforehand
    said = form(world)
    first = theo.client.post(url(world), said, follow=True)
    assert first.redirect_chain[-1][0] == url(world, said["once"], "joint_care")
    second = theo.client.post(url(world, said["once"], "joint_care"), answer(JOINT), follow=True)
    assert second.redirect_chain[-1][0] == url(world, said["once"], "limits")
    last = theo.client.post(url(world, said["once"], "limits"), answer(LIMITS), follow=True)

    assert "Please give the device back now." in text(last)
    kept = Introduction.objects.get()
    assert (kept.topics, kept.by_id) == ("who never", theo.pk)
    assert set(kept.present.values_list("member__name", flat=True)) == {"Dr. Theo Sample", "Priya Specimen"}
    for kind, shown in ((JOINT, first), (LIMITS, second)):
        row = Consent.objects.get(kind=kind.value)
        assert (row.on, row.method, row.by_id, row.ends_on) == (True, "in_person", theo.pk, None)
        assert row.text.sha256 == texts.current(kind, "en").sha256 == hash_on(text(shown), row.text.sha256)
        assert {one.member_id for one in row.explainers.all()} == set(
            kept.present.values_list("member", flat=True)
        )


def test_both_helpers_stand_at_equal_size_on_the_page(world: World, priya: Actor) -> None:
    page = text(priya.get(url(world)))
    team = page.split('aria-label="The team"')[1].split("</section>")[0]

    assert team.count('class="person"') == 2
    assert [name in team for name in ("Dr. Theo Sample", "Priya Specimen")] == [True, True]


def test_the_clients_pages_speak_the_clients_language_and_lead_nowhere_else(
    world: World, theo: Actor
) -> None:
    Member.objects.filter(pk=world.people["cleo"][0]).update(language="es")
    key = an_introduction(world)
    page = text(theo.get(url(world, key, "joint_care")))

    assert 'lang="es"' in page
    assert "Trabajar juntos" in page
    assert "<nav" not in page
    spanish = texts.current(JOINT, "es").sha256
    theo.post(url(world, key, "joint_care"), answer(JOINT, seen=spanish))
    assert Consent.objects.get().text.sha256 == spanish


def test_not_now_keeps_nothing_and_goes_on(world: World, theo: Actor) -> None:
    key = an_introduction(world)
    for kind, after in ((JOINT, "limits"), (LIMITS, "done")):
        answered = theo.post(url(world, key, kind.value), answer(kind, "no"))
        assert answered["Location"] == url(world, key, after)

    assert not Consent.objects.exists()


def test_sent_twice_is_once(world: World, theo: Actor) -> None:
    said, yes = form(world), answer(JOINT)
    for _ in range(2):
        theo.post(url(world), said)
        theo.post(url(world, said["once"], "joint_care"), yes)

    assert (Introduction.objects.count(), Consent.objects.count()) == (1, 1)
    assert (Present.objects.count(), Explainer.objects.count()) == (2, 2)


def test_words_that_are_no_longer_those_that_were_shown_are_shown_again(world: World, theo: Actor) -> None:
    key = an_introduction(world)
    answered = theo.post(url(world, key, "limits"), answer(LIMITS, seen="0" * 64))

    assert answered.status_code == 422
    assert "These words have changed" in text(answered)
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"topics": []}, "Tick what you talked about."),
        ({"present": []}, "Tick who was there."),
        ({"present": [str(uuid4())]}, "The team has changed."),
        ({"topics": ["nothing"]}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_told_and_what_was_ticked_stays(
    world: World, theo: Actor, more: dict[str, Any], told: str
) -> None:
    answered = theo.post(url(world), form(world) | more)

    assert answered.status_code == 422
    assert told in text(answered)
    assert "checked" in text(answered)
    assert not Introduction.objects.exists()


def test_a_helper_alone_is_the_only_one_who_explained(world: World, priya: Actor) -> None:
    said = form(world, "priya")
    priya.post(url(world), said)
    priya.post(url(world, said["once"], "joint_care"), answer(JOINT))

    assert [one.member_id for one in Consent.objects.get().explainers.all()] == [priya.pk]


def test_without_a_peer_there_is_no_working_together_to_ask_about(
    world: World, theo: Actor, priya: Actor
) -> None:
    leave_team(episode=an_episode(world), member=priya.member, by=None, at=timezone.now())
    said = form(world, "theo")
    answered = theo.post(url(world), said)

    assert answered["Location"] == url(world, said["once"], "limits")
    assert theo.get(url(world, said["once"], "joint_care")).status_code == 404
    page = text(theo.get(f"/e/{world.episode_id}/"))
    assert "what cannot be kept" in page
    assert "working together" not in page


def test_who_was_there_counts_for_that_day_only(world: World, theo: Actor) -> None:
    key = an_introduction(world, at=timezone.now() - timedelta(hours=13))
    answered = theo.client.post(url(world, key, "joint_care"), answer(JOINT), follow=True)

    assert "This introduction was on another day." in text(answered)
    assert not Consent.objects.exists()


@pytest.mark.parametrize("name", ["cleo", *OTHERS])
def test_strangers_and_the_client_keep_no_introduction(world: World, name: str) -> None:
    key, who = an_introduction(world), world.actor(name)
    for path in (url(world), url(world, key, "joint_care"), url(world, key, "done")):
        assert who.get(path).status_code == 404
    assert who.post(url(world), form(world)).status_code == 404
    assert who.post(url(world, key, "joint_care"), answer(JOINT)).status_code == 404
    assert (Introduction.objects.count(), Consent.objects.count()) == (1, 0)


def test_an_introduction_of_others_opens_nothing_here(world: World, theo: Actor) -> None:
    for then in ("joint_care", "done"):
        assert theo.get(url(world, uuid4(), then)).status_code == 404
    assert theo.get(url(world, an_introduction(world), "publicity")).status_code == 404


def test_every_topic_has_its_words(world: World, theo: Actor) -> None:
    page = text(theo.get(url(world)))

    assert all(f'value="{topic.value}"' in page for topic in Topic)
    assert "How to disagree with me" in page


# Meeting the peer once ------------------------------------------------------------------------------


def meet_url(world: World) -> str:
    """Return where a spoken yes is written down."""
    return f"/e/{world.episode_id}/meet-peer/"


def test_a_spoken_yes_to_meeting_the_peer_ends_in_a_month(world: World, theo: Actor) -> None:
    episode = f"/e/{world.episode_id}/"
    assert meet_url(world) in text(theo.get(episode))
    page = text(theo.get(meet_url(world)))
    assert "Cleo Example said yes to meeting Priya Specimen once" in page
    form = answer(MEET)
    for _ in range(2):
        assert theo.post(meet_url(world), form).status_code == 302

    row = Consent.objects.get()
    assert (row.kind, row.method, row.by_id) == ("meet_peer", "spoken", theo.pk)
    assert row.text.sha256 == hash_on(page, row.text.sha256)
    assert row.ends_on
    assert (row.ends_on - timezone.localdate(row.at)).days in (29, 30, 31)
    assert [one.member_id for one in row.explainers.all()] == [theo.pk]
    assert meet_url(world) not in text(theo.get(episode))


def test_who_works_together_already_is_not_asked_about_meeting_once(world: World, theo: Actor) -> None:
    a_yes_in_the_room(world, JOINT)

    assert meet_url(world) not in text(theo.get(f"/e/{world.episode_id}/"))


@pytest.mark.parametrize("name", ["cleo", "priya", *OTHERS])
def test_only_the_therapist_writes_a_spoken_yes_down(world: World, name: str) -> None:
    who = world.actor(name)

    assert who.get(meet_url(world)).status_code == 404
    assert who.post(meet_url(world), answer(MEET)).status_code == 404
    assert not Consent.objects.exists()
    assert meet_url(world) not in text(who.get(f"/e/{world.episode_id}/"))


def test_words_changed_since_they_were_read_out_are_read_out_again(world: World, theo: Actor) -> None:
    answered = theo.post(meet_url(world), answer(MEET, seen=""))

    assert answered.status_code == 422
    assert "These words have changed" in text(answered)
    assert not Consent.objects.exists()
