"""What each member of staff opened on a day, and when they usually do."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncHour

from tandem.care.models import TeamMember, Unusual, UnusualAnswer
from tandem.care.rules import USUAL_DAYS, Read
from tandem.people.models import Member
from tandem.people.queries import staff_grants
from tandem.permissions.rules import Basis
from tandem.record.models import Look

A_DAY = timedelta(days=1)
AT_MOST = 100_000  # our choice: looks of one day that are read, so that memory has a bound


def reads_of_a_day(until: datetime) -> dict[UUID, tuple[Member, list[Read]]]:
    """Return, of everyone who is staff, who they are and what they opened in the 24 hours before `until`.

    What was opened in an emergency is left out: that is reviewed by itself.
    """
    looks = Look.objects.filter(at__gte=until - A_DAY, at__lt=until, episode_id__isnull=False)
    rows = list(
        looks.exclude(basis=Basis.EMERGENCY.value).values_list("by", "at", "episode_id", "refused")[:AT_MOST]
    )
    staff = {grant.member_id: grant.member for grant in staff_grants({row[0] for row in rows})}
    places = _places(staff)
    found: dict[UUID, tuple[Member, list[Read]]] = {pk: (member, []) for pk, member in staff.items()}
    for by, at, episode, refused in rows:
        if by in staff:
            helped = any(_held(place, at) for place in places[by, episode])
            found[by][1].append(Read(_here(at, staff[by]), episode, helped, bool(refused)))
    return found


def _places(staff: Collection[UUID]) -> dict[tuple[UUID, UUID], list[TeamMember]]:
    found: dict[tuple[UUID, UUID], list[TeamMember]] = defaultdict(list)
    for place in TeamMember.objects.filter(member_id__in=list(staff)):
        found[place.member_id, place.episode_id].append(place)
    return found


def _held(place: TeamMember, at: datetime) -> bool:
    ends = [end for end in (place.ended_at, place.until) if end]
    return place.started_at <= at and all(at <= end for end in ends)


def usual_hours(until: datetime, staff: Collection[Member]) -> dict[UUID, set[datetime]]:
    """Return the hours in which each of these read in the four weeks before the day that ends at `until`."""
    zones = {member.pk: member for member in staff}
    looks = Look.objects.filter(
        at__gte=until - A_DAY - timedelta(days=USUAL_DAYS),
        at__lt=until - A_DAY,
        by__in=list(zones),
        refused="",
    )
    rows = looks.annotate(hour=TruncHour("at")).order_by().values_list("by", "hour").distinct()
    found: dict[UUID, set[datetime]] = defaultdict(set)
    for by, hour in rows:
        found[by].add(_here(hour, zones[by]))
    return found


def _here(at: datetime, member: Member) -> datetime:
    return at.astimezone(ZoneInfo(member.time_zone))


def unusual(unusual_id: UUID) -> Any | None:
    """Return one, with `said_at`: when they answered, null when not yet."""
    return _with_answer().filter(pk=unusual_id).select_related("member").first()


def unusual_lately(but: Member, limit: int = 100) -> list[Any]:
    """Return what was unusual, latest first, as somebody who leads reads it: not what is about themselves."""
    rows = _with_answer().exclude(member=but).select_related("member").order_by("-at", "-id")
    found = list(rows[:limit])
    answers = {
        one.unusual_id: one for one in UnusualAnswer.objects.filter(unusual__in=[row.pk for row in found])
    }
    for row in found:
        row.answer = answers.get(row.pk)
    return found


def answer_to(one: Unusual) -> UnusualAnswer | None:
    """Return what they said of it."""
    return UnusualAnswer.objects.filter(unusual=one).first()


def _with_answer() -> Any:
    said = UnusualAnswer.objects.filter(unusual=OuterRef("pk"))
    return Unusual.objects.annotate(said_at=Subquery(said.values("at")[:1]))
