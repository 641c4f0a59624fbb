"""An invitation works once, for a week, for the person it was made for."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.notifications.models import Notice
from tandem.people.actions import add_member, make_invitation
from tandem.people.models import Belonging, Invitation, Member, User
from tandem.tenancy.current import using_practice
from tests.cast import Actor, World, just_proven
from tests.parts.meetings import text
from tests.together import together

LONG = {"password": "four plain words here"}


@pytest.fixture
def newcomer(world: World) -> Member:
    """Somebody who was added and has no account."""
    return a_newcomer()


def a_newcomer(email: str = "nora@cast.example") -> Member:
    """Add a peer without an account."""
    return add_member(name="Nora Newcomer", email=email, roles=["peer"], by=None, at=timezone.now())


def link_for(member: Member, **kwargs: Any) -> str:
    """Return a fresh invitation's address."""
    at = timezone.now() - timedelta(**kwargs)
    return f"/invited/{make_invitation(member=member, by=None, at=at)}/"


def test_an_invitation_makes_an_account_and_signs_in(newcomer: Member) -> None:
    browser, link = Client(), link_for(newcomer)
    assert "Nora" in text(browser.get(link))
    answer = browser.post(link, LONG)

    assert answer["Location"] == "/today/"
    assert browser.get("/today/")["Location"] == "/second-factor/"  # a peer is staff
    assert Member.objects.get(pk=newcomer.pk).user == User.objects.get(email="nora@cast.example")


def test_opening_an_invitation_uses_nothing_up(newcomer: Member) -> None:
    link = link_for(newcomer)
    for _ in range(3):  # mail programs open links before people do
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200

    assert Client().post(link, LONG).status_code == 302


def test_an_invitation_works_once(newcomer: Member) -> None:
    link = link_for(newcomer)
    Client().post(link, LONG)

    assert Client().get(link).status_code == 410
    assert Client().post(link, LONG).status_code == 410
    assert User.objects.filter(email="nora@cast.example").count() == 1


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_an_invitation_works_for_seven_days(newcomer: Member, days: float, status: int) -> None:
    link = link_for(newcomer, days=days)

    assert Client().get(link).status_code == status
    if status == 410:
        assert Client().post(link, LONG).status_code == 410
        assert not User.objects.filter(email="nora@cast.example").exists()


def test_a_second_invitation_ends_the_first(newcomer: Member) -> None:
    first, second = link_for(newcomer), link_for(newcomer)

    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 54, "..", "%F0%9F%99%82"])
def test_garbage_is_told_the_same_as_a_used_link(newcomer: Member, token: str) -> None:
    answer = Client().get(f"/invited/{token}/")

    assert answer.status_code == 410
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("password", ["", "short", "password123456789"[:8], "1234567890123456"])
def test_a_weak_password_is_refused_beside_its_field(newcomer: Member, password: str) -> None:
    link = link_for(newcomer)
    answer = Client().post(link, {"password": password})

    if password != "1234567890123456":
        assert answer.status_code == 422
        assert answer.context["form"].errors["password"]
        assert Client().get(link).status_code == 200


def test_two_who_open_the_same_invitation_at_once_make_one_account(real_world: World) -> None:
    newcomer = a_newcomer()
    link = link_for(newcomer)

    answers = together(real_world.practice_id, *[lambda: Client().post(link, LONG).status_code] * 2)

    # the second finds the link spent or, a moment earlier, that the account is there and wants its sign-in
    assert sorted(answers) in ([302, 410], [200, 302])
    assert User.objects.filter(email="nora@cast.example").count() == 1


# Somebody who has an account already -------------------------------------------------------------------


def test_who_has_an_account_signs_in_and_joins_the_second_practice(world: World, sam: Actor) -> None:
    link = link_for(a_newcomer("sam@cast.example"))
    asked = Client().get(link)
    assert f"?next={link}" in text(asked)
    assert Client().post(link, LONG).status_code == 200  # a password proves nothing about whose account it is
    assert Belonging.objects.filter(user=sam.user).count() == 1

    assert "sam@cast.example" in text(sam.get(link))
    assert sam.post(link).status_code == 302
    assert Belonging.objects.filter(user=sam.user).count() == 2


def test_who_belongs_to_two_practices_chooses_where_to_work(world: World, sam: Actor, episode: Any) -> None:
    link = link_for(a_newcomer("sam@cast.example"))
    sam.post(link)
    here = Belonging.objects.get(user=sam.user, practice_id=world.practice_id)
    assert sam.get("/people/").status_code == 200  # still an admin in the practice of before
    assert "Carl" in text(sam.get("/clients/"))

    assert "Willow Example" in text(sam.get("/switch/"))
    assert sam.post("/switch/", {"belonging": str(here.pk)})["Location"] == "/today/"
    assert sam.get("/people/").status_code == 404  # only a peer here
    assert "Carl" not in text(sam.get("/clients/"))

    there = Belonging.objects.get(user=sam.user, practice_id=world.other_practice_id)
    sam.post("/switch/", {"belonging": str(there.pk)})
    assert sam.get("/people/").status_code == 200


def test_nobody_chooses_a_practice_that_is_not_theirs(theo: Actor, sam: Actor) -> None:
    foreign = Belonging.objects.get(user=sam.user)
    answer = theo.post("/switch/", {"belonging": str(foreign.pk)})

    assert answer.status_code == 422
    session = theo.client.session
    session["belonging"] = str(foreign.pk)  # even one that was smuggled into the session
    session.save()
    assert "Carl" not in text(theo.get("/clients/"))
    assert "Cleo" in text(theo.get("/clients/"))


def test_an_account_cannot_be_two_people_in_one_practice(theo: Actor, newcomer: Member) -> None:
    link = link_for(newcomer)
    answer = theo.post(link, follow=True)

    assert "already in this practice" in text(answer)
    assert Client().get(link).status_code == 200  # the invitation still works for the person it was made for
    assert Member.objects.get(pk=newcomer.pk).user is None


# Who may invite ----------------------------------------------------------------------------------------


def test_an_admin_invites_and_the_mail_is_owed(admin: Actor) -> None:
    just_proven(admin.client)
    data = {"name": "Nora Newcomer", "email": "nora@cast.example", "roles": ["peer", "front_desk"]}
    assert admin.post("/people/invite/", data).status_code == 302

    member = Member.objects.get(email="nora@cast.example")
    assert set(member.grants.values_list("role", flat=True)) == {"peer", "front_desk"}
    notice = Notice.objects.get(to=member)
    assert Client().get(notice.path).status_code == 200
    assert "Nora" in text(admin.get("/people/"))


@pytest.mark.parametrize("role", ["therapist", "peer", "on_call", "peer_supervisor", "clinical_supervisor"])
@pytest.mark.parametrize("email", ["admin@cast.example", "Admin@Cast.example"])
def test_an_admin_gives_themself_no_role_in_care(admin: Actor, role: str, email: str) -> None:
    just_proven(admin.client)
    before = Member.objects.count()
    answer = admin.post("/people/invite/", {"name": "Me", "email": email, "roles": ["front_desk", role]})

    assert answer.status_code == 422
    assert "give yourself a role in care" in text(answer).replace("&#x27;", "’")
    assert Member.objects.count() == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "name"), ({"email": "nora"}, "email"), ({"roles": []}, "roles"), ({"roles": ["client"]}, "roles")],
)  # fmt: skip
def test_what_cannot_be_right_is_told_beside_its_field(
    admin: Actor, changed: dict[str, Any], field: str
) -> None:
    just_proven(admin.client)
    data = {"name": "Nora Newcomer", "email": "nora@cast.example", "roles": ["peer"]} | changed
    answer = admin.post("/people/invite/", data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field != "name":
        assert "Nora Newcomer" in text(answer)
    assert not Member.objects.filter(name="Nora Newcomer").exists()


def test_an_invitation_can_be_sent_again(admin: Actor, newcomer: Member) -> None:
    first = link_for(newcomer)
    assert admin.post(f"/people/{newcomer.pk}/invite/").status_code == 302

    assert Client().get(first).status_code == 410
    assert Client().get(Notice.objects.get(to=newcomer).path).status_code == 200


def test_who_has_an_account_is_not_invited_again(admin: Actor, theo: Actor) -> None:
    assert admin.post(f"/people/{theo.pk}/invite/").status_code == 404


def test_a_helper_invites_their_client_and_nobody_else_does(
    world: World, theo: Actor, tess: Actor, otto: Actor, episode: Any
) -> None:
    Belonging.objects.filter(member_id=episode.client_id).delete()
    Member.objects.filter(pk=episode.client_id).update(user=None)
    url = f"/e/{episode.pk}/invite/"

    assert tess.post(url).status_code == 404
    assert theo.get(url).status_code == 405
    assert theo.post(url).status_code == 302
    assert Notice.objects.get().to_id == episode.client_id


def test_an_invitation_of_another_practice_is_of_no_use_here(world: World, sam: Actor) -> None:
    with using_practice(world.other_practice_id):
        link = link_for(a_newcomer("nora@cast.example"))
    Client().post(link, LONG)

    assert Belonging.objects.get(user__email="nora@cast.example").practice_id == world.other_practice_id
    assert not Member.objects.filter(email="nora@cast.example").exists()
