"""The loop from a meeting to a helper's Today, through the web client."""

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tests.cast import Actor


def test_a_check_sent_to_the_therapist_stands_on_their_today(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    url = f"/e/{episode.pk}/meetings/{kept_meeting.pk}/check/"
    said = {"heard": "4", "off": "small", "line": "I lost the thread."}

    cleo.post(url, {"step": "heard", "heard": "4"})
    cleo.post(url, {"step": "off", **said})
    saved = cleo.post(url, {"step": "who", "who": str(theo.pk), "level": "answers", **said})

    assert saved.status_code == 200
    assert "I lost the thread." in theo.get("/today/").content.decode()
    assert "I lost the thread." not in priya.get("/today/").content.decode()
    assert "Not read yet" in cleo.get("/today/").content.decode()


def test_an_open_today_hears_that_something_came_but_not_from_whom(
    cleo: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    assert theo.get("/today/news/?seen=0").status_code == 204

    url = f"/e/{episode.pk}/meetings/{kept_meeting.pk}/check/"
    cleo.post(url, {"step": "who", "who": str(theo.pk), "level": "word", "off": "small"})

    told = theo.get("/today/news/?seen=0")
    assert told.status_code == 200
    assert "Cleo" not in told.content.decode()
    assert theo.get("/today/news/?seen=1").status_code == 204
