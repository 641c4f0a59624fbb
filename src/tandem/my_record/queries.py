"""Find what is in a client's record."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_outcome
from tandem.appointments.rules import TOOK_PLACE
from tandem.beginnings.models import HelperStep, TopicAnswer
from tandem.care.models import Episode
from tandem.my_record.rows import Of, Section
from tandem.people.models import Member, Profile, RoleGrant

AT_ONCE = 500  # our choice: ids in one question, fewer than SQLite takes


def episodes_of(client: Member) -> list[Episode]:
    """Return every course of therapy of a client, the first one first."""
    return list(Episode.objects.filter(client=client).order_by("started_at"))


def rows(section: Section, of: Of) -> list[Any]:
    """Return a section's rows in the order of their times."""
    found = section.rows(of)
    if found.query.is_sliced:
        return list(found)
    return list(found.order_by(*([section.at] if section.at else []), "pk"))


def names(member_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what these people are called."""
    ids = sorted(member_ids)
    steps = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return {
        key: name
        for step in steps
        for key, name in Member.objects.filter(pk__in=step).values_list("pk", "name")
    }


@dataclass(frozen=True)
class Own:
    """What a helper takes along: roles, lines about themselves, how they got ready, and meetings by month."""

    roles: list[RoleGrant]
    profiles: list[Profile]
    steps: list[HelperStep]
    topics: list[TopicAnswer]
    months: list[tuple[str, int]]


def own_of(member: Member) -> Own:
    """Return what is a helper's own; meetings that took place are counted, never named."""
    return Own(
        list(RoleGrant.objects.filter(member=member).order_by("started_at")),
        list(Profile.objects.filter(member=member).order_by("at")),
        list(HelperStep.objects.filter(member=member).order_by("at")),
        list(TopicAnswer.objects.filter(member=member).order_by("at")),
        _months(member),
    )


def _months(member: Member) -> list[tuple[str, int]]:
    met = with_outcome(Appointment.objects.filter(Q(therapist=member) | Q(peer=member)))
    times = met.filter(outcome__in=TOOK_PLACE).order_by("starts_at").values_list("starts_at", flat=True)
    return sorted(Counter(f"{at:%Y-%m}" for at in times).items())
