"""Every audience by every depth: who reads what on Today and on the check's own page."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.actions import release
from tandem.care.models import Episode
from tandem.permissions.rules import Kind
from tandem.relays.actions import AlreadyAcknowledged, acknowledge
from tandem.relays.models import Relay
from tandem.session_checks.models import SessionCheck
from tandem.session_checks.rules import Answers, Level
from tests.cast import Actor, World
from tests.parts.meetings import (
    LINE,
    NUMBER,
    a_check,
    check_url,
    last_step,
    read_url,
    reply_url,
    text,
)

OTHERS = ("eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller", "on_call")
CHOICE = "Something was unsaid, unclear or wrong"


@dataclass(frozen=True)
class Choice:
    """Whom the client chose, and how deep they may see."""

    who: str
    level: str

    @property
    def chosen(self) -> set[str]:
        """Return the helpers who were chosen."""
        return {"only me": set(), "both": {"theo", "priya"}}.get(self.who, {self.who})

    def sent_by(self, world: World) -> dict[str, str]:
        """Return the check's last step as the browser sends it."""
        value = {"only me": "nobody", "both": "everybody"}.get(self.who)
        return last_step(value or world.people[self.who][0], self.level)


CHOICES = [
    Choice(who, level) for who in ("only me", "theo", "priya", "both") for level in ("word", "answers")
]


@pytest.fixture(params=CHOICES, ids=lambda choice: f"{choice.who}-{choice.level}")
def choice(request: pytest.FixtureRequest) -> Choice:
    """Each of the choices in turn."""
    chosen: Choice = request.param
    return chosen


@pytest.fixture
def check(world: World, cleo: Actor, kept_meeting: Appointment, choice: Choice) -> SessionCheck:
    """A check in which something was off, sent as the client chose."""
    assert cleo.post(check_url(kept_meeting), choice.sent_by(world)).status_code == 200
    return SessionCheck.objects.get()


def test_today_shows_each_helper_as_much_as_the_client_chose(
    world: World, check: SessionCheck, choice: Choice
) -> None:
    for name in ("theo", "priya"):
        page = text(world.actor(name).get("/today/"))
        assert (read_url(check) in page) is (name in choice.chosen)
        assert (LINE in page) is (name in choice.chosen and choice.level == "answers")
        assert NUMBER not in page


def test_the_checks_page_shows_each_helper_as_much_as_the_client_chose(
    world: World, check: SessionCheck, choice: Choice
) -> None:
    for name in ("theo", "priya"):
        answer = world.actor(name).get(read_url(check))
        deep = name in choice.chosen and choice.level == "answers"

        assert answer.status_code == (200 if name in choice.chosen else 404)
        assert [shown in text(answer) for shown in (NUMBER, LINE, CHOICE)] == [deep] * 3
        assert ("Worth a talk" in text(answer)) is (name in choice.chosen)


def test_no_number_and_no_line_hides_anywhere_in_a_word(
    world: World, check: SessionCheck, choice: Choice
) -> None:
    if choice.level == "word":
        for name in choice.chosen:
            for page in ("/today/", read_url(check), "/clients/", f"/e/{check.episode_id}/"):
                body = text(world.actor(name).get(page)).replace(str(check.pk), "")
                assert "of 10" not in body
                assert "thread" not in body
                assert 'value="yes"' not in body


def test_the_client_reads_everything_they_said(world: World, cleo: Actor, check: SessionCheck) -> None:
    page = text(cleo.get(read_url(check)))

    assert [shown in page for shown in (NUMBER, LINE, CHOICE)] == [True] * 3


def test_the_client_sees_whom_it_went_to(
    world: World, cleo: Actor, check: SessionCheck, choice: Choice
) -> None:
    page = text(cleo.get("/today/"))
    names = {"theo": "Dr. Theo Sample", "priya": "Priya Specimen"}

    assert {key for key, name in names.items() if name in page.split("<main", 1)[-1]} == choice.chosen


def test_only_the_chosen_can_answer_it(world: World, check: SessionCheck, choice: Choice) -> None:
    for name in ("theo", "priya"):
        answer = world.actor(name).post(reply_url(check), {"reply": ""})
        assert answer.status_code == (302 if name in choice.chosen else 404)


# What comes of it --------------------------------------------------------------------------------------


@pytest.fixture
def sent(kept_meeting: Appointment, theo: Actor) -> SessionCheck:
    """A check that went to Theo with its answers."""
    return a_check(kept_meeting, to=[theo.member])


def test_all_well_stands_below_what_needs_a_talk(
    world: World, theo: Actor, kept_meeting: Appointment
) -> None:
    a_check(kept_meeting, to=[theo.member], level=Level.WORD, said=Answers(9, "no", ""))
    page = text(theo.get("/today/"))

    assert "Good to know" in page
    assert "would like to talk about" not in page


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_sees_any_of_it(world: World, kept_meeting: Appointment, name: str) -> None:
    helpers, who = [world.actor("theo").member, world.actor("priya").member], world.actor(name)
    check = a_check(kept_meeting, to=helpers)

    assert who.get(read_url(check)).status_code == 404
    assert who.post(reply_url(check), {"reply": "Hello"}).status_code == 404
    today = text(who.get("/today/"))
    assert not [shown for shown in (LINE, NUMBER, str(check.pk)) if shown in today]
    assert not Relay.objects.exclude(acknowledged_at=None).exists()


def test_a_reply_stands_on_the_clients_today(cleo: Actor, theo: Actor, sent: SessionCheck) -> None:
    assert "Not read yet" in text(cleo.get("/today/"))
    theo.post(reply_url(sent), {"reply": "Thank you. I bring it up on Friday."})

    page = text(cleo.get("/today/"))
    assert "Thank you. I bring it up on Friday." in page
    assert "Not read yet" not in page
    assert read_url(sent) not in text(theo.get("/today/"))


def test_of_two_answers_the_first_stands(cleo: Actor, theo: Actor, sent: SessionCheck) -> None:
    theo.post(reply_url(sent), {"reply": "First"})
    second = theo.post(reply_url(sent), {"reply": "Second"}, follow=True)

    assert "Your first answer stands." in text(second)
    page = text(cleo.get("/today/"))
    assert "First" in page
    assert "Second" not in page
    with pytest.raises(AlreadyAcknowledged):
        acknowledge(relay=Relay.objects.get(), reply="Third", by=theo.member, at=timezone.now())


def test_a_reply_that_is_too_long_is_still_there_to_be_made_shorter(theo: Actor, sent: SessionCheck) -> None:
    answer = theo.post(reply_url(sent), {"reply": "y" * 301})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reply"]
    assert "y" * 301 in text(answer)
    assert Relay.objects.get().acknowledged_at is None


def test_the_peer_sees_no_reply_to_what_went_to_the_therapist(
    priya: Actor, theo: Actor, sent: SessionCheck
) -> None:
    theo.post(reply_url(sent), {"reply": "Only for Cleo"})

    for page in ("/today/", f"/e/{sent.episode_id}/"):
        assert "Only for Cleo" not in text(priya.get(page))


def take_back(check: SessionCheck, who: Actor, cleo: Actor, *kinds: Kind) -> None:
    """Let the client close what they had opened."""
    release(
        episode=check.episode, kinds=kinds, object_id=check.pk, to=[who.member], on=False, by=cleo.pk,
        at=timezone.now(),
    )  # fmt: skip


def test_what_is_taken_back_is_gone_from_the_next_request_on(
    cleo: Actor, theo: Actor, sent: SessionCheck
) -> None:
    assert theo.get(read_url(sent)).status_code == 200
    take_back(sent, theo, cleo, Kind.CHECK_WORD, Kind.CHECK_ANSWERS)

    assert theo.get(read_url(sent)).status_code == 404
    assert theo.post(reply_url(sent), {"reply": "Late"}).status_code == 404
    today = text(theo.get("/today/"))
    assert LINE not in today
    assert read_url(sent) not in today
    assert theo.get("/today/news/?seen=0").status_code == 204


def test_answers_taken_back_leave_the_word(cleo: Actor, theo: Actor, sent: SessionCheck) -> None:
    take_back(sent, theo, cleo, Kind.CHECK_ANSWERS)
    page, today = text(theo.get(read_url(sent))), text(theo.get("/today/"))

    assert "Worth a talk" in page
    assert read_url(sent) in today
    for shown in (NUMBER, LINE, CHOICE):
        assert shown not in page
        assert shown not in today


def test_taking_back_from_one_helper_leaves_the_other(
    cleo: Actor, theo: Actor, priya: Actor, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[theo.member, priya.member])
    take_back(check, theo, cleo, Kind.CHECK_WORD, Kind.CHECK_ANSWERS)

    assert theo.get(read_url(check)).status_code == 404
    assert NUMBER in text(priya.get(read_url(check)))


def test_a_check_of_one_episode_is_not_found_through_another(
    otto: Actor, theo: Actor, sent: SessionCheck
) -> None:
    theirs = Episode.objects.get(client=otto.member)

    assert otto.get(f"/e/{theirs.pk}/checks/{sent.pk}/").status_code == 404
    assert theo.get(f"/e/{theirs.pk}/checks/{sent.pk}/").status_code == 404


def test_after_the_end_nothing_stands_on_today(theo: Actor, sent: SessionCheck) -> None:
    Episode.objects.filter(pk=sent.episode_id).update(ended_at=timezone.now() + timedelta(seconds=1))

    assert LINE not in text(theo.get("/today/"))
