"""When nobody of the team can be reached: one page, for an hour, with a reason, and everybody who must know is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.beginnings.actions import keep_hopes
from tandem.care.actions import (
    AlreadyReviewed,
    OwnEmergency,
    leave_team,
    remind_of_reviews,
    review_emergency,
)
from tandem.care.models import Emergency, EmergencyReview, Episode
from tandem.care.rules import Finding
from tandem.goals.actions import propose_goal
from tandem.notifications.models import Notice
from tandem.people.actions import wish_contact
from tandem.people.models import RoleGrant
from tandem.record.models import Entry, Look
from tests.cast import PASSWORD, Actor, World
from tests.parts.emergencies import WHY, an_emergency, proven
from tests.parts.meetings import LINE, a_check, a_kept_meeting, text
from tests.parts.points import WORDS, a_draft, a_point

FIND = "/emergency/"


def page_url(episode: Episode) -> str:
    """Return the page that an emergency opens."""
    return f"/e/{episode.pk}/emergency/"


def opened(who: Actor, cleo: Actor, **said: Any) -> Any:
    """Open Cleo's page as a person would, password and all."""
    url = f"{FIND}{cleo.pk}/"
    proven(who, url)
    return who.post(url, {"reason": "danger", "words": WHY} | said)


# Who may ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["on_call", "clinical_supervisor", "theo"])
def test_these_may_ask(world: World, name: str) -> None:
    assert world.actor(name).get(FIND).status_code == 200


@pytest.mark.parametrize(
    "name", ["priya", "tess", "eddy", "lead", "admin", "desk", "biller", "peer_supervisor", "cleo", "sam"]
)
def test_all_others_find_nothing(world: World, cleo: Actor, name: str) -> None:
    who = world.actor(name)
    who.client.raise_request_exception = False
    for url in (FIND, f"{FIND}{cleo.pk}/"):
        assert who.get(url).status_code == 404
        assert who.post(url, {"name": "Cleo Example", "reason": "danger", "words": WHY}).status_code == 404
    assert not Emergency.objects.exists()


@pytest.mark.parametrize("typed", ["Cleo", "Example", "cle exa", "Cleo Exampl", "%", "  "])
def test_a_part_of_a_name_finds_nobody(on_call: Actor, typed: str) -> None:
    assert "This one" not in text(on_call.post(FIND, {"name": typed}))


@pytest.mark.parametrize("typed", ["Cleo Example", "cleo   example", "Example, Cleo"])
def test_the_whole_name_finds_them_and_is_kept(on_call: Actor, cleo: Actor, typed: str) -> None:
    page = text(on_call.post(FIND, {"name": typed}))

    assert f"{FIND}{cleo.pk}/" in page
    assert page.count("This one") == 1
    assert Look.objects.filter(by=on_call.pk, act="open_in_emergency").exclude(shown=None).exists()


def test_the_password_is_asked_first(on_call: Actor, cleo: Actor, episode: Episode) -> None:
    url = f"{FIND}{cleo.pk}/"
    assert "Is it you?" in text(on_call.get(url))
    for typed in ("", "wrong"):
        answer = on_call.post(url, {"proof": typed, "proof_for": "send", "reason": "danger", "words": WHY})
        assert answer.status_code == 422
        assert WHY in text(answer)  # what was typed is kept
    assert not Emergency.objects.exists()

    on_call.post(url, {"proof": PASSWORD, "proof_for": "send", "reason": "danger", "words": WHY})
    assert Emergency.objects.count() == 1


@pytest.mark.parametrize("said", [{"reason": ""}, {"reason": "curious"}, {"words": ""}, {"words": "x" * 301}])
def test_without_a_reason_nothing_opens(on_call: Actor, cleo: Actor, said: dict[str, str]) -> None:
    answer = opened(on_call, cleo, **said)

    assert answer.status_code == 422
    assert not Emergency.objects.exists()
    if said.get("words") != "":
        assert said.get("words", WHY) in text(answer)


def test_who_helps_them_anyway_is_led_to_their_page(theo: Actor, cleo: Actor, episode: Episode) -> None:
    assert proven(theo, f"{FIND}{cleo.pk}/").status_code == 302
    assert theo.get(f"{FIND}{cleo.pk}/")["Location"] == f"/e/{episode.pk}/"


def test_sent_twice_it_is_one(on_call: Actor, cleo: Actor) -> None:
    opened(on_call, cleo)
    on_call.post(f"{FIND}{cleo.pk}/", {"reason": "danger", "words": "Again."})

    assert Emergency.objects.count() == 1


# What opens ---------------------------------------------------------------------------------------------


def test_the_page_shows_contact_team_and_meetings_and_nothing_that_was_said(
    world: World, cleo: Actor, theo: Actor, priya: Actor, on_call: Actor, episode: Episode
) -> None:
    a_check(a_kept_meeting(world), to=[theo.member, priya.member])
    a_point(world, to="theo")
    a_draft(world)
    at = timezone.now()
    keep_hopes(episode=episode, tried="A line.", worth="Sleep.", to=[theo.member], by=episode.client, at=at)
    propose_goal(episode=episode, wording="Walk to the river.", by=theo.member, at=at)
    page = text(opened(on_call, cleo, follow=True) and on_call.get(page_url(episode)))

    assert "Opened in an emergency." in page
    assert "cleo@cast.example" in page
    assert "Dr. Theo Sample" in page
    assert "Priya Specimen" in page
    assert "Took place" in page
    for said in (LINE, WORDS, "Sleep.", "Walk to the river.", "what they hope for"):
        assert said not in page
    assert f"/e/{episode.pk}/" not in page.replace(page_url(episode), "")  # it leads nowhere else


def test_no_other_page_opens(world: World, on_call: Actor, episode: Episode) -> None:
    an_emergency(world)
    for path in ("", "goals/", "points/", "history/", "so-far/", "looks/", "sharing/", "choices/"):
        assert on_call.get(f"/e/{episode.pk}/{path}").status_code == 404


def test_it_closes_after_an_hour(world: World, on_call: Actor, episode: Episode) -> None:
    an_emergency(world, at=timezone.now() - timedelta(minutes=59))
    assert on_call.get(page_url(episode)).status_code == 200
    an_emergency(world, "clinical_supervisor", at=timezone.now() - timedelta(minutes=61))
    assert world.actor("clinical_supervisor").get(page_url(episode)).status_code == 404


def test_it_opens_for_nobody_else(world: World, episode: Episode) -> None:
    an_emergency(world)
    for name in ("clinical_supervisor", "lead", "tess", "priya", "theo", "cleo"):
        assert world.actor(name).get(page_url(episode)).status_code == 404


def test_who_is_no_longer_on_call_reads_nothing(world: World, on_call: Actor, episode: Episode) -> None:
    an_emergency(world)
    RoleGrant.objects.filter(member=on_call.member).update(ended_at=timezone.now())

    assert on_call.get(page_url(episode)).status_code in (302, 404)


def test_without_a_therapist_there_is_contact_and_team_alone(
    world: World, theo: Actor, on_call: Actor, episode: Episode
) -> None:
    a_point(world, to="theo")
    leave_team(episode=episode, member=theo.member, by=None, at=timezone.now())
    an_emergency(world)
    page = text(on_call.get(page_url(episode)))

    assert "cleo@cast.example" in page
    assert WORDS not in page


# Who is told --------------------------------------------------------------------------------------------


def test_the_client_and_those_who_review_are_told_at_once(
    world: World, cleo: Actor, lead: Actor, on_call: Actor, episode: Episode
) -> None:
    an_emergency(world)
    told = set(Notice.objects.values_list("to__name", "template"))

    assert told == {
        ("Cleo Example", "emergency"), ("Lead Example", "review"), ("Clinical Supervisor Example", "review"),
    }  # fmt: skip
    assert "They said it was an emergency." in text(cleo.get("/today/"))
    assert "Check it" in text(lead.get("/today/"))
    on_call.get(page_url(episode))
    page = text(cleo.get(f"/e/{episode.pk}/looks/"))
    assert "On_Call" not in page
    assert "They said: Somebody’s life or health is in danger." in page
    assert "Opened your page, in an emergency." in page
    assert "Somebody else will check within three days" in page
    assert WHY not in page  # what was written is for whoever reviews it


def test_a_client_who_is_not_written_to_reads_it_on_today(world: World, cleo: Actor) -> None:
    wish_contact(client=cleo.member, channel="none", hours="", message=False, named=False, seen="", checks="nobody",
                 by=cleo.member, at=timezone.now())  # fmt: skip
    an_emergency(world)

    assert not Notice.objects.filter(to=cleo.pk).exists()
    assert "They said it was an emergency." in text(cleo.get("/today/"))


def test_the_record_holds_it_without_a_word(world: World) -> None:
    emergency = an_emergency(world)
    entry = Entry.objects.get(event="OpenedInEmergency")

    assert entry.by == emergency.by_id
    assert "stairs" not in entry.details


# Review -------------------------------------------------------------------------------------------------


def test_somebody_else_reviews_it_once_and_the_client_reads_what_they_found(
    world: World, cleo: Actor, lead: Actor, clinical_supervisor: Actor, episode: Episode
) -> None:
    emergency = an_emergency(world)
    url = f"/emergencies/{emergency.pk}/"
    assert WHY in text(lead.get(url))
    assert lead.post(url, {"finding": "", "words": "Kept."}).status_code == 422
    lead.post(url, {"finding": "right", "words": "Spoke with both."})
    clinical_supervisor.post(url, {"finding": "wrong", "words": ""})

    assert EmergencyReview.objects.values_list("by", "finding").get() == (lead.pk, "right")
    page = text(cleo.get(f"/e/{episode.pk}/looks/"))
    assert "it was right" in page
    assert "Spoke" not in page
    assert "Check it" not in text(lead.get("/today/"))


def test_nobody_reviews_their_own(world: World, clinical_supervisor: Actor) -> None:
    emergency = an_emergency(world, "clinical_supervisor")
    with pytest.raises(OwnEmergency):
        review_emergency(
            emergency=emergency,
            finding=Finding.RIGHT,
            words="",
            by=clinical_supervisor.member,
            at=timezone.now(),
        )
    assert clinical_supervisor.get(f"/emergencies/{emergency.pk}/").status_code == 404
    page = text(clinical_supervisor.get("/emergencies/"))
    assert "Somebody else checks it." in page
    assert ("Clinical Supervisor Example", "review") not in set(
        Notice.objects.values_list("to__name", "template")
    )


def test_two_at_once_make_one_review(world: World, lead: Actor, clinical_supervisor: Actor) -> None:
    emergency, at = an_emergency(world), timezone.now()
    review_emergency(emergency=emergency, finding=Finding.TALK, words="", by=lead.member, at=at)
    with pytest.raises(AlreadyReviewed):
        review_emergency(
            emergency=emergency, finding=Finding.WRONG, words="", by=clinical_supervisor.member, at=at
        )


@pytest.mark.parametrize("name", ["on_call", "priya", "theo", "desk", "admin", "biller", "cleo"])
def test_the_list_is_for_those_who_review(world: World, name: str) -> None:
    emergency = an_emergency(world)
    for url in ("/emergencies/", f"/emergencies/{emergency.pk}/"):
        assert world.actor(name).get(url).status_code == 404


def test_one_that_waits_too_long_is_told_daily(world: World, lead: Actor) -> None:
    at = timezone.now()
    emergency = an_emergency(world, at=at - timedelta(hours=71))
    Notice.objects.all().delete()
    remind_of_reviews(at=at)
    assert not Notice.objects.exists()

    for hours in (2, 3, 26):
        remind_of_reviews(at=at + timedelta(hours=hours))
    assert Notice.objects.filter(to=lead.pk, template="review").count() == 2

    review_emergency(emergency=emergency, finding=Finding.RIGHT, words="", by=lead.member, at=at)
    remind_of_reviews(at=at + timedelta(hours=60))
    assert Notice.objects.filter(to=lead.pk).count() == 2
