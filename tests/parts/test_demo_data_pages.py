"""Made-up practices: every page of every role opens in them."""

from collections import defaultdict
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from tandem.appointments.models import Appointment
from tandem.beginnings.models import Hopes
from tandem.care.models import Episode, TeamMember
from tandem.config.demo_data.fill import fill, practice_ids
from tandem.goals.models import Goal
from tandem.people.models import Member, RoleGrant, User
from tandem.relays.models import Noticed, Point, Relay
from tandem.session_checks.models import SessionCheck
from tandem.session_checks.queries import due
from tandem.tenancy.current import using_practice
from tests.architecture.urls import addresses
from tests.cast import signed_in
from tests.parts.test_demo_data import wanted

# --- every page ----------------------------------------------------------------------------------------------------


MUST = {
    "client": {
        "today", "episode", "goals", "points", "point", "say", "choices", "my-team", "who-looked", "rights",
        "read-check", "check", "said-at-start", "hopes-who", "noticed-who", "settings", "consents", "sharing",
    },
    "therapist": {
        "today", "caseload", "episode", "goals", "meeting", "card", "read-check", "point", "hopes", "book", "profile",
        "helper-begin", "consents", "introduction", "history",
    },
    "peer": {
        "today", "caseload", "episode", "goals", "meeting", "card", "read-check", "point", "hopes", "topics", "profile",
        "helper-begin", "noticed", "draft",
    },
    "lead": {"today", "waiting", "people", "calendar", "bring-in", "invite", "change-team", "outside-person"},
    "front_desk": {"today"},
    "peer_supervisor": {"today"},
}  # fmt: skip


def _things(member: Member, role: str) -> dict[str, Any]:
    """Return ids for addresses: of an episode of theirs with as much as possible in it."""
    mine = Episode.objects.filter(client=member) if role == "client" else Episode.objects.all()
    if role in ("therapist", "peer"):
        mine = mine.filter(team__member=member, team__paused_at=None, ended_at=None)
    if role == "lead":
        mine = mine.filter(ended_at=None)
    mine = list(mine)
    checks = SessionCheck.objects.filter(episode__in=mine).order_by("-submitted_at")
    points = Point.objects.filter(episode__in=mine).exclude(way="myself")
    about = points.first() or checks.first()
    episode = about.episode if about else (mine or [None])[0]
    if episode is None:
        return defaultdict(uuid4)
    check = SessionCheck.objects.filter(episode=episode).first()
    relay = Relay.objects.filter(episode=episode, kind="check", to=member).first()
    hopes, noticed = (
        Hopes.objects.filter(episode=episode).first(),
        Noticed.objects.filter(episode=episode).first(),
    )
    met = Appointment.objects.filter(episode=episode, starts_at__lt=wanted().until)
    if role in ("therapist", "peer"):
        met = met.filter(**{role: member})
    waits = due(episode, timezone.now()) if role == "client" else []
    found = {
        "episode_id": episode.pk,
        "client_id": episode.client_id,
        "appointment_id": waits[0].id if waits else met.latest("starts_at").pk if met.exists() else uuid4(),
        "check_id": relay.about_id if relay else check.pk if check else uuid4(),
        "about_id": relay.about_id if relay else uuid4(),
        "relay_id": relay.pk if relay else uuid4(),
        "point_id": about.pk if isinstance(about, Point) else uuid4(),
        "hopes_id": hopes.pk if hopes else uuid4(),
        "noticed_id": noticed.pk if noticed else uuid4(),
        "goal_id": Goal.objects.filter(episode=episode).values_list("pk", flat=True)[0],
        "helper_id": TeamMember.objects.filter(episode=episode).values_list("member_id", flat=True)[0],
        "member_id": member.pk,
        "role": "peer",
        "kind": "joint_care",
        "step": "contact",
        "token": "none",
    }
    return defaultdict(uuid4, found)


@pytest.mark.parametrize("role", MUST)
def test_every_page_of_every_role_opens_and_has_something_to_show(db: None, role: str) -> None:
    fill(wanted())
    filled = practice_ids(wanted())
    opened = set()
    with using_practice(filled[0]):
        grants = RoleGrant.objects.filter(role=role, member__user__isnull=False).select_related("member")
        people = [(grant.member, _things(grant.member, role)) for grant in grants.order_by("id")[:12]]
    for member, things in people:
        browser = Client(raise_request_exception=True)
        signed_in(browser, User.objects.get(pk=member.user_id))
        for one in addresses():
            if one.name in ("mail", "leave"):
                continue
            with translation.override("en"):  # a page leaves its reader's language behind
                answer = browser.get(one.filled(things))
            assert answer.status_code in (200, 204, 302, 403, 404, 405, 409, 410), (
                one.name,
                answer.status_code,
            )
            if answer.status_code == 200:
                opened.add(one.name)
    assert opened >= MUST[role], MUST[role] - opened
