"""The practice's calendar, who covers, and whom complaints go to."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef

from tandem.care.models import (
    CoverHours,
    Holiday,
    OutsidePerson,
    WorkingHours,
)
from tandem.care.rules import Calendar, Hours
from tandem.people.models import RoleGrant
from tandem.permissions.rules import Role

COVERS = (Role.ON_CALL, Role.THERAPIST, Role.CLINICAL_SUPERVISOR)  # clinicians


def calendar() -> Calendar:
    """Return the current practice's calendar as the rules read it."""
    week = {row.weekday: Hours(row.opens, row.closes) for row in WorkingHours.objects.all()}
    holidays = {row.on: row.name for row in Holiday.objects.all()}
    cover: dict[int, list[Hours]] = defaultdict(list)
    able = RoleGrant.objects.filter(member=OuterRef("member"), role__in=COVERS, ended_at=None)
    for row in CoverHours.objects.filter(Exists(able)):
        cover[row.weekday].append(Hours(row.opens, row.closes))
    return Calendar(week, holidays, cover)


def outside_person() -> OutsidePerson | None:
    """Return whom complaints go to in this practice now, or None while nobody is named."""
    return OutsidePerson.objects.order_by("-at", "-id").first()


def holidays_from(day: date) -> list[Holiday]:
    """Return holidays on or after `day`, soonest first."""
    return list(Holiday.objects.filter(on__gte=day).order_by("on"))


def cover_rota() -> list[CoverHours]:
    """Return who covers when, in the order of the week."""
    return list(CoverHours.objects.select_related("member").order_by("weekday", "opens", "id"))


def turns_on(weekday: int) -> list[CoverHours]:
    """Return who covers on one weekday, of those who still may, earliest first."""
    able = RoleGrant.objects.filter(member=OuterRef("member"), role__in=COVERS, ended_at=None)
    rows = CoverHours.objects.filter(Exists(able), weekday=weekday).select_related("member")
    return list(rows.order_by("opens", "closes", "id"))
