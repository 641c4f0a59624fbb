"""A meeting is booked when it can be held; how it went is said once it began, and can be put right."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.appointments.actions import NotYet, book, note_outcome
from tandem.appointments.models import Appointment, Outcome
from tandem.appointments.queries import one
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import add_holiday, leave_team, open_episode, set_week
from tandem.care.models import CoverHours, Episode
from tandem.care.rules import Hours
from tandem.record.models import Entry
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import an_episode, text
from tests.together import together

DAY = date(2027, 3, 1)  # a Monday


def book_url(episode: Episode) -> str:
    """Return where a meeting is booked."""
    return f"/e/{episode.pk}/appointments/book/"


def meeting_url(meeting: Appointment) -> str:
    """Return where somebody says how a meeting went."""
    return f"/e/{meeting.episode_id}/appointments/{meeting.pk}/"


def asked(**changed: Any) -> dict[str, Any]:
    """Return the booking form: therapy on Monday at ten."""
    data = {"kind": "therapy", "on": DAY.isoformat(), "start": "10:00", "minutes": "50", "place": "Room 2"}
    return data | changed


@pytest.fixture
def meeting(episode: Episode, theo: Actor) -> Appointment:
    """A meeting of this morning, of which nobody has said how it went."""
    at = timezone.now() - timedelta(hours=3)
    return a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=theo.member)


# Booking -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "kind", "there"),
    [("theo", "therapy", {"theo"}), ("priya", "peer", {"priya"}), ("priya", "joint", {"theo", "priya"})],
)
def test_a_helper_books_and_those_who_will_be_there_see_it(
    world: World, episode: Episode, who: str, kind: str, there: set[str]
) -> None:
    assert world.actor(who).post(book_url(episode), asked(kind=kind)).status_code == 302

    made = Appointment.objects.get()
    people = {person.pk for person in (made.therapist, made.peer) if person}
    assert people == {world.people[name][0] for name in there}
    assert made.starts_at == datetime(2027, 3, 1, 15, tzinfo=UTC)
    assert (made.wall_time, made.zone) == ("2027-03-01T10:00", "America/New_York")
    for actor in ("cleo", "theo", "priya"):
        shown = "Room 2" in text(world.actor(actor).get(f"/e/{episode.pk}/"))
        assert shown is (actor == "cleo" or actor in there)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"minutes": "-50"}, "minutes"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "55"}, "minutes"),
        ({"on": "2027-02-30"}, "on"),
        ({"on": ""}, "on"),
        ({"start": "25:00"}, "start"),
        ({"kind": "party"}, "kind"),
        ({"place": "x" * 201}, "place"),
    ],
)
def test_what_cannot_be_a_meeting_is_told_beside_its_field(
    theo: Actor, episode: Episode, changed: dict[str, str], field: str
) -> None:
    answer = theo.post(book_url(episode), asked(**changed))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert changed.get("place", "Room 2") in text(answer)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"on": "2027-03-02"}, "on", "closed on that day. Please"),
        ({"on": "2027-03-06"}, "on", "closed on that day of the week"),
        ({"start": "08:30"}, "start", "not open for all of that time"),
        ({"start": "16:30"}, "start", "not open for all of that time"),
        ({"kind": "peer"}, "start", "No clinician covers that time"),
    ],
)
def test_when_the_practice_is_closed_or_uncovered_a_sentence_says_so(
    theo: Actor, episode: Episode, changed: dict[str, str], field: str, sentence: str
) -> None:
    at = timezone.now()
    set_week(week={day: Hours(time(9), time(17)) for day in range(5)}, by=None, at=at)
    add_holiday(on=date(2027, 3, 2), name="Rest", by=None, at=at)
    CoverHours.objects.all().delete()
    answer = theo.post(book_url(episode), asked(**changed))

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert "Room 2" in text(answer)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("on", "start", "hour"),
    [("2027-03-14", "01:30", 6), ("2027-03-14", "03:00", 7), ("2027-11-07", "01:30", 5), ("2027-11-07", "02:30", 7)],
)  # fmt: skip
def test_on_the_nights_the_clocks_change_the_agreed_time_stands(
    theo: Actor, episode: Episode, on: str, start: str, hour: int
) -> None:
    assert theo.post(book_url(episode), asked(on=on, start=start)).status_code == 302

    assert Appointment.objects.get().starts_at.hour == hour
    assert start in Appointment.objects.get().wall_time


def test_a_time_that_the_clocks_jump_over_is_told(theo: Actor, episode: Episode) -> None:
    answer = theo.post(book_url(episode), asked(on="2027-03-14", start="02:30"))

    assert answer.status_code == 422
    assert "does not exist" in answer.context["form"].errors["start"][0]


@pytest.mark.parametrize(
    ("start", "status"), [("10:00", 422), ("10:49", 422), ("09:11", 422), ("10:50", 302)]
)
def test_nobody_is_in_two_meetings_at_once(theo: Actor, episode: Episode, start: str, status: int) -> None:
    theo.post(book_url(episode), asked())
    answer = theo.post(book_url(episode), asked(start=start))

    assert answer.status_code == status
    if status == 422:
        assert "already has a meeting" in answer.context["form"].errors["start"][0]


def test_the_time_of_a_cancelled_meeting_is_free_again(theo: Actor, priya: Actor, episode: Episode) -> None:
    theo.post(book_url(episode), asked())
    theo.post(meeting_url(Appointment.objects.get()), {"outcome": "cancelled"})

    assert priya.post(book_url(episode), asked(kind="peer")).status_code == 302


def test_a_cancelled_meeting_can_be_booked_again_at_the_same_time(theo: Actor, episode: Episode) -> None:
    theo.post(book_url(episode), asked())
    theo.post(meeting_url(Appointment.objects.get()), {"outcome": "cancelled"})

    assert theo.post(book_url(episode), asked()).status_code == 302


def test_two_who_book_the_same_helper_at_once_get_one_meeting(real_world: World) -> None:
    theo, wendy = real_world.actor("theo").member, real_world.actor("wendy").member
    at = timezone.now()
    episodes = [an_episode(real_world), open_episode(client=wendy, therapist=theo, peer=None, by=None, at=at)]

    def booking(episode: Episode) -> Any:
        return book(
            episode=episode, kind=MeetingKind.THERAPY, therapist=theo, peer=None, wall=datetime(2027, 3, 1, 10),
            minutes=50, place="", by=theo, at=at,
        )  # fmt: skip

    answers = together(real_world.practice_id, *[lambda e=e: booking(e) for e in episodes * 2])

    assert sorted(type(answer).__name__ for answer in answers) == ["Appointment", *["Taken"] * 3]
    assert Appointment.objects.count() == 1


def test_a_team_without_a_peer_offers_no_peer_meeting(theo: Actor, priya: Actor, episode: Episode) -> None:
    leave_team(episode=episode, member=priya.member, by=None, at=timezone.now())

    assert 'value="joint"' not in text(theo.get(book_url(episode)))
    assert theo.post(book_url(episode), asked(kind="peer")).status_code == 422


@pytest.mark.parametrize("name", ["cleo", "tess", "pia", "eddy", "otto", "lead", "desk", "admin", "sam"])
def test_nobody_but_the_helpers_books_or_says_how_it_went(
    world: World, episode: Episode, meeting: Appointment, name: str
) -> None:
    who = world.actor(name)
    for url, data in ((book_url(episode), asked()), (meeting_url(meeting), {"outcome": "missed"})):
        assert who.get(url).status_code == 404
        assert who.post(url, data).status_code == 404

    assert Appointment.objects.count() == 1
    assert not Outcome.objects.exists()


def test_after_the_end_nothing_is_booked_and_the_helper_is_told_kindly(
    theo: Actor, episode: Episode, meeting: Appointment
) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())

    assert theo.post(book_url(episode), asked()).status_code == 403
    assert theo.post(meeting_url(meeting), {"outcome": "attended"}).status_code == 403
    assert not Outcome.objects.exists()


# The database itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_at": datetime(2027, 3, 1, 9, tzinfo=UTC)},
        {"ends_at": datetime(2027, 3, 1, 10, tzinfo=UTC)},
        {"therapist": None},
        {"kind": "peer"},
        {"kind": "joint"},
        {"kind": "party"},
    ],
)
def test_the_database_refuses_a_meeting_that_cannot_be(
    episode: Episode, theo: Actor, changed: dict[str, Any]
) -> None:
    starts = datetime(2027, 3, 1, 10, tzinfo=UTC)
    fields = {
        "episode": episode, "kind": "therapy", "therapist": theo.member, "starts_at": starts,
        "ends_at": starts + timedelta(minutes=50), "wall_time": "2027-03-01T05:00", "zone": "America/New_York",
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.create(**(fields | changed))


def test_the_database_refuses_an_outcome_nobody_knows(meeting: Appointment, theo: Actor) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.create(
            appointment=meeting, kind="great", noted_by=theo.member, noted_at=timezone.now()
        )


# How it went -------------------------------------------------------------------------------------------


def test_before_it_starts_a_meeting_can_only_be_cancelled(theo: Actor, episode: Episode) -> None:
    at = timezone.now()
    coming = a_meeting(episode, MeetingKind.THERAPY, starts_at=at + timedelta(hours=1), therapist=theo.member)
    for outcome in ("attended", "late", "missed"):
        assert theo.post(meeting_url(coming), {"outcome": outcome}).status_code == 422
        with pytest.raises(NotYet):
            note_outcome(appointment=coming, outcome=OutcomeKind(outcome), by=theo.member, at=at)
    assert 'value="attended"' not in text(theo.get(meeting_url(coming)))

    assert theo.post(meeting_url(coming), {"outcome": "cancelled"}).status_code == 302


def test_saying_the_same_twice_writes_one_row(theo: Actor, meeting: Appointment) -> None:
    theo.post(meeting_url(meeting), {"outcome": "attended"})
    entries = Entry.objects.count()
    assert theo.post(meeting_url(meeting), {"outcome": "attended"}).status_code == 302

    assert Outcome.objects.count() == 1
    assert Entry.objects.count() == entries


def test_a_slip_of_the_finger_is_put_right_and_both_are_kept(
    theo: Actor, priya: Actor, episode: Episode
) -> None:
    meeting = a_meeting(
        episode, MeetingKind.JOINT, starts_at=timezone.now(), therapist=theo.member, peer=priya.member
    )
    for who, outcome in ((theo, "missed"), (priya, "late"), (theo, "missed")):
        who.post(meeting_url(meeting), {"outcome": outcome})

    kinds = list(Outcome.objects.order_by("noted_at", "id").values_list("kind", "noted_by"))
    assert kinds == [("missed", theo.pk), ("late", priya.pk), ("missed", theo.pk)]
    found = one(episode, meeting.pk, theo.member)
    assert found
    assert found.outcome == "missed"


def test_one_helper_does_not_see_when_the_client_meets_the_other(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, meeting: Appointment
) -> None:
    assert priya.get(meeting_url(meeting)).status_code == 404
    assert priya.post(meeting_url(meeting), {"outcome": "missed"}).status_code == 404
    for page in ("/today/", f"/e/{episode.pk}/"):
        assert meeting_url(meeting) not in text(priya.get(page))
        assert meeting_url(meeting) in text(theo.get(page))
    assert "No meetings yet" not in text(cleo.get(f"/e/{episode.pk}/"))
    assert not Outcome.objects.exists()


def test_two_who_say_the_same_at_once_write_one_row(real_world: World) -> None:
    theo = real_world.actor("theo").member
    meeting = a_meeting(an_episode(real_world), MeetingKind.THERAPY, starts_at=timezone.now(), therapist=theo)

    def say() -> None:
        note_outcome(appointment=meeting, outcome=OutcomeKind.LATE, by=theo, at=timezone.now())

    assert together(real_world.practice_id, *[say] * 4) == [None] * 4
    assert Outcome.objects.count() == 1


def test_an_unknown_outcome_is_refused_beside_its_field(theo: Actor, meeting: Appointment) -> None:
    for outcome in ("", "great"):
        answer = theo.post(meeting_url(meeting), {"outcome": outcome})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["outcome"]


def test_a_meeting_of_another_client_is_not_there(world: World, theo: Actor, otto: Actor) -> None:
    theirs = a_meeting(
        Episode.objects.get(client=otto.member), MeetingKind.THERAPY, starts_at=timezone.now(),
        therapist=world.actor("tess").member,
    )  # fmt: skip
    for pk in (theirs.pk, uuid4()):
        assert theo.get(f"/e/{world.episode_id}/appointments/{pk}/").status_code == 404


def test_todays_meetings_stand_on_the_days_of_those_they_concern(
    world: World, meeting: Appointment, desk: Actor, theo: Actor, tess: Actor, biller: Actor, admin: Actor
) -> None:
    Appointment.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now(), ends_at=timezone.now() + timedelta(minutes=50)
    )

    assert "Cleo Example" in text(theo.get("/today/"))
    assert "Cleo Example" in text(desk.get("/today/"))
    for who in (tess, biller, admin):
        assert "Cleo" not in text(who.get("/today/"))


def test_a_meeting_nobody_spoke_of_is_asked_about(theo: Actor, meeting: Appointment) -> None:
    assert meeting_url(meeting) in text(theo.get("/today/"))
    theo.post(meeting_url(meeting), {"outcome": "attended"})

    assert meeting_url(meeting) not in text(theo.get("/today/"))
