"""Keep the practice's week, its holidays and its cover."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tandem.care.events import CalendarChanged
from tandem.care.models import CoverHours, Holiday, WorkingHours
from tandem.care.rules import Hours
from tandem.people.models import Member
from tandem.record.actions import happened


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
