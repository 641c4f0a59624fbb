"""The client reads who opened their pages, and who was not let in."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone, translation

from tandem.appointments.rules import MeetingKind
from tandem.care.actions import join_team, leave_team, open_episode
from tandem.care.models import Episode
from tandem.care.words import OPENED, opened
from tandem.people.models import Member, RoleGrant
from tandem.permissions.rules import Act, Role
from tandem.record.looks import looked
from tandem.record.models import Look, Shown
from tandem.record.queries import A_PAGE, AT_ONCE
from tests.cast import Actor, World, a_meeting
from tests.counting import statements
from tests.parts.meetings import a_check, a_kept_meeting, an_episode, read_url, text

STRANGER = "Somebody who is not on your team"


def looks_url(episode: Episode) -> str:
    """Return where the client reads who looked."""
    return f"/e/{episode.pk}/looks/"


def lines(page: str) -> list[str]:
    """Return each line of the list as it reads."""
    found = re.findall(r'(?s)<li class="row">(.*?)</li>', page)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def look(episode: Episode, by: UUID, act: str, at: datetime, refused: str = "") -> None:
    """Keep a look that somebody had then."""
    Look.objects.create(episode_id=episode.pk, by=by, act=act, at=at, refused=refused)


def test_the_client_reads_who_opened_what_when_and_why_they_could(
    world: World, cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    check = a_check(a_kept_meeting(world), to=[theo.member])
    for page in (f"/e/{episode.pk}/", f"/e/{episode.pk}/goals/", read_url(check)):
        theo.get(page)
    priya.get(f"/e/{episode.pk}/goals/")
    page = text(cleo.get(looks_url(episode)))

    assert [line.split(" · ")[0].split(" ", 1)[1] for line in lines(page)] == [
        "Priya Specimen", "Dr. Theo Sample", "Dr. Theo Sample", "Dr. Theo Sample",
    ]  # fmt: skip
    assert "Peer Opened your goals." in lines(page)[0]
    assert "Therapist Opened your check." in lines(page)[1]
    assert lines(page)[1].endswith("You showed it to them.")
    assert lines(page)[3].endswith("On your team.")
    assert looks_url(episode) in text(cleo.get(f"/e/{episode.pk}/choices/"))


def test_a_refusal_is_shown_as_one(
    world: World, cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    hidden = a_check(a_kept_meeting(world), to=[theo.member])
    priya.get(read_url(hidden))
    (line,) = lines(text(cleo.get(looks_url(episode))))

    assert "Priya Specimen · Peer Tried to open your check, and was not let in." in line
    assert "You showed it" not in line


def test_staff_outside_of_the_team_are_named_with_their_role(
    cleo: Actor, tess: Actor, episode: Episode
) -> None:
    tess.get(f"/e/{episode.pk}/goals/")
    (line,) = lines(text(cleo.get(looks_url(episode))))

    assert "Tess Example · Therapist Tried to open your goals, and was not let in." in line
    assert line.endswith("Not on your team.")


def test_another_client_is_never_named(cleo: Actor, otto: Actor, episode: Episode) -> None:
    otto.get(f"/e/{episode.pk}/")
    look(episode, uuid4(), "see_goals", timezone.now(), "not_yours")  # somebody who is no longer here at all
    page = text(cleo.get(looks_url(episode)))

    assert "Otto" not in page
    assert [STRANGER in line for line in lines(page)] == [True, True]


def test_who_was_a_client_then_is_not_named_because_they_work_here_now(
    cleo: Actor, otto: Actor, episode: Episode
) -> None:
    otto.get(f"/e/{episode.pk}/")
    RoleGrant.objects.create(member=otto.member, role="peer", started_at=timezone.now())

    assert "Otto" not in text(cleo.get(looks_url(episode)))


def test_who_has_left_is_named_by_what_they_were_then(
    cleo: Actor, theo: Actor, lead: Actor, episode: Episode
) -> None:
    theo.get(f"/e/{episode.pk}/")
    leave_team(episode=episode, member=theo.member, by=lead.pk, at=timezone.now())
    RoleGrant.objects.filter(member=theo.member).update(ended_at=timezone.now())
    (line,) = lines(text(cleo.get(looks_url(episode))))

    assert "Dr. Theo Sample · Therapist Opened your page." in line
    assert line.endswith("On your team.")


def test_the_clients_own_looks_do_not_stand_there(cleo: Actor, episode: Episode) -> None:
    Episode.objects.filter(pk=episode.pk).update(ended_at=timezone.now())
    cleo.post(f"/e/{episode.pk}/goals/add/", {"wording": "Too late"})
    assert Look.objects.filter(by=cleo.pk).exists()

    page = text(cleo.get(looks_url(episode)))
    assert lines(page) == []
    assert "Nobody has looked yet." in page


def test_the_same_within_an_hour_is_one_line(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    at = timezone.now() - timedelta(days=1)
    for minutes in (0, 40, 60, 80):
        look(episode, theo.pk, "see_goals", at + timedelta(minutes=minutes))
    look(episode, priya.pk, "see_goals", at + timedelta(minutes=30))
    found = lines(text(cleo.get(looks_url(episode))))

    assert [("Theo" in line, " times" in line) for line in found] == [
        (True, True),
        (False, False),
        (True, False),
    ]
    assert "3 times" in found[0]


@pytest.mark.parametrize("act", Act)
def test_every_act_has_words(act: Act) -> None:
    assert opened(act.value) == str(OPENED[act])
    with translation.override("en"):
        assert opened("long_gone") == "a page of yours"


def test_it_is_the_clients_page_alone(world: World, episode: Episode, theo: Actor) -> None:
    for name in ("theo", "priya", "otto", "lead", "admin", "sam", "eddy"):
        assert world.actor(name).get(looks_url(episode)).status_code == 404


def test_lists_are_explained_with_who_sees_them(cleo: Actor, episode: Episode) -> None:
    page = text(cleo.get(looks_url(episode)))

    assert "These see such lists: Peer, Therapist, Program lead, Front desk." in page


def test_looks_of_another_client_stay_theirs(cleo: Actor, tess: Actor, otto: Actor, episode: Episode) -> None:
    theirs = Episode.objects.get(client=otto.member)
    tess.get(f"/e/{theirs.pk}/")

    assert lines(text(cleo.get(looks_url(episode)))) == []
    other = Look.objects.get(episode_id=theirs.pk)
    assert "There is nothing earlier." in text(cleo.get(f"{looks_url(episode)}?before={other.pk}"))
    assert lines(text(otto.get(looks_url(theirs))))


# Lists ------------------------------------------------------------------------------------------------


def test_the_client_reads_on_whose_lists_their_name_stood(
    world: World, cleo: Actor, theo: Actor, desk: Actor, tess: Actor, episode: Episode
) -> None:
    a_meeting(episode, MeetingKind.THERAPY, starts_at=timezone.now(), therapist=theo.member)
    for who, page in (
        (theo, "/today/"),
        (theo, "/clients/"),
        (theo, "/today/"),
        (desk, "/today/"),
        (tess, "/clients/"),
    ):
        assert who.get(page).status_code == 200
    found = lines(text(cleo.get(looks_url(episode))))

    assert [line.split(" · ")[0].split(" ", 1)[1] for line in found] == [
        "Desk Example", "Dr. Theo Sample", "Dr. Theo Sample",
    ]  # fmt: skip
    assert found[0].endswith("It is their work here.")
    assert "Therapist The page of their day." in found[1]
    assert "2 times · On your team." in found[1]
    assert "The list of the people they help." in found[2]


def test_a_list_that_is_shown_again_is_written_once(theo: Actor, episode: Episode) -> None:
    for _ in range(3):
        theo.get("/clients/")

    assert Shown.objects.filter(about=episode.pk).count() == 1
    assert Look.objects.filter(act="see_caseload").exclude(shown=None).count() == 3


def test_who_waits_reads_later_on_which_list_they_stood(lead: Actor, wendy: Actor, theo: Actor) -> None:
    lead.get("/waiting/")
    lead.post("/waiting/find/", {"q": "wend"})
    theirs = open_episode(
        client=wendy.member, therapist=theo.member, peer=None, by=lead.pk, at=timezone.now()
    )
    (line,) = lines(text(wendy.get(looks_url(theirs))))

    assert "A list to choose helpers." in line
    assert "2 times · It is their work here." in line


def test_lists_older_than_a_month_are_not_shown(cleo: Actor, theo: Actor, episode: Episode) -> None:
    looked(
        by=theo.pk,
        act="see_today",
        at=timezone.now() - timedelta(days=31),
        role="therapist",
        about=[episode.pk],
    )

    assert lines(text(cleo.get(looks_url(episode)))) == []


def test_who_covers_is_shown_as_that(cleo: Actor, tess: Actor, episode: Episode) -> None:
    at = timezone.now()
    join_team(
        episode=episode, member=tess.member, role=Role.THERAPIST, by=None, at=at, until=at + timedelta(days=2)
    )
    tess.get(f"/e/{episode.pk}/goals/")
    (line,) = lines(text(cleo.get(looks_url(episode))))

    assert line.endswith("They stand in for a helper of yours.")


def test_whoever_asks_for_a_list_that_is_not_theirs_leaves_a_trace(biller: Actor) -> None:
    assert biller.get("/clients/").status_code == 404
    assert list(Look.objects.values_list("act", "refused", "role", "basis")) == [
        ("see_caseload", "not_yours", "", "")
    ]


# Many looks --------------------------------------------------------------------------------------------


def pages(cleo: Actor, url: str) -> Iterator[str]:
    """Go from page to page with “Earlier”."""
    at: str | None = url
    while at:
        page = text(cleo.get(at))
        yield page
        more = re.search(r'href="(\?before=[0-9a-f-]+)"', page)
        at = more and url + more[1]


def test_every_look_stands_on_one_page(cleo: Actor, theo: Actor, episode: Episode) -> None:
    at = timezone.now()
    many = A_PAGE * 2 + 7
    for number in range(many):
        look(episode, theo.pk, "see_goals", at - timedelta(hours=2 * number))
    found = [lines(page) for page in pages(cleo, looks_url(episode))]

    assert [len(some) for some in found] == [A_PAGE, A_PAGE, 7]


def test_looks_of_one_moment_are_neither_lost_nor_shown_twice(
    cleo: Actor, theo: Actor, episode: Episode
) -> None:
    at, acts = timezone.now(), [act.value for act in Act]
    people = [theo.pk, *(uuid4() for _ in range(2))]
    for act in acts:
        for who in people:
            look(episode, who, act, at)
    found = [line for page in pages(cleo, looks_url(episode)) for line in lines(page)]

    assert len(found) == len(acts) * len(people)


def test_a_page_costs_the_same_with_many(cleo: Actor, theo: Actor, episode: Episode) -> None:
    theo.get(f"/e/{episode.pk}/")
    cleo.get(looks_url(episode))
    with statements(connection) as few:
        cleo.get(looks_url(episode))
    at = timezone.now()
    Look.objects.bulk_create(
        Look(episode_id=episode.pk, by=theo.pk, act="see_goals", at=at - timedelta(minutes=number))
        for number in range(AT_ONCE * 3)
    )
    with statements(connection) as many:
        cleo.get(looks_url(episode))

    assert len(few) == len(many) <= 8  # two more than before lists and emergencies stood there
    assert sum(
        int(n) for page in pages(cleo, looks_url(episode)) for n in re.findall(r"(\d+) times", page)
    ) >= (AT_ONCE * 3 - AT_ONCE // 50)


def test_a_hundred_thousand_looks_are_found_by_their_index(
    cleo: Actor, theo: Actor, episode: Episode
) -> None:
    before = uuid4()
    with statements(connection) as asked:
        cleo.get(f"{looks_url(episode)}?before={before}")
    (sql,) = [one for one in asked if "record_look" in one and "LIMIT" in one]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + sql)
        plan = str(cursor.fetchall())

    assert "look_by_episode" in plan
    assert not re.search(r"TEMP B-TREE|Sort", plan)  # the index holds them in order


def test_sc2_row_7(world: World, cleo: Actor, theo: Actor, priya: Actor, tess: Actor) -> None:
    """Scenario SC2, row 7: who has read my record: a list with role, time and basis in plain words."""
    episode = an_episode(world)
    join_team(episode=episode, member=tess.member, role=Role.THERAPIST, by=None, at=timezone.now())
    for who in (theo, priya, tess):
        who.get(f"/e/{episode.pk}/")
    found: Any = lines(text(cleo.get(looks_url(episode))))

    assert len(found) == 3
    for line in found:
        assert re.search(r"· (Therapist|Peer) Opened your page\. .*\d:\d\d [ap]m · On your team\.$", line)
    assert Member.objects.get(pk=tess.pk).name in found[0]
