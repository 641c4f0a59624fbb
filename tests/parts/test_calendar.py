"""The practice keeps its week, its holidays and who covers."""

from datetime import time

import pytest
from django.utils import timezone

from tandem.care.models import CoverHours, Holiday
from tandem.care.queries import calendar
from tandem.people.actions import end_role
from tests.cast import Actor, World
from tests.parts.meetings import text


def week(**changed: str) -> dict[str, str]:
    """Return the week's form: Monday to Friday, nine to five."""
    data = {"form": "week"}
    for day in range(5):
        data |= {f"opens_{day}": "09:00", f"closes_{day}": "17:00"}
    return data | changed


def test_a_lead_sets_the_week(lead: Actor) -> None:
    assert lead.post("/calendar/", week(opens_4="", closes_4="")).status_code == 302

    assert set(calendar().week) == {0, 1, 2, 3}
    assert calendar().week[0].opens == time(9)


@pytest.mark.parametrize("changed", [{"closes_2": "08:00"}, {"closes_2": ""}, {"opens_5": "09:00"}])
def test_a_week_that_cannot_be_is_refused_and_the_old_one_stands(
    lead: Actor, changed: dict[str, str]
) -> None:
    before = calendar().week
    answer = lead.post("/calendar/", week(**changed))

    assert answer.status_code == 422
    assert 'value="09:00"' in text(answer)
    assert calendar().week == before


def test_a_holiday_is_kept_renamed_and_removed(lead: Actor) -> None:
    day = {"form": "holiday", "on": "2027-12-25"}
    lead.post("/calendar/", day | {"name": "Winter Rest"})
    lead.post("/calendar/", day | {"name": "Winter Day"})
    (kept,) = Holiday.objects.all()
    assert kept.name == "Winter Day"

    url = f"/calendar/holidays/{kept.pk}/remove/"
    assert lead.get(url).status_code == 405
    assert lead.post(url).status_code == 302
    assert lead.post(url).status_code == 404
    assert not Holiday.objects.exists()


def test_cover_is_named_and_taken_off(lead: Actor, on_call: Actor) -> None:
    CoverHours.objects.all().delete()
    data = {"form": "cover", "member": str(on_call.pk), "weekdays": ["0", "1"], "opens": "09:00"}
    assert lead.post("/calendar/", data | {"closes": "08:00"}).status_code == 422
    assert lead.post("/calendar/", data | {"closes": "17:00"}).status_code == 302

    assert set(calendar().cover) == {0, 1}
    for cover in CoverHours.objects.all():
        assert lead.post(f"/calendar/cover/{cover.pk}/remove/").status_code == 302
    assert not calendar().cover


def test_a_peer_does_not_cover(lead: Actor, priya: Actor) -> None:
    data = {"form": "cover", "member": str(priya.pk), "weekdays": ["0"], "opens": "09:00", "closes": "17:00"}

    assert lead.post("/calendar/", data).status_code == 422


def test_cover_by_somebody_who_no_longer_works_here_does_not_count(
    world: World, theo: Actor, lead: Actor
) -> None:
    assert calendar().cover
    for role in ("therapist", "on_call"):
        end_role(member=theo.member, role=role, by=lead.pk, at=timezone.now())

    assert not calendar().cover


@pytest.mark.parametrize("name", ["theo", "priya", "cleo", "desk", "biller"])
def test_only_lead_and_admin_change_the_calendar(world: World, name: str) -> None:
    who, before = world.actor(name), calendar().week

    assert who.get("/calendar/").status_code == 404
    assert who.post("/calendar/", week()).status_code == 404
    assert calendar().week == before
