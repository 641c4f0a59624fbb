"""Book a meeting; say how it went."""

from datetime import datetime

from django.db import transaction

from tandem.appointments import queries
from tandem.appointments.events import AppointmentBooked, BeginningChosen, MeetingMadeSmaller, OutcomeNoted
from tandem.appointments.models import Appointment, IntroWish, Outcome
from tandem.appointments.rules import (
    Fate,
    MeetingKind,
    OutcomeKind,
    allowed_outcomes,
    ends,
    instant,
    wall_end,
)
from tandem.care.models import Episode
from tandem.care.queries import are_helping, calendar
from tandem.care.rules import Closed, closed
from tandem.people.models import Member
from tandem.record.actions import happened


class NotPossibleThen(Exception):
    """The practice is closed at that time, or nobody covers."""

    def __init__(self, reason: Closed) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Taken(Exception):
    """Somebody who would be there already meets someone else."""


class NotOnTeamThen(Exception):
    """One of the helpers has left or is paused, or covers only until before that time."""


class NotYet(Exception):
    """A meeting that has not begun can only be cancelled."""


class Begun(Exception):
    """There is no first therapy meeting ahead that the peer could join."""


@transaction.atomic
def book(
    *, episode: Episode, kind: MeetingKind, therapist: Member | None, peer: Member | None, wall: datetime,
    minutes: int, place: str, by: Member, at: datetime,
) -> Appointment:  # fmt: skip
    """Agree a meeting at a wall-clock time of the practice.

    Raises `NotPossibleThen`, `Taken`, `NotOnTeamThen`, and NoSuchTime for a time that the clocks jump over.
    """
    zone = episode.practice.time_zone
    starts_at = instant(wall, zone)
    ends_at = ends(starts_at, minutes)
    ends_wall = wall_end(wall, starts_at, ends_at, zone)
    reason = closed(calendar(), wall, ends_wall, needs_cover=kind is MeetingKind.PEER)
    if reason:
        raise NotPossibleThen(reason)
    helpers = [person for person in (therapist, peer) if person]
    _take_turns([*helpers, episode.client], starts_at, ends_at)
    if not are_helping(episode, helpers, ends_at):
        raise NotOnTeamThen
    meeting = Appointment.objects.create(
        episode=episode,
        kind=kind.value,
        therapist=therapist,
        peer=peer,
        starts_at=starts_at,
        ends_at=ends_at,
        wall_time=wall.isoformat(timespec="minutes"),
        zone=zone,
        place=place,
    )
    happened(AppointmentBooked(episode.pk, meeting.pk, kind.value), by=by.pk, at=at)
    return meeting


def _take_turns(who: list[Member], starts_at: datetime, ends_at: datetime) -> None:
    """Hold everyone's row until the end, so that of two bookings at once the second sees the first."""
    list(Member.objects.select_for_update().filter(pk__in=[one.pk for one in who]).order_by("pk"))
    if queries.busy(who, starts_at, ends_at):
        raise Taken


@transaction.atomic
def note_outcome(*, appointment: Appointment, outcome: OutcomeKind, by: Member, at: datetime) -> None:
    """Say how a meeting went; saying the same again changes nothing. Raises `NotYet`."""
    if outcome not in allowed_outcomes(appointment.starts_at, at):
        raise NotYet
    Appointment.objects.select_for_update().get(pk=appointment.pk)  # of two at once the second sees the first
    latest = Outcome.objects.filter(appointment=appointment).order_by("-noted_at", "-id").first()
    if latest and latest.kind == outcome:
        return
    Outcome.objects.create(appointment=appointment, kind=outcome.value, noted_by=by, noted_at=at)
    happened(OutcomeNoted(appointment.episode_id, appointment.pk, outcome.value), by=by.pk, at=at)


@transaction.atomic
def choose_beginning(*, episode: Episode, joins: bool, by: Member, at: datetime) -> None:
    """Say whether the peer joins the first ten minutes; saying the same again changes nothing. Raises `Begun`."""
    Episode.objects.select_for_update().get(pk=episode.pk)  # of two at once the second sees the first
    first = queries.beginning(episode, at)
    if first is None:
        raise Begun
    if first.joins is joins:
        return
    IntroWish.objects.create(episode=episode, joins=joins, at=at)
    happened(BeginningChosen(episode.pk, joins), by=by.pk, at=at)


@transaction.atomic
def call_off(*, episode: Episode, member: Member, by: Member, at: datetime) -> None:
    """Call off what is booked with a helper whom the client no longer meets; of three, two may still meet.

    A helper who helps again by now keeps their meetings. Run again, it changes nothing.
    """
    list(Member.objects.select_for_update().filter(pk__in=(member.pk, episode.client_id)).order_by("pk"))
    if are_helping(episode, [member], at):
        return
    for change in queries.changes_without(episode, member, queries.booked(episode, at)):
        if change.fate is Fate.CALLED_OFF:
            note_outcome(appointment=change.meeting, outcome=OutcomeKind.CANCELLED, by=by, at=at)
        else:
            _make_smaller(change, by, at)


def _make_smaller(change: queries.Change, by: Member, at: datetime) -> None:
    """Let a meeting of three go on between the client and the helper who stays."""
    stays = MeetingKind.THERAPY if change.fate is Fate.WITH_THERAPIST else MeetingKind.PEER
    gone = "peer" if stays is MeetingKind.THERAPY else "therapist"
    meeting = change.meeting
    meeting.kind = stays.value
    setattr(meeting, gone, None)
    meeting.save(update_fields=["kind", gone])
    happened(MeetingMadeSmaller(meeting.episode_id, meeting.pk, stays.value), by=by.pk, at=at)
