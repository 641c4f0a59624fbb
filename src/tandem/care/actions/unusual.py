"""Ask, the same night, whoever opened something out of pattern; keep what they say."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tandem.care.events import UnusualAnswered, UnusualNoticed
from tandem.care.models import Unusual, UnusualAnswer
from tandem.care.queries import reads_of_a_day, usual_hours
from tandem.care.rules import Sign, signs
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.models import Member
from tandem.people.queries import members_with_role
from tandem.permissions.rules import PRACTICE_TERMS, PracticeAct
from tandem.record.actions import happened


class AlreadyAnswered(Exception):
    """They have said why already."""


def notice_unusual(*, at: datetime) -> int:
    """Ask everybody whose looks of the last 24 hours were out of pattern. Returns how many; once a night each."""
    reads = reads_of_a_day(at)
    usual = usual_hours(at, [member for member, _some in reads.values()])
    asked = 0
    for member, some in reads.values():
        found = signs(some, usual.get(member.pk, set()))
        asked += bool(found) and _ask(member, found, at)
    return asked


def _ask(member: Member, found: list[Sign], at: datetime) -> bool:
    try:
        with transaction.atomic():
            one = Unusual.objects.create(member=member, on=at.date(), signs=" ".join(found), at=at)
            owe(to=member, template=Template.UNUSUAL, path=f"/unusual/{one.pk}/", at=at)
            roles = [role.value for role in PRACTICE_TERMS[PracticeAct.SEE_UNUSUAL]]
            for lead in members_with_role(*roles):
                if lead.pk != member.pk:
                    owe(to=lead, template=Template.REVIEW, path="/unusual/", at=at)
            happened(UnusualNoticed(one.pk, member.pk, tuple(sign.value for sign in found)), by=None, at=at)
    except IntegrityError:  # asked about this day already
        return False
    return True


@transaction.atomic
def answer_unusual(*, one: Unusual, words: str, at: datetime) -> None:
    """Keep why it was. Raises `AlreadyAnswered`."""
    try:
        with transaction.atomic():
            UnusualAnswer.objects.create(unusual=one, words=words, at=at)
    except IntegrityError as error:
        raise AlreadyAnswered from error
    happened(UnusualAnswered(one.pk), by=one.member_id, at=at)
