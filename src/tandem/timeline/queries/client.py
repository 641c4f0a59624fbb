"""Where a client's own timeline comes from: all that is theirs."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tandem.appointments.queries import seen as meetings_seen
from tandem.appointments.queries import with_names
from tandem.beginnings.models import Hopes
from tandem.care.models import SharingChoice, TeamMember
from tandem.care.queries import history_of
from tandem.consents.models import Consent
from tandem.goals.queries import seen as goals_seen
from tandem.relays.models import Explanation, Point
from tandem.relays.queries import noticed, sent_in, with_point
from tandem.relays.rules import About
from tandem.session_checks.models import NUMBERS, SessionCheck
from tandem.timeline.queries.entries import Source
from tandem.timeline.rules import What

MEETING = ("kind", "outcome", "therapist_name", "peer_name")
SAID = (*NUMBERS, "off", "choice", "line")
_OWN = F("episode__client")
_READ = Q(acknowledged_at__isnull=False)

SOURCES = [
    Source(
        What.MEETING, lambda asked: with_names(meetings_seen(asked.episode)), "starts_at", piece=MEETING
    ),
    Source(
        What.CHECK, lambda asked: SessionCheck.objects.filter(episode=asked.episode), "submitted_at",
        "appointment_id", piece={name: name for name in SAID} | {"check": "id", "met_at": "appointment__starts_at"},
    ),
    Source(
        What.CHECK_READ, lambda asked: sent_in(asked.episode, About.CHECK).filter(_READ), "acknowledged_at",
        "about_id", piece={"name": "to_name"},
    ),
    Source(
        What.POINT, lambda asked: Point.objects.filter(episode=asked.episode), "approved_at",
        piece={"name": "to__name", "way": "way", "words": "words"},
    ),
    Source(
        What.SAID, lambda asked: sent_in(asked.episode, About.POINT).filter(_READ, to=_OWN), "acknowledged_at",
        "about_id",
    ),
    Source(
        What.SAID_READ,
        lambda asked: sent_in(asked.episode, About.POINT, About.HOPES, About.EXPLAINED).filter(_READ, ~Q(to=_OWN)),
        "acknowledged_at", "about_id", piece={"name": "to_name", "about": "kind"},
    ),
    Source(
        What.OUTCOME, lambda asked: sent_in(asked.episode, About.POINT).filter(outcome_at__isnull=False),
        "outcome_at", "about_id", piece={"name": "to_name"},
    ),
    Source(
        What.TAKEN_BACK,
        lambda asked: with_point(sent_in(asked.episode, About.POINT)).filter(
            withdrawn_at__isnull=False, to=F("meant_for")
        ),
        "withdrawn_at", "about_id",
    ),
    Source(
        What.EXPLAINED, lambda asked: Explanation.objects.filter(episode=asked.episode), "at",
        piece={"name": "by__name"},
    ),
    Source(
        What.NOTICED, lambda asked: noticed(asked.episode), "at", "appointment_id", piece={"name": "by__name"}
    ),
    Source(What.HOPES, lambda asked: Hopes.objects.filter(episode=asked.episode), "at"),
    Source(What.GOAL, lambda asked: goals_seen(asked.episode), "proposed_at", piece={"words": "wording"}),
    Source(
        What.GOAL_CLOSED, lambda asked: goals_seen(asked.episode).filter(closed_at__isnull=False), "closed_at",
        piece={"words": "wording"},
    ),
    Source(
        What.YES, lambda asked: Consent.objects.filter(episode=asked.episode, on=True), "at", piece=("kind",)
    ),
    Source(
        What.YES_BACK, lambda asked: Consent.objects.filter(episode=asked.episode, on=False), "at",
        piece=("kind",),
    ),
    Source(
        What.SHARING, lambda asked: SharingChoice.objects.filter(episode=asked.episode), "at",
        piece={"preset": "preset", "since": "preset_at", "at": "at"},
    ),
    Source(
        What.JOINED, lambda asked: TeamMember.objects.filter(episode=asked.episode), "started_at",
        piece={"name": "member__name"},
    ),
    Source(
        What.PAUSED, lambda asked: TeamMember.objects.filter(episode=asked.episode, paused_at__isnull=False),
        "paused_at", piece={"name": "member__name"},
    ),
    Source(
        What.LEFT, lambda asked: TeamMember.objects.filter(episode=asked.episode).annotate(
            over_at=Coalesce("ended_at", "until")
        ).filter(over_at__isnull=False),
        "over_at", piece={"name": "member__name"},
    ),
    Source(
        What.BEFORE, lambda asked: history_of(asked.client).filter(starts_at__isnull=False), "starts_at",
        needs=("client",), piece=("kind", "source_system"),
    ),
]  # fmt: skip
