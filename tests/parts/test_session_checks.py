"""The client's check: three short steps, nothing lost on the way, kept once."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.models import Episode, Release
from tandem.record.models import Entry
from tandem.relays.models import Relay
from tandem.session_checks.models import SessionCheck
from tandem.session_checks.rules import Answers
from tests.cast import Actor, World
from tests.parts.meetings import (
    LINE,
    a_check,
    a_kept_meeting,
    an_episode,
    check_url,
    last_step,
    text,
)
from tests.together import together

LONG = "x" * 301


def heard_of_it() -> int:
    """Return how many were told of any check."""
    return Relay.objects.count() + Release.objects.count()


def test_the_steps_come_one_after_the_other_and_are_kept_at_the_end(
    cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    url = check_url(kept_meeting)
    assert 'name="heard"' in text(cleo.get(url))
    said = {"heard": "2"}
    for step, name, given in (
        ("heard", "honest", {"honest": "7"}),
        ("honest", "goals", {"goals": "8"}),
        ("goals", "off", {"off": "yes", "line": LINE, "takeaway": "Ring the library."}),
        ("off", "who", {}),
    ):
        page = text(cleo.post(url, {"step": step, **said}))
        assert f'name="{name}"' in page
        assert all(f'name="{kept}" value="{value}"' in page for kept, value in said.items())
        said |= given
    assert not SessionCheck.objects.exists()
    saved = cleo.post(url, last_step(theo.pk) | said)

    assert saved.status_code == 200
    check = SessionCheck.objects.get()
    assert (check.heard, check.honest, check.goals, check.way) == (2, 7, 8, None)
    assert (check.off, check.line, check.takeaway) == ("yes", LINE, "Ring the library.")
    assert "sees your answers" in text(saved)
    assert check_url(kept_meeting) not in text(cleo.get("/today/"))


def test_no_number_is_chosen_beforehand(cleo: Actor, kept_meeting: Appointment) -> None:
    assert "checked" not in text(cleo.get(check_url(kept_meeting)))


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"step": "heard"}, "heard", "Choose a number, or skip this one."),
        ({"step": "heard", "heard": "11"}, "heard", ""),
        ({"step": "heard", "heard": "x"}, "heard", ""),
        ({"step": "off", "heard": "2"}, "off", "Choose one, or skip this one."),
        ({"step": "off", "heard": "2", "off": "maybe"}, "off", ""),
        ({"step": "off", "heard": "2", "off": "yes", "line": LONG}, "line", "keep it to 300 letters"),
        ({"step": "who", "heard": "2", "off": "yes", "level": "word"}, "who", "Choose who may know"),
        ({"step": "who", "heard": "2", "off": "yes", "level": "all", "who": "nobody"}, "level", ""),
    ],
)
def test_what_is_missing_is_told_beside_its_field_and_the_rest_is_kept(
    cleo: Actor, kept_meeting: Appointment, sent: dict[str, str], field: str, sentence: str
) -> None:
    answer = cleo.post(check_url(kept_meeting), sent)
    page = text(answer)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert sentence in page
    if sent["step"] != "heard":
        assert 'name="heard" value="2"' in page
    if sent["step"] == "who":
        assert 'name="off" value="yes"' in page
    assert not SessionCheck.objects.exists()


def test_a_line_that_is_too_long_is_still_there_to_be_made_shorter(
    cleo: Actor, kept_meeting: Appointment
) -> None:
    page = text(
        cleo.post(check_url(kept_meeting), {"step": "off", "heard": "2", "off": "small", "line": LONG})
    )

    assert LONG in page
    assert 'value="small"' in page
    assert "checked" in page


def test_a_line_that_grew_too_long_on_the_way_is_not_lost_silently(
    cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    """A browser never sends this; whoever does loses nothing that was kept."""
    answer = cleo.post(check_url(kept_meeting), last_step(theo.pk, line=LONG))

    kept = SessionCheck.objects.first()
    assert answer.status_code == 422 or (kept is not None and kept.line == "")


def test_a_helper_of_somebody_else_cannot_be_chosen(
    cleo: Actor, tess: Actor, sam: Actor, kept_meeting: Appointment
) -> None:
    for who in (tess, sam):
        answer = cleo.post(check_url(kept_meeting), last_step(who.pk))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["who"]

    assert not SessionCheck.objects.exists()


@pytest.mark.parametrize(
    ("step", "back_at"), [("who", 'name="off"'), ("off", 'name="heard"'), ("heard", 'name="heard"')]
)
def test_going_back_keeps_every_answer(
    cleo: Actor, kept_meeting: Appointment, step: str, back_at: str
) -> None:
    said = {"heard": "2", "off": "yes", "line": LINE}
    page = text(cleo.post(check_url(kept_meeting), {"step": step, "go": "back", **said}))

    assert back_at in page
    assert LINE in page
    assert 'value="yes"' in page
    assert 'value="2"' in page
    assert not SessionCheck.objects.exists()


def test_answers_survive_going_back_and_forth(cleo: Actor, theo: Actor, kept_meeting: Appointment) -> None:
    url, said = check_url(kept_meeting), {"heard": "2", "off": "yes", "line": LINE}
    page = text(cleo.post(url, {"step": "off", "go": "back", **said}))
    assert f'name="line" value="{LINE}"' in page
    page = text(cleo.post(url, {"step": "heard", **said}))

    assert LINE in page
    assert 'name="heard" value="2"' in page


def test_a_question_can_be_skipped(cleo: Actor, theo: Actor, kept_meeting: Appointment) -> None:
    url = check_url(kept_meeting)
    after = text(cleo.post(url, {"step": "heard", "go": "skip", "heard": "2"}))
    assert 'name="honest"' in after
    assert 'name="heard"' not in after
    cleo.post(url, {"step": "who", "who": str(theo.pk), "level": "answers", "off": "small"})

    check = SessionCheck.objects.get()
    assert (check.heard, check.off, check.line) == (None, "small", "")


def test_who_skips_everything_is_done_and_nobody_is_told(
    cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    url = check_url(kept_meeting)
    cleo.post(url, {"step": "heard", "go": "skip"})
    saved = cleo.post(url, {"step": "off", "go": "skip"})

    assert "Nobody is told" in text(saved)
    check = SessionCheck.objects.get()
    assert (check.heard, check.off, check.line) == (None, "", "")
    assert heard_of_it() == 0
    for who in (theo, priya):
        assert f"/checks/{check.pk}/" not in text(who.get("/today/"))


def test_only_me_tells_nobody(cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment) -> None:
    saved = cleo.post(check_url(kept_meeting), last_step("nobody"))

    assert "Only you can see this." in text(saved)
    assert heard_of_it() == 0


def test_answered_twice_the_first_stands_and_the_second_is_told(
    cleo: Actor, theo: Actor, kept_meeting: Appointment
) -> None:
    url = check_url(kept_meeting)
    cleo.post(url, last_step(theo.pk))
    entries = Entry.objects.count()
    again, opened = cleo.post(url, last_step(theo.pk, heard="9", line="Another")), cleo.get(url)

    assert (again.status_code, opened.status_code) == (409, 409)
    assert "You already answered" in text(again)
    assert SessionCheck.objects.get().heard == 2
    assert Entry.objects.count() == entries


def test_two_at_once_keep_one_and_nothing_half(real_world: World) -> None:
    meeting, theo = a_kept_meeting(real_world), real_world.actor("theo")
    browsers = [real_world.actor("cleo") for _ in range(4)]
    for browser in browsers:
        browser.get("/today/")

    def send(number: int) -> int:
        return int(
            browsers[number].post(check_url(meeting), last_step(theo.pk, heard=str(number))).status_code
        )

    answers = together(real_world.practice_id, *[lambda n=n: send(n) for n in range(4)])

    assert sorted(answers) == [200, 409, 409, 409]
    assert SessionCheck.objects.count() == 1
    assert Relay.objects.count() == 1
    assert Release.objects.count() == 2
    assert Entry.objects.filter(event="SessionCheckSubmitted").count() == 1


# Which meetings are asked about ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["theo", "priya", "eddy", "tess", "pia", "otto", "lead", "admin", "sam", "carl"]
)
def test_nobody_answers_for_the_client(world: World, kept_meeting: Appointment, name: str) -> None:
    who = world.actor(name)

    assert who.get(check_url(kept_meeting)).status_code == 404
    assert who.post(check_url(kept_meeting), last_step("nobody")).status_code == 404
    assert who.post(check_url(kept_meeting).replace("/check/", "/later/")).status_code == 404
    assert not SessionCheck.objects.exists()


def test_a_meeting_of_another_client_cannot_be_answered(
    world: World, cleo: Actor, otto: Actor, kept_meeting: Appointment
) -> None:
    theirs = Episode.objects.get(client=otto.member)
    url = f"/e/{theirs.pk}/meetings/{kept_meeting.pk}/check/"

    assert otto.get(url).status_code == 404
    assert cleo.get(url).status_code == 404


def test_after_the_end_no_check_is_taken_and_the_client_is_told_kindly(
    cleo: Actor, kept_meeting: Appointment
) -> None:
    Episode.objects.filter(pk=kept_meeting.episode_id).update(ended_at=timezone.now())

    assert cleo.post(check_url(kept_meeting), last_step("nobody")).status_code == 403
    assert not SessionCheck.objects.exists()


def test_a_client_with_no_helpers_yet_is_told_so(wendy: Actor) -> None:
    assert "no helpers here yet" in text(wendy.get("/today/"))


def test_a_check_that_fails_half_way_leaves_nothing(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, cleo, theo = a_kept_meeting(real_world), real_world.actor("cleo"), real_world.actor("theo")
    entries = Entry.objects.count()
    cleo.client.raise_request_exception = False

    def broken(**kwargs: Any) -> None:
        raise ValueError

    with monkeypatch.context() as planted:
        planted.setattr("tandem.session_checks.actions.checks.deliver", broken)
        assert cleo.post(check_url(meeting), last_step(theo.pk)).status_code == 500

    assert (SessionCheck.objects.count(), heard_of_it(), Entry.objects.count()) == (0, 0, entries)
    assert cleo.post(check_url(meeting), last_step(theo.pk)).status_code == 200


def test_the_database_refuses_a_number_off_the_scale(world: World, kept_meeting: Appointment) -> None:
    for changed in ({"heard": 11}, {"heard": -1}, {"off": "maybe"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SessionCheck.objects.create(
                episode=an_episode(world), appointment=kept_meeting, member=an_episode(world).client,
                submitted_at=timezone.now(), **changed,
            )  # fmt: skip


def test_what_was_not_said_is_not_written(world: World, kept_meeting: Appointment) -> None:
    check = a_check(kept_meeting, to=[], said=Answers())

    assert SessionCheck.objects.get(pk=check.pk).heard is None
