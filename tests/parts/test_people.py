"""Roles end at the next request, a practice keeps an admin, and people read in their own language."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from tandem.people.actions import LastAdmin, add_member, end_role
from tandem.people.models import Member, RoleGrant
from tandem.people.queries import member_with_roles
from tests.cast import Actor, World
from tests.parts.meetings import text
from tests.together import together


@pytest.mark.parametrize(
    ("name", "role", "url"),
    [
        ("admin", "admin", "/people/"),
        ("lead", "lead", "/waiting/"),
        ("lead", "lead", "/bring-in/"),
        ("lead", "lead", "/calendar/"),
        ("priya", "peer", "/clients/"),
        ("theo", "therapist", "/clients/"),
    ],
)
def test_a_role_that_ended_opens_nothing_at_the_next_request(
    world: World, lead: Actor, name: str, role: str, url: str
) -> None:
    who = world.actor(name)
    assert who.get(url).status_code == 200
    end_role(member=who.member, role=role, by=lead.pk, at=timezone.now())

    assert who.get(url).status_code == 404


@pytest.mark.parametrize(("name", "role"), [("theo", "therapist"), ("priya", "peer")])
def test_who_no_longer_helps_here_reads_no_client(
    world: World, lead: Actor, episode: Any, name: str, role: str
) -> None:
    who = world.actor(name)
    RoleGrant.objects.get_or_create(
        member=who.member, role="on_call", ended_at=None, defaults={"started_at": timezone.now()}
    )
    end_role(member=who.member, role=role, by=lead.pk, at=timezone.now())

    assert who.get("/today/").status_code == 200  # still on call
    assert who.get(f"/e/{episode.pk}/").status_code == 404
    assert who.get(f"/e/{episode.pk}/goals/").status_code == 404


def test_a_client_whose_role_ended_is_out(cleo: Actor, lead: Actor, episode: Any) -> None:
    end_role(member=cleo.member, role="client", by=lead.pk, at=timezone.now())

    assert cleo.get("/today/").status_code == 404
    assert cleo.get(f"/e/{episode.pk}/").status_code == 404


def test_a_practice_keeps_its_last_admin(world: World, admin: Actor) -> None:
    first = RoleGrant.objects.filter(role="admin").exclude(member=admin.member).get().member
    end_role(member=first, role="admin", by=admin.pk, at=timezone.now())
    with pytest.raises(LastAdmin):
        end_role(member=admin.member, role="admin", by=admin.pk, at=timezone.now())

    assert admin.get("/people/").status_code == 200


def test_two_admins_who_end_each_other_at_once_leave_one(real_world: World) -> None:
    one, other = (grant.member for grant in RoleGrant.objects.filter(role="admin"))

    def end(member: Member, by: Member) -> None:
        end_role(member=member, role="admin", by=by.pk, at=timezone.now())

    answers = together(real_world.practice_id, lambda: end(one, other), lambda: end(other, one))

    assert sorted(type(answer) for answer in answers if answer) == [LastAdmin]
    assert RoleGrant.objects.filter(role="admin", ended_at=None).count() == 1


def test_a_role_that_ended_can_be_given_again(world: World, theo: Actor, lead: Actor) -> None:
    end_role(member=theo.member, role="therapist", by=lead.pk, at=timezone.now())
    end_role(member=theo.member, role="therapist", by=lead.pk, at=timezone.now())  # twice is once
    RoleGrant.objects.create(member=theo.member, role="therapist", started_at=timezone.now())

    assert member_with_roles(theo.pk)[1] == {"therapist", "on_call"}


def test_a_person_without_a_role_is_nobody(world: World) -> None:
    member = add_member(name="Nora Newcomer", roles=[], by=None, at=timezone.now())

    assert member_with_roles(member.pk) == (None, frozenset())


def test_whoever_changes_their_language_reads_in_it(theo: Actor, priya: Actor) -> None:
    answer = theo.post("/settings/", {"language": "es", "time_zone": "America/New_York"})
    page = theo.get("/today/")

    assert answer.status_code == 302
    assert page["Content-Language"] == "es"
    assert weekday("es") in text(page)
    assert priya.get("/today/")["Content-Language"] == "en"


def weekday(language: str) -> str:
    """Return today's name for somebody in New York."""
    with translation.override(language), timezone.override(ZoneInfo("America/New_York")):
        return date_format(timezone.localtime(), "l")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"language": "xx", "time_zone": "America/New_York"}, "language"),
        ({"language": "en", "time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_beside_its_field(
    theo: Actor, data: dict[str, str], field: str
) -> None:
    answer = theo.post("/settings/", data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert theo.get("/today/")["Content-Language"] == "en"


def test_times_show_on_the_readers_own_clock(theo: Actor, kept_meeting: Any) -> None:
    theo.post("/settings/", {"language": "en", "time_zone": "Pacific/Kiritimati"})
    page = text(theo.get(f"/e/{kept_meeting.episode_id}/"))
    here = kept_meeting.starts_at.astimezone(ZoneInfo("Pacific/Kiritimati"))

    assert here.strftime("%H:%M") in page or here.strftime("%-I:%M") in page


@pytest.mark.parametrize("name", ["cleo", "priya", "theo", "biller", "desk", "on_call"])
def test_only_lead_and_admin_see_everyone(world: World, name: str) -> None:
    who = world.actor(name)

    assert who.get("/people/").status_code == 404
    assert who.get("/people/invite/").status_code == 404
    assert who.post("/people/invite/", {"name": "X"}).status_code == 404


def test_the_list_of_people_holds_no_client(admin: Actor) -> None:
    page = text(admin.get("/people/"))

    assert "Dr. Theo Sample" in page
    assert not [name for name in ("Cleo", "Otto", "Wendy", "Sam Stranger") if name in page]


def test_somebody_who_is_not_signed_in_can_choose_a_language(world: World) -> None:
    browser = Client()
    answer = browser.post("/language/", {"language": "es", "next": "/account/login/"})

    assert answer["Location"] == "/account/login/"
    assert browser.get("/account/login/")["Content-Language"] == "es"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_choosing_a_language_leads_nowhere_else(world: World, back: str) -> None:
    assert Client().post("/language/", {"language": "xx", "next": back})["Location"] == "/"
