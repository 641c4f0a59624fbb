"""Open an episode, change its team, release and close things, keep the calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from tandem.care.events import CalendarChanged, EpisodeOpened, HelperJoined, HelperLeft, Released
from tandem.care.models import CoverHours, Episode, Holiday, Release, TeamMember, WorkingHours
from tandem.care.rules import Hours
from tandem.people.models import Member
from tandem.permissions.rules import Kind, Role
from tandem.record.actions import happened
from tandem.tenancy.insert import insert


class AlreadyOpen(Exception):
    """The client already has an open episode."""


def open_episode(
    *, client: Member, therapist: Member, peer: Member | None, by: UUID | None, at: datetime
) -> Episode:
    """Begin a course of therapy with its team. Raises `AlreadyOpen` when one is under way."""
    try:
        with transaction.atomic():
            episode = Episode.objects.create(client=client, started_at=at)
            happened(EpisodeOpened(episode.pk, client.pk), by=by, at=at)
            join_team(episode=episode, member=therapist, role=Role.THERAPIST, by=by, at=at)
            if peer:
                join_team(episode=episode, member=peer, role=Role.PEER, by=by, at=at)
            return episode
    except IntegrityError as error:
        raise AlreadyOpen from error


@transaction.atomic
def join_team(*, episode: Episode, member: Member, role: Role, by: UUID | None, at: datetime) -> None:
    """Put a helper on the care team from `at` on."""
    TeamMember.objects.create(episode=episode, member=member, role=role.value, started_at=at)
    happened(HelperJoined(episode.pk, member.pk, role.value), by=by, at=at)


@transaction.atomic
def leave_team(*, episode: Episode, member: Member, by: UUID | None, at: datetime) -> None:
    """End a helper's place; from the next request on they read nothing here."""
    now = TeamMember.objects.filter(episode=episode, member=member, ended_at=None)
    if now.update(ended_at=at):
        happened(HelperLeft(episode.pk, member.pk), by=by, at=at)


@transaction.atomic
def release(
    *, episode: Episode, kinds: Iterable[Kind], object_id: UUID, to: Iterable[Member], on: bool, by: UUID, at: datetime
) -> None:  # fmt: skip
    """Open (or close) kinds of one thing to some people. Rows are only added; the latest stands."""
    people, kinds = list(to), list(kinds)
    write_releases(episode=episode, kinds=kinds, object_id=object_id, to=people, on=on, at=at)
    for kind in kinds:
        ids = tuple(person.pk for person in people)
        happened(Released(episode.pk, kind.value, object_id, ids, on), by=by, at=at)


def write_releases(
    *, episode: Episode, kinds: Iterable[Kind], object_id: UUID, to: Iterable[Member], on: bool, at: datetime
) -> None:  # fmt: skip
    """Add the rows inside another action, whose own event says what happened."""
    kinds = list(kinds)
    rows = [
        Release(episode=episode, kind=kind.value, object_id=object_id, to=person, on=on, at=at)
        for person in to
        for kind in kinds
    ]
    insert(*rows)


@transaction.atomic
def set_week(*, week: Mapping[int, Hours], by: UUID | None, at: datetime) -> None:
    """Replace the practice's opening hours."""
    WorkingHours.objects.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=day, opens=hours.opens, closes=hours.closes) for day, hours in week.items()
    )
    happened(CalendarChanged(), by=by, at=at)


@transaction.atomic
def add_holiday(*, on: date, name: str, by: UUID | None, at: datetime) -> None:
    """Close the practice on a day; a day already closed takes the new name."""
    Holiday.objects.update_or_create(on=on, defaults={"name": name})
    happened(CalendarChanged(), by=by, at=at)


@transaction.atomic
def remove_holiday(*, holiday_id: UUID, by: UUID | None, at: datetime) -> bool:
    """Open the practice on that day again. Returns whether there was such a day."""
    found = bool(Holiday.objects.filter(pk=holiday_id).delete()[0])
    if found:
        happened(CalendarChanged(), by=by, at=at)
    return found


@transaction.atomic
def add_cover(
    *, member: Member, weekdays: Iterable[int], opens: time, closes: time, by: UUID | None, at: datetime
) -> None:  # fmt: skip
    """Name the clinician who answers during these hours."""
    CoverHours.objects.bulk_create(
        CoverHours(member=member, weekday=day, opens=opens, closes=closes) for day in weekdays
    )
    happened(CalendarChanged(), by=by, at=at)


@transaction.atomic
def remove_cover(*, cover_id: UUID, by: UUID | None, at: datetime) -> bool:
    """Take these hours off the rota. Returns whether there were such hours."""
    found = bool(CoverHours.objects.filter(pk=cover_id).delete()[0])
    if found:
        happened(CalendarChanged(), by=by, at=at)
    return found
