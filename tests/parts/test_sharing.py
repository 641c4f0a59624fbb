"""How a client's helpers share: what each choice opens and closes, from the next request on."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tandem.appointments.actions import note_outcome
from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.actions import (
    ChangedMeanwhile,
    change_switches,
    choose_preset,
    join_team,
    leave_team,
)
from tandem.care.models import Episode, SharingChoice
from tandem.goals.actions import propose_goal
from tandem.permissions.rules import Role
from tandem.permissions.sharing import Preset
from tandem.relays.actions import TopicClosed, explain
from tandem.relays.models import Relay
from tandem.relays.queries import standing_of
from tandem.relays.rules import STANDS_FOR, Topic
from tandem.session_checks.actions import write_card
from tandem.tenancy.keys import uuid7
from tests.cast import Actor, World, a_meeting
from tests.parts.meetings import a_check, a_kept_meeting, an_episode, read_url, text
from tests.parts.points import a_point, point_url
from tests.together import together

SECRET = "Sleep through the night"
OTHERS = ("eddy", "tess", "pia", "sam", "otto", "carl", "lead", "admin", "desk", "biller", "on_call")


def url(episode: Episode, then: str = "") -> str:
    return f"/e/{episode.pk}/sharing/{then}"


def chosen(episode: Episode, preset: Preset, at: Any = None, **switches: Any) -> None:
    """Let Cleo choose, and change details."""
    at, by = at or timezone.now(), episode.client_id
    seen = SharingChoice.objects.filter(episode=episode).count()
    choose_preset(episode=episode, preset=preset, seen=seen, by=by, at=at)
    if switches:
        change_switches(episode=episode, switches=switches, seen=seen + 1, by=by, at=at)


# --- Choosing ---


def test_the_client_chooses_by_one_press_and_reads_it_back(cleo: Actor, episode: Episode) -> None:
    assert "You have not chosen yet" in text(cleo.get(url(episode)))
    answer = cleo.post(url(episode, "choose/"), {"preset": "open", "seen": "0"}, follow=True)
    assert "You chose “Open between the three of us”" in text(answer)
    assert answer.context["preset"].initial["preset"] == "open"


def test_a_choice_that_says_nothing_keeps_the_page_and_changes_nothing(cleo: Actor, episode: Episode) -> None:
    answer = cleo.post(url(episode, "choose/"), {"seen": "0", "take_back": "on"})
    assert answer.status_code == 422
    assert answer.context["preset"].errors["preset"]
    assert "checked" in str(answer.context["preset"]["take_back"])
    assert not SharingChoice.objects.exists()


def test_of_two_pages_the_second_is_told_and_shown_how_it_is(cleo: Actor, episode: Episode) -> None:
    cleo.post(url(episode, "choose/"), {"preset": "separate", "seen": "0"})
    answer = cleo.post(url(episode, "choose/"), {"preset": "open", "seen": "0"})
    assert "You changed this on another page" in text(answer)
    assert SharingChoice.objects.get().preset == "separate"
    answer = cleo.post(url(episode, "details/"), {"checks": "answers", "seen": "0"})
    assert "You changed this on another page" in text(answer)
    assert SharingChoice.objects.count() == 1


def test_of_two_at_the_same_moment_one_stands(real_world: World) -> None:
    episode = an_episode(real_world)

    def choose(preset: Preset) -> Any:
        choose_preset(episode=episode, preset=preset, seen=0, by=episode.client_id, at=timezone.now())

    results = together(real_world.practice_id, *(lambda one=one: choose(one) for one in Preset))
    assert sorted(type(one).__name__ for one in results) == [
        "ChangedMeanwhile",
        "ChangedMeanwhile",
        "NoneType",
    ]
    assert isinstance(next(one for one in results if one), ChangedMeanwhile)
    assert SharingChoice.objects.count() == 1


def test_switches_change_by_themselves_and_a_new_preset_sets_them_again(
    cleo: Actor, episode: Episode
) -> None:
    said = {"peer_notes": "on", "times": "on", "checks": "answers", "seen": "0"}
    cleo.post(url(episode, "details/"), said)
    now = SharingChoice.objects.get()
    assert (now.preset, now.peer_notes, now.times, now.checks) == ("ask", True, True, "answers")
    cleo.post(url(episode, "choose/"), {"preset": "ask", "seen": "1"})  # confirmed: the details stay
    assert SharingChoice.objects.get(number=2).peer_notes
    cleo.post(url(episode, "choose/"), {"preset": "separate", "seen": "2"})
    last = SharingChoice.objects.get(number=3)
    assert (last.peer_notes, last.times, last.checks) == (False, False, "nothing")


def test_each_switch_says_who_sees_it_now(cleo: Actor, episode: Episode) -> None:
    before = text(cleo.get(url(episode)))
    assert "Now: you and Priya Specimen." in before
    chosen(episode, Preset.ASK, peer_notes=True)
    after = text(cleo.get(url(episode)))
    assert "Now: you and Dr. Theo Sample, Priya Specimen." in after


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_sees_or_changes_how_they_share(world: World, episode: Episode, name: str) -> None:
    who = world.actor(name)
    assert who.get(url(episode)).status_code == 404
    for then in ("choose/", "details/"):
        assert who.post(url(episode, then), {"preset": "open", "seen": "0"}).status_code == 404
    assert not SharingChoice.objects.exists()


def test_a_helper_reads_what_is_in_force_and_cannot_change_it(theo: Actor, episode: Episode) -> None:
    chosen(episode, Preset.OPEN)
    page = text(theo.get(url(episode)))
    assert "Open between the three of us" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert theo.post(url(episode, "choose/"), {"preset": "ask", "seen": "1"}).status_code == 404


def test_after_the_third_meeting_with_a_peer_the_client_is_asked_again_once(
    world: World, cleo: Actor, episode: Episode
) -> None:
    chosen(episode, Preset.ASK, at=timezone.now() - timedelta(days=9))
    asked = "Is the way your team shares still right for you?"
    for hours in (30, 20, 10):
        assert asked not in text(cleo.get("/today/"))
        a_kept_meeting(world, hours_ago=hours, kind=MeetingKind.PEER)
    assert asked in text(cleo.get("/today/"))
    cleo.post(url(episode, "choose/"), {"preset": "ask", "seen": "1"})
    assert asked not in text(cleo.get("/today/"))


# --- What each choice does ---


def test_kept_separate_the_peer_sees_no_goals_but_those_shown_since(
    cleo: Actor, theo: Actor, priya: Actor, episode: Episode
) -> None:
    goal = propose_goal(episode=episode, wording=SECRET, by=cleo.member, at=timezone.now())
    goals = f"/e/{episode.pk}/goals/"
    cleo.post(f"{goals}{goal.pk}/show/", {"show": "no"})
    cleo.post(f"{goals}{goal.pk}/show/", {"show": "yes"})
    assert SECRET in text(priya.get(goals))
    chosen(episode, Preset.SEPARATE)
    assert SECRET not in text(priya.get(goals))
    assert SECRET in text(theo.get(goals))
    assert "Priya can’t see this." in text(cleo.get(goals))
    cleo.post(f"{goals}{goal.pk}/show/", {"show": "yes"})
    assert SECRET in text(priya.get(goals))


def test_what_was_hidden_stays_hidden_whatever_is_chosen(cleo: Actor, priya: Actor, episode: Episode) -> None:
    goal = propose_goal(episode=episode, wording=SECRET, by=cleo.member, at=timezone.now())
    cleo.post(f"/e/{episode.pk}/goals/{goal.pk}/show/", {"show": "no"})
    for preset in (Preset.SEPARATE, Preset.ASK, Preset.OPEN):
        chosen(episode, preset)
        page = text(priya.get(f"/e/{episode.pk}/goals/"))
        assert SECRET not in page
        assert "No goals" in page  # no marker, no count


@pytest.mark.parametrize(
    ("preset", "sees"), [(Preset.SEPARATE, False), (Preset.ASK, True), (Preset.OPEN, True)]
)
def test_an_own_side_reaches_the_other_helper_unless_kept_separate(
    theo: Actor, priya: Actor, episode: Episode, kept_meeting: Appointment, preset: Preset, sees: bool
) -> None:
    said = {"own_side": "I went too fast."}
    write_card(meeting=kept_meeting, said=said, by=theo.member, role="therapist", at=timezone.now())
    chosen(episode, preset)
    assert ("I went too fast." in text(priya.get("/today/"))) is sees


def test_a_card_asks_for_nothing_that_cannot_go_and_loses_no_word(
    theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    url_ = f"/e/{episode.pk}/meetings/{kept_meeting.pk}/card/"
    chosen(episode, Preset.SEPARATE)
    assert "own_side" not in theo.get(url_).context["form"].fields
    answer = theo.post(url_, {"step": "Walk", "own_side": "I went too fast.", "for_other": "Be slow."})
    assert answer.status_code == 422
    assert "Cleo Example keeps the two of you separate now" in text(answer)
    assert "I went too fast." in text(answer)
    assert "Be slow." in text(answer)
    assert theo.post(url_, {"step": "Walk"}).status_code == 302


def test_looking_back_early_is_refused_kindly_where_kept_separate(theo: Actor, episode: Episode) -> None:
    chosen(episode, Preset.SEPARATE)
    assert theo.post(f"/e/{episode.pk}/review/").status_code == 403


def test_open_between_three_opens_all_topics_until_four_meetings(
    world: World, priya: Actor, theo: Actor, episode: Episode
) -> None:
    chosen(episode, Preset.OPEN, at=timezone.now() - timedelta(days=2))
    places = list(episode.team.filter(ended_at=None))
    assert {one.left for one in standing_of(episode, places, timezone.now())} == {STANDS_FOR}
    for hours in range(STANDS_FOR):
        a_kept_meeting(world, hours_ago=2 + hours, kind=MeetingKind.PEER)
    assert {one.left for one in standing_of(episode, places, timezone.now())} == {0}


def test_a_topic_closed_by_itself_stays_closed_when_open_and_all_close_when_separate(
    cleo: Actor, priya: Actor, episode: Episode
) -> None:
    chosen(episode, Preset.OPEN)
    topics = f"/e/{episode.pk}/topics/"
    assert "Pace and style: open" in text(priya.get(topics))
    cleo.post(f"{topics}close/", {"topic": "pace"})
    page = text(priya.get(topics))
    assert "Pace and style: open" not in page
    assert "Words and culture: open" in page
    chosen(episode, Preset.SEPARATE)
    assert ": open" not in text(priya.get(topics))
    chosen(episode, Preset.ASK)
    assert ": open" not in text(priya.get(topics))


def test_an_open_topic_no_longer_opens_what_separate_has_closed(
    priya: Actor, theo: Actor, episode: Episode
) -> None:
    at = timezone.now()
    chosen(episode, Preset.OPEN)
    explain(
        explanation_id=uuid7(),
        episode=episode,
        topic=Topic.PACE,
        words="Slower, please.",
        by=priya.member,
        at=at,
    )
    assert "Slower, please." in text(theo.get("/today/"))
    chosen(episode, Preset.SEPARATE)
    assert "Slower, please." not in text(theo.get("/today/"))
    with pytest.raises(TopicClosed):
        explain(
            explanation_id=uuid7(), episode=episode, topic=Topic.PACE, words="More.", by=priya.member, at=at
        )


def test_where_kept_separate_no_topic_can_be_opened(cleo: Actor, episode: Episode) -> None:
    chosen(episode, Preset.SEPARATE)
    answer = cleo.post(f"/e/{episode.pk}/topics/choose/", {"topics": ["pace"]})
    assert answer.status_code == 422
    assert "You chose to keep your helpers separate" in text(answer)


def test_the_peer_sees_therapy_times_and_missed_ones_only_while_the_client_lets_them(
    priya: Actor, theo: Actor, episode: Episode
) -> None:
    at = timezone.now()
    meeting = a_meeting(
        episode, MeetingKind.THERAPY, starts_at=at - timedelta(hours=3), therapist=theo.member
    )
    note_outcome(appointment=meeting, outcome=OutcomeKind.MISSED, by=theo.member, at=at)
    pages = ["/today/", "/caseload/", f"/e/{episode.pk}/"]
    for preset in (None, Preset.SEPARATE, Preset.ASK):
        if preset:
            chosen(episode, preset)
        assert all("Therapy" not in text(priya.get(page)).split("<main")[1] for page in pages)
    chosen(episode, Preset.ASK, times=True)
    assert "Therapy" in text(priya.get(f"/e/{episode.pk}/")).split("<main")[1]
    assert priya.get(f"/e/{episode.pk}/appointments/{meeting.pk}/").status_code == 404
    chosen(episode, Preset.ASK)
    chosen(episode, Preset.SEPARATE)
    assert "Therapy" not in text(priya.get(f"/e/{episode.pk}/")).split("<main")[1]


def test_a_new_peer_shares_in_nothing_until_the_client_chooses(
    cleo: Actor, theo: Actor, priya: Actor, pia: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    at = timezone.now()
    propose_goal(episode=episode, wording=SECRET, by=cleo.member, at=at)
    chosen(episode, Preset.OPEN)
    leave_team(episode=episode, member=priya.member, by=None, at=timezone.now())
    join_team(episode=episode, member=pia.member, role=Role.PEER, by=None, at=timezone.now())
    write_card(
        meeting=kept_meeting, said={"own_side": "I went too fast."}, by=theo.member, role="therapist",
        at=timezone.now(),
    )  # fmt: skip
    goals = f"/e/{episode.pk}/goals/"
    assert SECRET not in text(pia.get(goals))
    assert "I went too fast." not in text(pia.get("/today/"))
    assert "Therapy" not in text(pia.get(f"/e/{episode.pk}/")).split("<main")[1]
    chosen(episode, Preset.OPEN)
    assert SECRET in text(pia.get(goals))
    assert "I went too fast." in text(pia.get("/today/"))


def test_everything_shown_can_be_taken_back_at_once(
    world: World, cleo: Actor, theo: Actor, episode: Episode, kept_meeting: Appointment
) -> None:
    check, point = a_check(kept_meeting, to=[theo.member]), a_point(world)
    assert theo.get(read_url(check)).status_code == 200
    cleo.post(url(episode, "choose/"), {"preset": "ask", "seen": "0", "take_back": "on"})
    assert theo.get(read_url(check)).status_code == 404
    assert theo.get(point_url(point, world)).status_code == 404
    assert "Cleo" not in text(theo.get("/today/")).split("<main")[1].split("Meetings today")[0]


def test_points_taken_back_all_at_once_say_so(real_world: World) -> None:
    cleo, episode, point = real_world.actor("cleo"), an_episode(real_world), a_point(real_world)
    cleo.post(url(episode, "choose/"), {"preset": "separate", "seen": "0", "take_back": "on"})
    assert not Relay.objects.filter(about_id=point.pk, withdrawn_at=None).exists()
    assert "You took this back" in text(cleo.get(f"/e/{episode.pk}/points/"))
