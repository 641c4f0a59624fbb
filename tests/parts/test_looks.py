"""Whoever looks at something about a client leaves a trace, before the page leaves."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.record import looks
from tandem.record.actions import chain_looks
from tandem.record.looks import looked
from tandem.record.models import Look
from tandem.record.queries import broken_at
from tandem.tenancy.current import using_practice
from tests.cast import Actor, World
from tests.parts.engines import on_sqlite
from tests.parts.meetings import a_check, a_kept_meeting, check_url, read_url
from tests.together import together


def kept() -> list[tuple[Any, ...]]:
    """Return every look there is: who, what, about whom, and whether it was refused."""
    return list(Look.objects.order_by("at", "id").values_list("by", "act", "episode_id", "refused"))


def test_a_helper_who_opens_a_clients_pages_is_written_down(
    theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[theo.member])
    for page in (
        f"/e/{episode.pk}/",
        f"/e/{episode.pk}/goals/",
        f"/e/{episode.pk}/history/",
        read_url(check),
    ):
        assert theo.get(page).status_code == 200

    acts = ["see_episode", "see_goals", "see_history", "read_check_word"]
    assert kept() == [(theo.pk, act, episode.pk, "") for act in acts]


def test_lists_with_clients_on_them_are_written_down(theo: Actor, lead: Actor, desk: Actor) -> None:
    theo.get("/today/")
    theo.get("/clients/")
    lead.get("/waiting/")
    desk.get("/today/")

    assert kept() == [
        (theo.pk, "see_today", None, ""),
        (theo.pk, "see_caseload", None, ""),
        (lead.pk, "start_episodes", None, ""),
        (desk.pk, "see_today", None, ""),
    ]


def test_clients_are_not_watched_on_their_own_pages(
    cleo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    for page in ("/today/", f"/e/{episode.pk}/", f"/e/{episode.pk}/goals/", check_url(kept_meeting)):
        assert cleo.get(page).status_code == 200

    assert kept() == []


@pytest.mark.parametrize("name", ["tess", "pia", "otto", "eddy", "desk", "lead", "admin"])
def test_whoever_is_refused_is_written_down(world: World, episode: Episode, name: str) -> None:
    who = world.actor(name)
    assert who.get(f"/e/{episode.pk}/goals/").status_code == 404

    assert kept() == [(who.pk, "see_goals", episode.pk, "not_yours")]


def test_a_check_that_was_not_shared_leaves_a_trace(
    priya: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check = a_check(kept_meeting, to=[theo.member])
    assert priya.get(read_url(check)).status_code == 404

    assert kept() == [(priya.pk, "read_check_word", episode.pk, "not_shared")]


def test_a_change_after_the_end_is_refused_kindly_and_written_down(cleo: Actor, episode: Episode) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())
    answer = cleo.post(f"/e/{episode.pk}/goals/add/", {"wording": "Too late"})

    assert answer.status_code == 403
    assert "over" in answer.content.decode()
    assert kept() == [(cleo.pk, "change_goals", episode.pk, "closed")]


def test_a_stranger_of_another_practice_leaves_a_trace_in_their_own(sam: Actor, episode: Episode) -> None:
    assert sam.get(f"/e/{episode.pk}/").status_code == 404

    assert kept() == []
    with using_practice(sam.member.practice_id):
        assert kept() == [(sam.pk, "see_episode", episode.pk, "not_yours")]


def test_a_page_whose_look_cannot_be_kept_is_not_shown(
    theo: Actor, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unkept(**kwargs: Any) -> None:
        raise looks.NotWritten

    monkeypatch.setattr("tandem.care.gate.looked", unkept)
    monkeypatch.setattr("tandem.people.gate.looked", unkept)

    for page in (f"/e/{episode.pk}/", "/today/", "/clients/"):
        answer = theo.get(page)
        assert answer.status_code == 503
        assert "Cleo" not in answer.content.decode()


def test_looks_of_many_at_once_are_all_kept(real_world: World) -> None:
    theo, at = real_world.actor("theo").pk, timezone.now()

    def look() -> None:
        for number in range(10):
            looked(by=theo, act="see_today", at=at + timedelta(seconds=number))

    assert together(real_world.practice_id, *[look] * 8) == [None] * 8
    assert Look.objects.filter(by=theo, act="see_today").count() == 80


def test_a_look_is_there_before_the_page_leaves(real_world: World) -> None:
    theo = real_world.actor("theo")
    for number in range(1, 6):
        theo.get(f"/e/{real_world.episode_id}/")
        assert Look.objects.filter(by=theo.pk, act="see_episode").count() == number


@on_sqlite
def test_looks_of_two_practices_in_one_batch_each_reach_their_own(real_world: World) -> None:
    at, theo, sam = timezone.now(), real_world.people["theo"][0], real_world.people["sam"][0]

    def here() -> None:
        looked(by=theo, act="see_today", at=at)

    def there() -> None:
        with using_practice(real_world.other_practice_id):
            looked(by=sam, act="see_today", at=at)

    assert together(real_world.practice_id, *[here, there] * 5) == [None] * 10
    assert set(kept()) == {(theo, "see_today", None, "")}
    assert len(kept()) == 5
    with using_practice(real_world.other_practice_id):
        assert len(kept()) == 5


@on_sqlite
def test_a_look_that_fails_says_so_and_the_writer_goes_on(real_world: World) -> None:
    too_long: Any = "not an id"
    with pytest.raises(looks.NotWritten):
        looked(by=too_long, act="see_today", at=timezone.now())

    looked(by=real_world.people["theo"][0], act="see_today", at=timezone.now())
    assert len(kept()) == 1


def test_what_was_kept_can_be_tied_into_the_chain(real_world: World) -> None:
    a_kept_meeting(real_world)
    real_world.actor("theo").get("/today/")
    chain_looks(at=timezone.now() + timedelta(minutes=1))

    assert broken_at() is None
