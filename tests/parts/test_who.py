"""Who can see this? And the client shows or hides one thing at a time."""

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.actions import release
from tandem.care.models import Episode
from tandem.goals.actions import propose_goal
from tandem.permissions.rules import Kind
from tests.cast import Actor, World
from tests.parts.meetings import a_check, read_url, text

SECRET = "Sleep through the night"


def test_the_client_shows_a_check_and_hides_it_again_one_helper_at_a_time(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[theo.member])
    who, show = f"/e/{episode.pk}/checks/{check.pk}/who/", f"/e/{episode.pk}/checks/{check.pk}/show/"
    assert priya.get(read_url(check)).status_code == 404
    cleo.post(show, {"to": str(priya.pk), "set": "word"})
    assert "2 of 10" not in text(priya.get(read_url(check)))
    assert "Cleo" in text(priya.get("/today/"))
    cleo.post(show, {"to": str(priya.pk), "set": "answers"})
    assert "2 of 10" in text(priya.get(read_url(check)))
    cleo.post(show, {"to": str(theo.pk), "set": "nothing"})
    assert theo.get(read_url(check)).status_code == 404
    page = text(cleo.get(who))
    assert page.count("Can see this.") == page.count("Can’t see this.") == 1
    assert "You showed it to them." in page
    assert "You have not shown it to them." in page


@pytest.mark.parametrize(("to", "level"), [("", "word"), ("x", "word"), ("otto", "word"), ("theo", "all")])
def test_a_show_that_makes_no_sense_is_not_there(
    world: World, cleo: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment, to: str, level: str
) -> None:
    check = a_check(kept_meeting, to=[])
    key = str(world.people[to][0]) if to in world.people else to
    answer = cleo.post(f"/e/{episode.pk}/checks/{check.pk}/show/", {"to": key, "set": level})
    assert answer.status_code == 404
    assert theo.get(read_url(check)).status_code == 404


def test_who_sees_a_goal_follows_the_choice_and_the_goal(cleo: Actor, priya: Actor, episode: Episode) -> None:
    goal = propose_goal(episode=episode, wording=SECRET, by=cleo.member, at=timezone.now())
    who = f"/e/{episode.pk}/goals/{goal.pk}/who/"
    assert text(cleo.get(who)).count("Can see this.") == 2
    release(
        episode=episode, kinds=[Kind.GOAL], object_id=goal.pk, to=[priya.member], on=False, by=cleo.pk,
        at=timezone.now(),
    )  # fmt: skip
    assert text(cleo.get(who)).count("Can see this.") == 1
    assert "Program lead" in text(cleo.get(who))


def test_what_was_closed_again_is_not_called_open_on_the_clients_today(
    cleo: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[theo.member])
    assert "Dr. Theo Sample can see this. Not read yet." in text(cleo.get("/today/"))
    cleo.post(f"/e/{episode.pk}/checks/{check.pk}/show/", {"to": str(theo.pk), "set": "nothing"})
    page = text(cleo.get("/today/"))
    assert "Dr. Theo Sample can’t see this now." in page
    assert "Dr. Theo Sample can see this." not in page
