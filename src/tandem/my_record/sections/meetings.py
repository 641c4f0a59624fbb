"""Meetings, how each went, and how each person saw it."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from tandem.appointments.models import Appointment, IntroWish, Outcome
from tandem.appointments.words import KINDS, OUTCOMES
from tandem.my_record.rows import Field, Of, Section
from tandem.my_record.words import HELPER_ROLES, OFF, RHYTHMS
from tandem.session_checks.models import Card, CheckWish, SessionCheck
from tandem.session_checks.rules import Item, is_open
from tandem.session_checks.words import CHOICES, REASONS, SHORT
from tandem.web.times import when

SEALED = frozenset(
    {"step", "matters", "wrong", "guess", "goal"}
)  # until the client has answered, or two days after


def _cards(of: Of) -> Any:
    check = SessionCheck.objects.filter(appointment=OuterRef("appointment"), member=of.client.pk)
    rows = Card.objects.filter(episode__in=of.episodes).select_related("appointment")
    return rows.annotate(answered_at=Subquery(check.values("submitted_at")[:1]))


def _sealed(card: Any, of: Of) -> frozenset[str]:
    """Return which columns of a card are not open to the client yet."""
    opened = is_open(met_until=card.appointment.ends_at, answered_at=card.answered_at, at=of.at)
    return frozenset() if opened else SEALED


SECTIONS = (
    Section(
        "meetings", _("Meetings"), Appointment, lambda of: Appointment.objects.filter(episode__in=of.episodes),
        "starts_at",
        (
            Field("kind", _("What"), KINDS), Field("therapist", _("Therapist")), Field("peer", _("Peer")),
            Field("starts_at", _("From")), Field("ends_at", _("Until")), Field("wall_time"), Field("zone"),
            Field("place", _("Where")),
        ),
        called=lambda row: when(row.starts_at),
    ),
    Section(
        "outcomes", _("How meetings went"), Outcome,
        lambda of: Outcome.objects.filter(appointment__in=Appointment.objects.filter(episode__in=of.episodes)),
        "noted_at",
        (Field("appointment", _("Meeting")), Field("kind", _("How"), OUTCOMES), Field("noted_by", _("Noted by")),
         Field("noted_at", _("Noted"))),
    ),
    Section(
        "first_meeting", _("If the peer joins your first meeting"), IntroWish,
        lambda of: IntroWish.objects.filter(episode__in=of.episodes), "at",
        (Field("joins", _("The peer joins")), Field("at", _("You said this"))),
    ),
    Section(
        "checks", _("Your checks"), SessionCheck, lambda of: SessionCheck.objects.filter(episode__in=of.episodes),
        "submitted_at",
        (
            Field("appointment", _("Meeting")), Field("member"),
            *(Field(item.value, SHORT[item]) for item in Item),
            Field("off", _("Anything off"), OFF), Field("line", _("Your line")),
            Field("takeaway", _("What you take away to do")),
            Field("reasons", _("Why a talk may help"), REASONS, many=True),
            Field("choice", _("What you chose"), CHOICES), Field("submitted_at", _("Sent")),
        ),
    ),
    Section(
        "how_often", _("How often you want a check"), CheckWish,
        lambda of: CheckWish.objects.filter(episode__in=of.episodes), "at",
        (Field("rhythm", _("How often"), RHYTHMS), Field("at", _("You said this"))),
    ),
    Section(
        "helpers_side", _("What your helpers wrote of a meeting"), Card, _cards, "written_at",
        (
            Field("appointment", _("Meeting")), Field("member", _("Who")), Field("role", _("Role"), HELPER_ROLES),
            Field("guess", _("Guess of your answer, 0 to 10")), Field("goal", _("Goal")),
            Field("step", _("Agreed step")), Field("matters", _("What matters most now")),
            Field("wrong", _("Maybe got wrong")), Field("own_side", _("Own side")),
            Field("for_other", _("A line for your other helper")), Field("written_at", _("Written")),
        ),
        hidden=_sealed,
    ),
)  # fmt: skip
