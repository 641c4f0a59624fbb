"""Made-up practices: every rule holds in them, the same seed gives the same people, and every page opens."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tandem.appointments.models import Appointment, Outcome
from tandem.appointments.rules import allowed_outcomes, instant
from tandem.beginnings.models import Begun, Hopes
from tandem.care.models import Episode, Release, SharingChoice, TeamMember
from tandem.care.queries import calendar
from tandem.care.rules import closed, is_adult
from tandem.config.demo_data.chance import midnight
from tandem.config.demo_data.fill import Wanted, fill, practice_ids
from tandem.consents.models import Consent
from tandem.consents.rules import ConsentKind
from tandem.notifications.models import Notice
from tandem.people.models import ContactWish, Member
from tandem.permissions.rules import Kind
from tandem.permissions.sharing import PRESETS, Preset
from tandem.record.models import ChainHead, Entry, Look
from tandem.record.queries import broken_at
from tandem.record.rules import canonical
from tandem.relays.models import Point, Relay
from tandem.relays.rules import due, reached_by
from tandem.sealing.fields import SealedTextField
from tandem.session_checks.actions.cards import codes
from tandem.session_checks.models import NUMBERS, Card, SessionCheck
from tandem.session_checks.queries.cards import known_about
from tandem.session_checks.queries.checks import answers_of
from tandem.session_checks.rules import Item, items, since
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Owned
from tandem.what_follows import WHAT_FOLLOWS

CLIENTS, PRACTICES = 60, 3


def wanted(clients: int = CLIENTS, practices: int = PRACTICES, seed: int = 5) -> Wanted:
    return Wanted(clients, practices, seed, midnight(timezone.now().date().isoformat()))


@pytest.fixture
def filled(db: None) -> list[UUID]:
    """Made-up practices beside the cast, which `fill` itself does not mind."""
    fill(wanted())
    return practice_ids(wanted())


@pytest.fixture
def each(filled: list[UUID]) -> Iterator[Any]:
    """Work in one made-up practice after the other."""

    def walk() -> Iterator[UUID]:
        for key in filled:
            with using_practice(key):
                yield key

    return walk()


# --- the record, and what a database can check ---------------------------------------------------------------------


def test_every_chain_is_whole_and_told_in_the_order_of_time(each: Iterator[UUID]) -> None:
    for _ in each:
        assert broken_at() is None
        times = list(Entry.objects.order_by("sequence").values_list("at", flat=True))
        assert times == sorted(times)
        assert times[-1] <= wanted().until
        assert ChainHead.objects.get().looks_until == wanted().until
        assert Look.objects.exists()


def test_every_entry_is_an_event_as_the_program_tells_it(each: Iterator[UUID]) -> None:
    known = {event.__name__: {field.name for field in fields(event)} for event in WHAT_FOLLOWS}
    for _ in each:
        for event, details in Entry.objects.values_list("event", "details"):
            said = json.loads(details)
            assert set(said) == known[event], event
            assert canonical(said) == details


def test_what_happened_is_told_once_for_each_row(each: Iterator[UUID]) -> None:
    pairs = {
        "EpisodeOpened": Episode, "HelperJoined": TeamMember, "AppointmentBooked": Appointment, "OutcomeNoted": Outcome,
        "SessionCheckSubmitted": SessionCheck, "PointApproved": Point, "CardWritten": Card, "ConsentGiven": Consent,
        "HopesTold": Hopes, "BeginningDone": Begun, "MemberAdded": Member, "ContactWished": ContactWish,
        "SharingChanged": SharingChoice,
    }  # fmt: skip
    for _ in each:
        told = Counter(Entry.objects.values_list("event", flat=True))
        for event, model in pairs.items():
            assert told[event] == model.objects.count(), event
        read = Relay.objects.exclude(acknowledged_at=None)
        own = read.filter(to__grants__role="client").count()
        assert told["RelayAcknowledged"] == read.count() - own
        assert told["PointSaid"] == own
        assert told["OutcomeTold"] == Relay.objects.exclude(outcome_at=None).count()


def test_constraints_hold_and_nothing_waits_to_be_sent(each: Iterator[UUID]) -> None:
    connection.check_constraints()
    for _ in each:
        assert not Notice.objects.filter(sent_at=None).exists()
    assert not apps.get_model("jobs.Job").objects.exists()


# --- the rules, said once more over the rows -----------------------------------------------------------------------


def test_meetings_stand_in_the_calendar_and_nobody_is_needed_twice(each: Iterator[UUID]) -> None:
    for _ in each:
        week = calendar()
        busy: dict[tuple[UUID, datetime], int] = Counter()
        for one in Appointment.objects.select_related("episode"):
            wall = datetime.fromisoformat(one.wall_time)
            assert instant(wall, one.zone) == one.starts_at
            assert closed(week, wall, wall + timedelta(minutes=50), needs_cover=one.kind == "peer") is None
            for who in {one.therapist_id, one.peer_id, one.episode.client_id} - {None}:
                busy[who, one.starts_at] += 1
        assert set(busy.values()) == {1}
        assert set(Counter(Appointment.objects.values_list("episode", flat=True)).values()) == {10}


def test_helpers_were_on_the_team_and_outcomes_came_when_they_could(each: Iterator[UUID]) -> None:
    for _ in each:
        places = {(one.episode_id, one.member_id): one for one in TeamMember.objects.all()}
        for said in Outcome.objects.select_related("appointment__episode"):
            meeting = said.appointment
            assert said.kind in allowed_outcomes(meeting.starts_at, said.noted_at)
            assert said.noted_at <= wanted().until
            who = meeting.therapist_id or meeting.peer_id
            place = places[meeting.episode_id, who]
            assert place.started_at <= meeting.starts_at
            if said.noted_by_id == meeting.episode.client_id:
                assert said.kind == "cancelled"
                assert said.noted_at == place.paused_at
            else:
                assert (meeting.episode_id, said.noted_by_id) in places
                assert place.paused_at is None or said.noted_at < place.paused_at


def test_checks_came_in_their_days_to_whom_the_choice_says(each: Iterator[UUID]) -> None:
    for _ in each:
        for check in SessionCheck.objects.select_related("appointment__episode", "member"):
            meeting = check.appointment
            outcome = Outcome.objects.get(appointment=meeting)
            assert outcome.kind in ("attended", "late")
            assert outcome.noted_at <= check.submitted_at <= wanted().until
            assert since(check.submitted_at) <= meeting.ends_at
            assert check.member_id == meeting.episode.client_id
            alike = SessionCheck.objects.filter(
                episode=check.episode, appointment__starts_at__lt=meeting.starts_at
            )
            alike = (
                alike.filter(appointment__kind="peer")
                if meeting.kind == "peer"
                else alike.exclude(appointment__kind="peer")
            )
            assert not alike.filter(submitted_at__gt=check.submitted_at).exists()
            asks = items(
                episode_began=meeting.episode.started_at, met_at=meeting.starts_at, earlier=alike.count()
            )
            assert {Item(name) for name in NUMBERS if getattr(check, name) is not None} == set(asks)
            assert check.reasons == codes(known_about(meeting, answers_of(check)))
            _reached_as_chosen(check)


def _reached_as_chosen(check: SessionCheck) -> None:
    choices = SharingChoice.objects.filter(episode=check.episode, at__lt=check.submitted_at)
    chosen = choices.order_by("-number").first()
    level = chosen.checks if chosen else "word"
    relays = Relay.objects.filter(about_id=check.pk)
    opened = Release.objects.filter(object_id=check.pk)
    assert relays.exists() or level == "nothing" or _paused(check)
    kinds = {"nothing": set(), "word": {"check_word"}, "answers": {"check_word", "check_answers"}}[level]
    assert {(one.to_id, one.kind) for one in opened} == {
        (one.to_id, kind) for one in relays for kind in kinds
    }
    assert all(one.at == check.submitted_at for one in opened)


def _paused(check: SessionCheck) -> bool:
    return TeamMember.objects.filter(episode=check.episode, paused_at__lte=check.submitted_at).exists()


def test_sharing_choices_are_presets_or_one_switch_apart(each: Iterator[UUID]) -> None:
    presets = Counter[str]()
    for _ in each:
        for one in SharingChoice.objects.select_related("episode"):
            preset = PRESETS[Preset(one.preset)]
            presets[one.preset] += 1
            assert one.sharing() in (preset, preset.changed(checks=one.sharing().checks))
            assert one.number == 1 or SharingChoice.objects.filter(episode=one.episode, number=1).exists()
            helpers = TeamMember.objects.filter(episode=one.episode)
            assert all(place.started_at <= one.chosen_at for place in helpers)
            assert one.preset_at == (one.episode.started_at if one.preset == "ask" else one.chosen_at)
    assert set(presets) == {"ask", "open", "separate"}


def test_relays_follow_their_release_and_are_read_after_they_were_sent(each: Iterator[UUID]) -> None:
    for _ in each:
        paused = {(one.episode_id, one.member_id): one.paused_at for one in TeamMember.objects.all()}
        for relay in Relay.objects.select_related("episode"):
            assert relay.sent_at <= wanted().until
            stops = paused.get((relay.episode_id, relay.to_id))
            for at in (relay.acknowledged_at, relay.outcome_at):
                assert at is None or relay.sent_at < at < (stops or wanted().until)
            if relay.kind in (Kind.POINT, Kind.HOPES) and relay.to_id != relay.episode.client_id:
                assert Release.objects.filter(
                    object_id=relay.about_id, to=relay.to_id, at=relay.sent_at, on=True
                )
            assert not relay.reply or relay.acknowledged_at
            assert bool(relay.outcome) == bool(relay.outcome_at)


def test_points_reach_whom_their_way_reaches_and_are_due_in_two_working_days(each: Iterator[UUID]) -> None:
    ways = set()
    for key in each:
        week, zone = calendar(), ZoneInfo(apps.get_model("tenancy.Practice").objects.get(pk=key).time_zone)
        for point in Point.objects.select_related("episode"):
            ways.add(point.way)
            helpers = set(
                TeamMember.objects.filter(episode=point.episode).values_list("member_id", flat=True)
            )
            (other,) = helpers - {point.to_id}
            reached = reached_by(point.way, point.to_id, other) or [point.episode.client_id]
            relays = Relay.objects.filter(about_id=point.pk)
            assert {one.to_id for one in relays} == set(reached)
            day = due(point.approved_at.astimezone(zone).date(), week) if point.way != "myself" else None
            assert {one.due_on for one in relays} == {day}
            assert point.appointment.ends_at <= point.approved_at
            assert point.words
    assert ways == {"myself", "together", "for_me"}


def test_a_yes_came_before_the_first_meeting_with_the_peer_and_holds(each: Iterator[UUID]) -> None:
    for _ in each:
        for episode in Episode.objects.all():
            first = Appointment.objects.filter(episode=episode).exclude(peer=None).earliest("starts_at")
            yeses = {one.kind: one for one in Consent.objects.filter(episode=episode)}
            assert yeses[ConsentKind.MEET_PEER].at < yeses[ConsentKind.JOINT_CARE].at < first.starts_at
            assert all(one.explainers.exists() for one in yeses.values())
            assert {one.text.language for one in yeses.values()} == {episode.client.language}


def test_people_are_adults_with_one_open_place_each_and_courses_differ(each: Iterator[UUID]) -> None:
    ended = paused = new = 0
    languages, caseloads = set(), Counter[UUID]()
    for _ in each:
        for client in Member.objects.filter(grants__role="client"):
            assert is_adult(client.born_on, wanted().until.date())
            assert not client.safer
            languages.add(client.language)
        ended += Episode.objects.exclude(ended_at=None).count()
        paused += TeamMember.objects.exclude(paused_at=None).count()
        new += Episode.objects.filter(started_at__gt=wanted().until - timedelta(days=14)).count()
        caseloads.update(TeamMember.objects.filter(role="therapist").values_list("member_id", flat=True))
    assert languages == {"en", "es"}
    assert ended
    assert paused
    assert new
    assert len(set(caseloads.values())) > 1


def test_every_sealed_word_opens(each: Iterator[UUID]) -> None:
    for _ in each:
        for model in apps.get_models():
            columns = [
                field.attname for field in model._meta.concrete_fields if isinstance(field, SealedTextField)
            ]
            if columns and issubclass(model, Owned):
                for row in model.objects.all()[:200]:
                    assert all(isinstance(getattr(row, name), str) for name in columns)
