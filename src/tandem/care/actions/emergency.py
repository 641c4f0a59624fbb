"""Open a client's page in an emergency, tell everybody who has to know, and review it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tandem.care.events import EmergencyReviewed, OpenedInEmergency
from tandem.care.models import Emergency, EmergencyReview, Episode
from tandem.care.queries import emergency_once, late_emergencies, open_emergency
from tandem.care.rules import LASTS, Finding, Reason
from tandem.notifications.actions import owe
from tandem.notifications.queries import sent_since
from tandem.notifications.rules import A_NIGHT, Template
from tandem.people.models import Member
from tandem.people.queries import may_write_to, members_with_role
from tandem.permissions.rules import PRACTICE_TERMS, PracticeAct
from tandem.record.actions import happened

REVIEWS = "/emergencies/"


class OwnEmergency(Exception):
    """Nobody reviews what they opened themselves."""


class AlreadyReviewed(Exception):
    """Somebody else has said what they find."""


@transaction.atomic
def open_in_emergency(
    *, emergency_id: UUID, episode: Episode, by: Member, role: str, reason: Reason, words: str, at: datetime
) -> Emergency:  # fmt: skip
    """Open a client's page to `by` for an hour; the client and those who review are told with it.

    Sent again, or while it is still open, it changes nothing.
    """
    known = emergency_once(emergency_id) or open_emergency(episode.pk, by.pk, at)
    if known:
        return known
    emergency = Emergency.objects.create(
        pk=emergency_id, episode=episode, by=by, role=role, reason=reason.value, words=words, at=at, until=at + LASTS,
    )  # fmt: skip
    if may_write_to(episode.client):
        owe(to=episode.client, template=Template.EMERGENCY, path="/today/", at=at)
    for member in _reviewers(by):
        owe(to=member, template=Template.REVIEW, path=REVIEWS, at=at)
    happened(
        OpenedInEmergency(emergency.pk, episode.pk, role, reason.value, emergency.until), by=by.pk, at=at
    )
    return emergency


@transaction.atomic
def review_emergency(
    *, emergency: Emergency, finding: Finding, words: str, by: Member, at: datetime
) -> None:  # fmt: skip
    """Say what one finds of an emergency. Raises `OwnEmergency` and `AlreadyReviewed`."""
    if emergency.by_id == by.pk:
        raise OwnEmergency
    try:
        with transaction.atomic():
            EmergencyReview.objects.create(
                emergency=emergency, by=by, finding=finding.value, words=words, at=at
            )
    except IntegrityError as error:
        raise AlreadyReviewed from error
    happened(EmergencyReviewed(emergency.pk, finding.value), by=by.pk, at=at)


@transaction.atomic
def remind_of_reviews(*, at: datetime) -> None:
    """Tell those who review, once a day, that an emergency waits longer than it may."""
    for emergency in late_emergencies(at):
        for member in _reviewers(emergency.by):
            if not sent_since(member, Template.REVIEW.value, at - A_NIGHT):
                owe(to=member, template=Template.REVIEW, path=REVIEWS, at=at)


def _reviewers(but: Member) -> list[Member]:
    roles = [role.value for role in PRACTICE_TERMS[PracticeAct.REVIEW_EMERGENCIES]]
    return [member for member in members_with_role(*roles) if member.pk != but.pk]
