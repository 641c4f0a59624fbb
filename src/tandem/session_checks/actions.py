"""Invite to a check; keep what the client says and let it travel as they chose."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from tandem.appointments.models import Appointment
from tandem.care.actions import write_releases
from tandem.care.models import Episode
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.links import new_link
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.record.actions import happened
from tandem.relays.actions import deliver
from tandem.relays.rules import About
from tandem.session_checks.events import CheckHandedOver, CheckInvited, CheckWished, SessionCheckSubmitted
from tandem.session_checks.models import CheckLink, CheckWish, SessionCheck
from tandem.session_checks.queries import due_one, is_asked
from tandem.session_checks.rules import LINK_LASTS, Answers, Level, Wish
from tandem.tenancy.current import current_practice_id

KINDS = {Level.WORD: (Kind.CHECK_WORD,), Level.ANSWERS: (Kind.CHECK_WORD, Kind.CHECK_ANSWERS)}


class AlreadyAnswered(Exception):
    """This meeting has its check; the first answer stands."""


class LinkSpent(Exception):
    """The link was used or has expired."""


@transaction.atomic
def invite(*, appointment: Appointment, at: datetime) -> None:
    """Owe the client a one-use link for a meeting that asks for a check. A second call changes nothing.

    Nothing is owed to a client in Safer mode: their check waits on their Today.
    """
    Appointment.objects.select_for_update().get(pk=appointment.pk)  # of two at once the second sees the first
    meeting = due_one(appointment.episode, appointment.pk, at)
    if meeting is None or not is_asked(meeting) or appointment.episode.client.safer:
        return
    if CheckLink.objects.filter(appointment=appointment).exists():
        return
    token = _new_link(appointment, at)
    owe(to=appointment.episode.client, template=Template.CHECK, path=f"/c/{token}/", at=at)
    happened(CheckInvited(appointment.episode_id, appointment.pk), by=None, at=at)


@transaction.atomic
def hand_over(*, appointment: Appointment, by: Member, at: datetime) -> str:
    """Return a one-use link's secret for the client who sits there, to answer on this very device."""
    token = _new_link(appointment, at)
    happened(CheckHandedOver(appointment.episode_id, appointment.pk), by=by.pk, at=at)
    return token


def _new_link(appointment: Appointment, at: datetime) -> str:
    token, secret_hash = new_link(current_practice_id())
    CheckLink.objects.create(appointment=appointment, secret_hash=secret_hash, expires_at=at + LINK_LASTS)
    return token


@transaction.atomic
def wish(*, episode: Episode, wish: Wish, by: Member, at: datetime) -> None:
    """Remember how often the client wants to be asked, and what they start from. The latest stands."""
    CheckWish.objects.create(episode=episode, rhythm=wish.rhythm.value, start=wish.start.value, at=at)
    happened(CheckWished(episode.pk, wish.rhythm.value, wish.start.value), by=by.pk, at=at)


@transaction.atomic
def submit_check(
    *, appointment: Appointment, answers: Answers, to: Collection[Member], level: Level, link: CheckLink | None,
    by: Member, at: datetime,
) -> SessionCheck:  # fmt: skip
    """Keep a client's check and put it before those whom they chose, all or nothing.

    Raises `AlreadyAnswered` when there is one, `LinkSpent` when the link was used meanwhile.
    """
    if link:
        _use(link, at)
    check = _keep(appointment, answers, by, at)
    if to:
        write_releases(
            episode=appointment.episode, kinds=KINDS[level], object_id=check.pk, to=to, on=True, at=at
        )
        deliver(episode=appointment.episode, about=About.CHECK, about_id=check.pk, to=to, at=at)
    ids = tuple(person.pk for person in to)
    happened(SessionCheckSubmitted(appointment.episode_id, check.pk, ids, level.value), by=by.pk, at=at)
    return check


def _use(link: CheckLink, at: datetime) -> None:
    works = CheckLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at)
    if not works.update(used_at=at):
        raise LinkSpent


def _keep(appointment: Appointment, answers: Answers, by: Member, at: datetime) -> SessionCheck:
    try:
        with transaction.atomic():
            return SessionCheck.objects.create(
                episode_id=appointment.episode_id,
                appointment=appointment,
                member=by,
                **vars(answers),
                submitted_at=at,
            )
    except IntegrityError as error:
        raise AlreadyAnswered from error
