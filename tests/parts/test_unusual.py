"""What somebody opened out of pattern: they are asked the same night, and the lead reads why."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.utils import timezone

from tandem.care.actions import join_team, leave_team, notice_unusual
from tandem.care.models import Episode, Unusual, UnusualAnswer
from tandem.care.rules import MANY, REFUSALS, Read, Sign, signs
from tandem.notifications.actions import send_waiting
from tandem.notifications.models import Notice
from tandem.permissions.rules import Role
from tandem.record.looks import looked
from tandem.record.models import Entry
from tests.cast import Actor, World
from tests.parts.emergencies import an_emergency
from tests.parts.meetings import text

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
USUAL = [NOON - timedelta(days=day) for day in range(1, 21)]


def read(minutes: int = 0, about: UUID | None = None, **more: Any) -> Read:
    """Return a look at somebody's page, so long after noon."""
    return Read(NOON + timedelta(minutes=minutes), about or uuid4(), **{"helped": True} | more)


# The rule -----------------------------------------------------------------------------------------------


def test_an_ordinary_day_is_not_unusual() -> None:
    day = [read(minutes=4 * number) for number in range(15)]

    assert signs(day, USUAL) == []
    assert signs([], USUAL) == []


def test_one_who_is_not_helped_is_enough() -> None:
    assert signs([read(), read(helped=False)], USUAL) == [Sign.NOT_HELPED]
    assert signs([read(helped=False, refused=True)], USUAL) == []  # the door did not open


@pytest.mark.parametrize(("number", "found"), [(MANY, []), (MANY + 1, [Sign.MANY])])
def test_many_people_within_an_hour(number: int, found: list[Sign]) -> None:
    assert signs([read(minutes=one) for one in range(number)], USUAL) == found


def test_many_times_the_same_is_not_many() -> None:
    same = uuid4()
    assert signs([read(minutes=one, about=same) for one in range(50)], USUAL) == []


@pytest.mark.parametrize(
    ("hours", "found"), [(0, []), (1, []), (-1, []), (2, [Sign.HOUR]), (14, [Sign.HOUR])]
)
def test_an_hour_at_which_they_never_read(hours: int, found: list[Sign]) -> None:
    assert signs([read(minutes=60 * hours)], USUAL) == found


def test_who_is_new_has_no_usual_hours() -> None:
    assert signs([read(minutes=14 * 60)], USUAL[:9]) == []


@pytest.mark.parametrize(("number", "found"), [(REFUSALS - 1, []), (REFUSALS, [Sign.REFUSED])])
def test_refused_again_and_again(number: int, found: list[Sign]) -> None:
    assert signs([read(helped=False, refused=True)] * number, USUAL) == found


# The night ----------------------------------------------------------------------------------------------


def tried(who: Actor, episode: Episode, times: int = REFUSALS) -> None:
    """Let somebody try so often to open what is not theirs."""
    for _ in range(times):
        assert who.get(f"/e/{episode.pk}/goals/").status_code == 404


def test_they_and_the_lead_are_told_the_same_night_in_neutral_words(
    tess: Actor, lead: Actor, episode: Episode
) -> None:
    tried(tess, episode)
    assert notice_unusual(at=timezone.now()) == 1
    assert set(Notice.objects.values_list("to__name", "template")) == {
        ("Tess Example", "unusual"), ("Lead Example", "review"),
    }  # fmt: skip
    send_waiting(at=timezone.now())

    for letter in mail.outbox:
        assert letter.subject == "You have a message"
        assert not [word for word in ("Cleo", "Tess", "client", str(episode.pk)) if word in letter.body]


def test_it_is_asked_once_a_night(tess: Actor, episode: Episode) -> None:
    tried(tess, episode)
    at = timezone.now()

    assert [notice_unusual(at=at) for _ in range(3)] == [1, 0, 0]
    assert Notice.objects.filter(template="unusual").count() == 1


def test_a_read_past_the_gate_is_found(tess: Actor, episode: Episode) -> None:
    looked(
        by=tess.pk, act="see_goals", at=timezone.now(), episode_id=episode.pk, role="therapist", basis="team"
    )
    notice_unusual(at=timezone.now())

    assert Unusual.objects.get().signs == "not_helped"
    assert Entry.objects.get(event="UnusualNoticed").by is None


def test_ordinary_reads_ask_nobody(
    theo: Actor, priya: Actor, desk: Actor, cleo: Actor, episode: Episode
) -> None:
    for who in (theo, priya):
        who.get(f"/e/{episode.pk}/")
    desk.get("/today/")
    cleo.get("/today/")

    assert notice_unusual(at=timezone.now()) == 0


def test_who_has_left_since_read_as_a_helper(theo: Actor, episode: Episode) -> None:
    theo.get(f"/e/{episode.pk}/")
    leave_team(episode=episode, member=theo.member, by=None, at=timezone.now())

    assert notice_unusual(at=timezone.now()) == 0


def test_who_joined_only_later_did_not_help(tess: Actor, episode: Episode) -> None:
    at = timezone.now()
    looked(by=tess.pk, act="see_goals", at=at - timedelta(hours=1), episode_id=episode.pk, role="therapist")
    join_team(episode=episode, member=tess.member, role=Role.THERAPIST, by=None, at=at)

    assert notice_unusual(at=timezone.now()) == 1


def test_an_emergency_is_reviewed_by_itself(world: World, on_call: Actor, episode: Episode) -> None:
    an_emergency(world)
    assert on_call.get(f"/e/{episode.pk}/emergency/").status_code == 200

    assert notice_unusual(at=timezone.now()) == 0


def test_a_client_who_tries_is_not_asked(otto: Actor, episode: Episode) -> None:
    tried(otto, episode)

    assert notice_unusual(at=timezone.now()) == 0


# Why ----------------------------------------------------------------------------------------------------


def test_they_say_why_once_and_the_lead_reads_it(tess: Actor, lead: Actor, episode: Episode) -> None:
    tried(tess, episode)
    notice_unusual(at=timezone.now())
    url = f"/unusual/{Unusual.objects.get().pk}/"
    assert "tried several times" in text(tess.get(url))
    assert tess.post(url, {"words": ""}).status_code == 422
    tess.post(url, {"words": "An old bookmark."})
    tess.post(url, {"words": "Something else."})

    assert UnusualAnswer.objects.count() == 1
    page = text(lead.get("/unusual/"))
    assert "An old bookmark." in page
    assert "tried several times what is not open to them" in page
    assert "Cleo" not in page
    assert "An old bookmark." in text(tess.get(url))


def test_it_is_nobody_elses(world: World, tess: Actor, episode: Episode) -> None:
    tried(tess, episode)
    notice_unusual(at=timezone.now())
    one = Unusual.objects.get()
    for name in ("theo", "lead", "admin", "desk", "cleo"):
        assert world.actor(name).get(f"/unusual/{one.pk}/").status_code == 404
    for name in ("tess", "theo", "admin", "clinical_supervisor", "cleo"):
        assert world.actor(name).get("/unusual/").status_code == 404


def test_a_lead_does_not_read_their_own_as_a_lead(lead: Actor, episode: Episode) -> None:
    tried(lead, episode)
    notice_unusual(at=timezone.now())

    assert "Nothing was out of pattern." in text(lead.get("/unusual/"))
    assert Notice.objects.filter(to=lead.pk).count() == 1
