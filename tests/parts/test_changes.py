"""What changed because of the client: each thing said, and what followed; for a helper, how soon."""

from datetime import timedelta

from django.utils import timezone

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.relays.actions import acknowledge, approve, tell_outcome
from tandem.relays.models import Relay
from tandem.relays.rules import Way
from tandem.session_checks.rules import Answers
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World
from tests.parts.meetings import a_check, text


def closed_point(episode: Episode, cleo: Actor, theo: Actor, priya: Actor, days: float) -> None:
    sent_at = timezone.now() - timedelta(days=days, hours=1)
    point = approve(
        point_id=uuid7(), episode=episode, words="Slower, please.", way=Way.TOGETHER, to=theo.member,
        team_seen=[theo.pk, priya.pk], by=cleo.member, at=sent_at,
    )  # fmt: skip
    relay = Relay.objects.get(about_id=point.pk, to=theo.member)
    acknowledge(relay=relay, reply="", by=theo.member, at=sent_at)
    tell_outcome(relay=relay, outcome="We go slower.", by=theo.member, at=sent_at + timedelta(days=days))


def test_what_was_said_stands_with_what_followed(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    closed_point(episode, cleo, theo, priya, days=1)
    check = a_check(kept_meeting, to=[theo.member], said=Answers(off="small", line="The end was quick."))
    page = text(cleo.get(f"/e/{episode.pk}/changes/"))
    assert "We go slower." in page
    assert "The end was quick." not in page  # nobody has answered it yet

    relay = Relay.objects.get(about_id=check.pk)
    acknowledge(relay=relay, reply="I end earlier now.", by=theo.member, at=timezone.now())
    page = text(cleo.get(f"/e/{episode.pk}/changes/"))
    assert "The end was quick." in page
    assert "I end earlier now." in page


def test_before_anything_followed_the_page_says_what_will_stand_there(cleo: Actor, episode: Episode) -> None:
    assert "Nothing here yet" in text(cleo.get(f"/e/{episode.pk}/changes/"))


def test_nobody_else_sees_what_changed(world: World, episode: Episode) -> None:
    for name in ("theo", "priya", "otto", "lead", "sam"):
        assert world.actor(name).get(f"/e/{episode.pk}/changes/").status_code == 404


def test_a_helper_reads_how_many_they_closed_and_how_soon(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    assert "Nothing was closed" in text(theo.get("/clients/closed/"))
    for days in (1, 2, 9):
        closed_point(episode, cleo, theo, priya, days)
    page = text(theo.get("/clients/closed/"))
    assert "3 points closed in the last 90 days." in page
    assert "Half of them took 2.0 days or less" in page
    assert "Nothing was closed" in text(priya.get("/clients/closed/"))


def test_what_was_closed_long_ago_does_not_count(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    closed_point(episode, cleo, theo, priya, days=1)
    long_ago = timezone.now() - timedelta(days=91)
    Relay.objects.exclude(outcome_at=None).update(outcome_at=long_ago, acknowledged_at=long_ago)
    assert "Nothing was closed" in text(theo.get("/clients/closed/"))
