"""What a client said yes to: the words of the day, taking back, and what a helper may see of it."""

import hashlib
import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.care.actions import leave_team
from tandem.care.models import Episode
from tandem.consents import actions, texts
from tandem.consents.models import Consent, ConsentText, Explainer
from tandem.consents.queries import standings, states_of, yeses
from tandem.consents.rules import ConsentKind, Method, State
from tandem.record.models import Entry
from tandem.tenancy.at_once import at_once
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.consents import a_yes, a_yes_in_the_room, answer
from tests.parts.meetings import an_episode, text
from tests.together import together

OTHERS = ["otto", "tess", "pia", "eddy", "lead", "admin", "desk", "biller", "sam", "carl"]
JOINT, LIMITS, MEET = ConsentKind.JOINT_CARE, ConsentKind.LIMITS, ConsentKind.MEET_PEER


def url(world: World, kind: ConsentKind | None = None, then: str = "") -> str:
    """Return where Cleo reads what she said yes to, or one text."""
    return f"/e/{world.episode_id}/consents/" + (f"{kind.value}/{then}" if kind else "")


def hash_on(page: str, sha256: str) -> str:
    """Return the hash of the words as the page with this mark shows them: the heading before it, and its paragraphs."""
    before, after = page.split(f'data-consent="{sha256}">')
    heading = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", before)[-1]
    shown = [heading, *re.findall(r"<p>(.*?)</p>", after.split("</div>")[0])]
    words = "\n\n".join(html.unescape(one) for one in shown) + "\n"
    return hashlib.sha256(words.encode()).hexdigest()


def state_of(world: World, kind: ConsentKind) -> State | None:
    """Return how one kind stands."""
    return states_of(*at_once(yeses(an_episode(world))), timezone.now()).get(kind)


# The client in their own account --------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [kind for kind in ConsentKind if kind.value not in ("publicity", "aftercare_contact")]
)
def test_the_hash_that_is_kept_is_that_of_the_file_and_of_the_page(
    world: World, cleo: Actor, kind: ConsentKind
) -> None:
    page = text(cleo.get(url(world, kind)))
    assert cleo.post(url(world, kind), answer(kind)).status_code == 302

    kept = Consent.objects.get().text.sha256
    file = texts.FOLDER / f"{kind.value}.1.en.txt"
    assert kept == hashlib.sha256(file.read_bytes()).hexdigest() == hash_on(page, kept)
    assert hash_on(text(cleo.get(url(world))), kept) == kept  # and later on the page of what she said yes to


def test_not_now_keeps_nothing(world: World, cleo: Actor) -> None:
    before = Entry.objects.count()
    answered = cleo.client.post(url(world, JOINT), answer(JOINT, "no"), follow=True)

    assert "Nothing was kept." in text(answered)
    assert not Consent.objects.exists()
    assert not ConsentText.objects.exists()
    assert Entry.objects.count() == before


def test_the_same_form_sent_twice_is_one_yes_and_so_is_a_second_yes(world: World, cleo: Actor) -> None:
    form = answer(JOINT)
    for sent in (form, form, answer(JOINT)):
        assert cleo.post(url(world, JOINT), sent).status_code == 302

    assert Consent.objects.count() == 1
    assert Consent.objects.get().method == "on_screen"
    assert not Explainer.objects.exists()


def test_words_that_changed_meanwhile_are_shown_and_nothing_is_kept(
    world: World, cleo: Actor, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = answer(LIMITS)
    for path in texts.FOLDER.glob("*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "limits.2.en.txt").write_text("What we cannot keep\n\nNew words.\n")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    answered = cleo.post(url(world, LIMITS), form)

    assert answered.status_code == 422
    assert "These words have changed" in text(answered)
    assert "New words." in text(answered)
    assert not Consent.objects.exists()
    assert cleo.post(url(world, LIMITS), answer(LIMITS)).status_code == 302  # the new ones, read
    assert Consent.objects.get().text.version == 2


def test_a_yes_to_spanish_words_keeps_the_spanish_words(world: World, cleo: Actor) -> None:
    cleo.member.language = "es"
    cleo.member.save()
    spanish = texts.current(LIMITS, "es")
    page = text(cleo.get(url(world, LIMITS)))
    cleo.post(url(world, LIMITS), answer(LIMITS, seen=spanish.sha256))

    assert hash_on(page, spanish.sha256) == spanish.sha256 == Consent.objects.get().text.sha256


def test_taking_back_counts_from_the_next_request_and_twice_is_once(world: World, cleo: Actor) -> None:
    a_yes(world, JOINT)
    page = text(cleo.get(url(world)))
    assert "Take it back" in page
    assert "What was read can’t be unread. Nothing is taken out of your record." in page
    first, second = (cleo.client.post(url(world, JOINT, "back/"), follow=True) for _ in range(2))

    assert "You took it back." in text(first)
    assert "There was nothing to take back." in text(second)
    assert state_of(world, JOINT) is State.TAKEN_BACK
    assert [row.on for row in Consent.objects.order_by("at")] == [True, False]
    assert "Take it back" not in text(second)
    assert "Read it again" in text(second)


def test_a_yes_can_be_said_again_and_the_whole_history_stays(world: World, cleo: Actor) -> None:
    a_yes(world, JOINT)
    cleo.post(url(world, JOINT, "back/"))
    a_yes(world, JOINT)

    assert state_of(world, JOINT) is State.GIVEN
    assert text(cleo.get(url(world))).count("You said yes:") == 2


def test_a_yes_that_has_run_out_says_so(world: World, cleo: Actor) -> None:
    a_yes(world, MEET, at=timezone.now() - timedelta(days=32))

    page = text(cleo.get(url(world)))
    assert "This has ended by itself." in page
    assert "Take it back" not in page
    assert state_of(world, MEET) is State.ENDED
    a_yes(world, JOINT)
    assert state_of(world, MEET) is State.GIVEN  # working together followed
    assert "It led on to working together." in text(cleo.get(url(world)))


@pytest.mark.parametrize("kind", [ConsentKind.PUBLICITY, ConsentKind.AFTERCARE_CONTACT])
def test_some_things_are_never_asked_while_care_lasts(world: World, cleo: Actor, kind: ConsentKind) -> None:
    page = text(cleo.get(url(world, kind)))
    assert 'value="yes"' not in page
    assert "This is not asked now." in page
    assert cleo.post(url(world, kind), answer(kind)).status_code == 404
    assert not Consent.objects.exists()

    Episode.objects.filter(pk=world.episode_id).update(ended_at=timezone.now())
    assert cleo.post(url(world, kind), answer(kind)).status_code == 302
    assert cleo.post(url(world, JOINT), answer(JOINT)).status_code == 404


def test_taking_back_stays_open_after_the_end(world: World, cleo: Actor) -> None:
    a_yes(world, JOINT)
    Episode.objects.filter(pk=world.episode_id).update(ended_at=timezone.now())
    cleo.post(url(world, JOINT, "back/"))

    assert state_of(world, JOINT) is State.TAKEN_BACK


def test_a_kind_that_is_none_is_not_there(world: World, cleo: Actor) -> None:
    for path in ("nothing/", "nothing/back/"):
        assert cleo.post(url(world) + path, answer(JOINT)).status_code == 404


def test_nothing_said_is_no_wall_of_questions(world: World, cleo: Actor) -> None:
    page = text(cleo.get(url(world)))

    assert "Nothing yet. You are asked in person first." in page
    assert "Other things you may be asked one day" in page
    main = page.split("<main")[1].split("</main>")[0]
    assert "<button" not in main
    assert "<input" not in main


# Strangers and helpers ------------------------------------------------------------------------------


def test_nobody_else_says_yes_or_takes_back(world: World) -> None:
    a_yes(world, LIMITS)
    for name in ["theo", "priya", *OTHERS]:
        who = world.actor(name)
        assert who.get(url(world, JOINT)).status_code == 404
        assert who.post(url(world, JOINT), answer(JOINT)).status_code == 404
        assert who.post(url(world, LIMITS, "back/")).status_code == 404
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("name", OTHERS)
def test_strangers_read_nothing(world: World, name: str) -> None:
    assert world.actor(name).get(url(world)).status_code == 404


def test_a_helper_sees_what_is_in_force_with_its_day_and_who_explained_it(
    world: World, cleo: Actor, theo: Actor, priya: Actor
) -> None:
    a_yes_in_the_room(world, JOINT)
    a_yes(world, ConsentKind.STORY_RECEIVED)
    cleo.post(url(world, ConsentKind.STORY_RECEIVED, "back/"))
    for who in (theo, priya):
        page = text(who.get(url(world)))
        assert "Working together" in page
        assert "explained by Dr. Theo Sample and Priya Specimen" in page
        assert "story" not in page  # neither a taken-back yes nor that there was one


def test_a_helper_who_has_left_reads_nothing(world: World, theo: Actor) -> None:
    a_yes_in_the_room(world, JOINT)
    leave_team(episode=an_episode(world), member=theo.member, by=None, at=timezone.now())

    assert theo.get(url(world)).status_code == 404


def test_the_clients_page_reminds_quietly_and_never_after_a_taking_back(
    world: World, cleo: Actor, theo: Actor
) -> None:
    page = f"/e/{world.episode_id}/"
    assert "Not yet talked about: working together, what cannot be kept." in squeezed(theo.get(page))
    assert "Not yet talked about" not in squeezed(cleo.get(page))
    assert "Not yet talked about" not in squeezed(cleo.get("/today/"))

    a_yes_in_the_room(world, LIMITS)
    a_yes_in_the_room(world, JOINT)
    assert "Not yet talked about" not in squeezed(theo.get(page))
    cleo.post(url(world, JOINT, "back/"))
    assert "Not agreed now: working together." in squeezed(theo.get(page))
    assert "Not yet talked about" not in squeezed(theo.get(page))


def squeezed(response: Any) -> str:
    """Return a page's words without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text(response)))


# What the action refuses ----------------------------------------------------------------------------


def test_only_those_who_may_explain_a_kind_are_named_as_having_done_so(world: World) -> None:
    episode = an_episode(world)
    peer = [place for place in episode.team.all() if place.role == "peer"]
    for kind, who in ((MEET, peer), (JOINT, [])):
        with pytest.raises(actions.MayNotExplain):
            actions.say_yes(
                consent_id=uuid7(), episode=episode, kind=kind, seen=texts.current(kind, "en").sha256,
                method=Method.SPOKEN, explained_by=who, by=world.actor("theo").member, at=timezone.now(),
            )  # fmt: skip
    assert not Consent.objects.exists()


def test_rows_are_never_changed_and_say_nothing_of_the_person(world: World) -> None:
    a_yes_in_the_room(world, JOINT)
    for model in (Consent, ConsentText, Explainer):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    assert "Cleo" not in "".join(str(one) for one in Entry.objects.values_list("details", flat=True))


def test_two_who_say_yes_at_once_keep_one_and_yes_and_back_agree(real_world: World) -> None:
    episode = an_episode(real_world)

    def yes() -> bool:
        return actions.say_yes(
            consent_id=uuid7(), episode=episode, kind=JOINT, seen=texts.current(JOINT, "en").sha256,
            method=Method.ON_SCREEN, by=episode.client, at=timezone.now(),
        )  # fmt: skip

    def back() -> bool:
        return actions.take_back(episode=episode, kind=JOINT, by=episode.client, at=timezone.now())

    assert sorted(together(real_world.practice_id, yes, yes)) == [False, True]
    assert sorted(together(real_world.practice_id, back, back)) == [False, True]
    assert [one.state for one in standings(episode, timezone.now())] == [State.TAKEN_BACK]
    assert ConsentText.objects.count() == 1
