"""The course of therapy, the team, how it shares, and what was opened to whom."""

from django.utils.translation import gettext_lazy as _

from tandem.care.models import (
    ChangeWish,
    Emergency,
    EmergencyReview,
    Episode,
    HistoryItem,
    Release,
    SharingChoice,
    TeamMember,
)
from tandem.care.words import FOUND, PRESETS, REASONS, STARTS, SWITCHES
from tandem.my_record.rows import Field, Section
from tandem.my_record.words import HELPER_ROLES, HISTORY, KINDS, PRACTICE_ROLES
from tandem.permissions.sharing import Switch

SECTIONS = (
    Section(
        "episodes", _("Your time in therapy here"), Episode,
        lambda of: Episode.objects.filter(client=of.client), "started_at",
        (Field("started_at", _("From")), Field("ended_at", _("Until")),
         Field("part2", _("A law on drug and alcohol care guards it"))),
    ),
    Section(
        "team", _("Your team"), TeamMember, lambda of: TeamMember.objects.filter(episode__in=of.episodes),
        "started_at",
        (
            Field("member", _("Who")), Field("role", _("Role"), HELPER_ROLES), Field("started_at", _("From")),
            Field("until", _("Stands in until")), Field("paused_at", _("You paused")), Field("ended_at", _("Until")),
        ),
    ),
    Section(
        "wishes_for_another", _("When you asked for another helper"), ChangeWish,
        lambda of: ChangeWish.objects.filter(episode__in=of.episodes), "asked_at",
        (Field("role", _("Role"), HELPER_ROLES), Field("asked_at", _("Asked")), Field("settled_at", _("Settled"))),
    ),
    Section(
        "sharing", _("How your team shares"), SharingChoice,
        lambda of: SharingChoice.objects.filter(episode__in=of.episodes), "at",
        (
            Field("at", _("You chose this")), Field("number"), Field("preset", _("Your choice"), PRESETS),
            Field("preset_at"), Field("chosen_at"), Field("peer_notes", SWITCHES[Switch.PEER_NOTES]),
            Field("summaries", SWITCHES[Switch.SUMMARIES]), Field("checks", SWITCHES[Switch.CHECKS], STARTS),
            Field("scores", SWITCHES[Switch.SCORES]), Field("quality", SWITCHES[Switch.QUALITY]),
            Field("times", SWITCHES[Switch.TIMES]),
        ),
    ),
    Section(
        "opened_to", _("What you opened to whom, or closed"), Release,
        lambda of: Release.objects.filter(episode__in=of.episodes), "at",
        (Field("kind", _("What"), KINDS), Field("object_id"), Field("to", _("To")), Field("on", _("Open")),
         Field("at", _("When"))),
    ),
    Section(
        "emergencies", _("Opened in an emergency"), Emergency,
        lambda of: Emergency.objects.filter(episode__in=of.episodes), "at",
        (Field("by", _("Who")), Field("role", _("Role"), PRACTICE_ROLES), Field("reason", _("They said"), REASONS),
         Field("at", _("From")), Field("until", _("Until"))),
    ),
    Section(
        "emergencies_checked", _("What was found of it"), EmergencyReview,
        lambda of: EmergencyReview.objects.filter(
            emergency__in=Emergency.objects.filter(episode__in=of.episodes)
        ), "at",
        (Field("emergency"), Field("by", _("Who")), Field("finding", _("Found"), FOUND), Field("at", _("When"))),
    ),
    Section(
        "from_before", _("From before"), HistoryItem,
        lambda of: HistoryItem.objects.filter(client=of.client), "starts_at",
        (
            Field("kind", _("What"), HISTORY), Field("starts_at", _("From")), Field("ends_at", _("Until")),
            Field("words", _("What was written")), Field("source_system", _("Came from")),
            Field("source_id", _("Number there")),
        ),
    ),
)  # fmt: skip
