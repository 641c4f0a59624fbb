"""Invite to a check; keep what the client says and let it travel as they chose."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from tandem.appointments.models import Appointment
from tandem.care.actions import release, write_releases
from tandem.care.models import Episode
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.links import new_link
from tandem.people.models import Member
from tandem.people.queries import may_write_to
from tandem.permissions.rules import Kind
from tandem.record.actions import happened
from tandem.relays.actions import deliver
from tandem.relays.queries import is_told
from tandem.relays.rules import About
from tandem.session_checks.actions.cards import codes
from tandem.session_checks.events import (
    CheckHandedOver,
    CheckInvited,
    CheckWished,
    DifferenceChosen,
    SessionCheckSubmitted,
)
from tandem.session_checks.models import CheckLink, CheckWish, SessionCheck
from tandem.session_checks.queries import due_one, is_asked, known_about
from tandem.session_checks.rules import LINK_LASTS, Answers, Choice, Level, Wish
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.insert import insert

KINDS = {Level.WORD: (Kind.CHECK_WORD,), Level.ANSWERS: (Kind.CHECK_WORD, Kind.CHECK_ANSWERS)}


class AlreadyAnswered(Exception):
    """This meeting has its check; the first answer stands."""


class LinkSpent(Exception):
    """The link was used or has expired."""


@transaction.atomic
def invite(*, appointment: Appointment, at: datetime) -> None:
    """Owe the client a one-use link for a meeting that asks for a check. A second call changes nothing.

    Nothing is owed to a client in Safer mode, or who asked not to be written to: their check waits on their Today.
    """
    Appointment.objects.select_for_update().get(pk=appointment.pk)  # of two at once the second sees the first
    meeting = due_one(appointment.episode, appointment.pk, at)
    client = appointment.episode.client
    if meeting is None or not is_asked(meeting) or client.safer or not may_write_to(client):
        return
    if CheckLink.objects.filter(appointment=appointment).exists():
        return
    token = _new_link(appointment, at)
    owe(to=client, template=Template.CHECK, path=f"/c/{token}/", at=at)
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
    """Remember how often the client wants to be asked. The latest stands."""
    CheckWish.objects.create(episode=episode, rhythm=wish.rhythm.value, at=at)
    happened(CheckWished(episode.pk, wish.rhythm.value), by=by.pk, at=at)


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
    check = _keep(appointment, answers, codes(known_about(appointment, answers)), by, at)
    if to:
        write_releases(
            episode=appointment.episode, kinds=KINDS[level], object_id=check.pk, to=to, on=True, at=at
        )
        deliver(episode=appointment.episode, about=About.CHECK, about_id=check.pk, to=to, at=at)
    ids = tuple(person.pk for person in to)
    happened(SessionCheckSubmitted(appointment.episode_id, check.pk, ids, level.value), by=by.pk, at=at)
    return check


@transaction.atomic
def choose(*, check: SessionCheck, choice: Choice, peer: Member | None, by: Member, at: datetime) -> bool:
    """Keep what the client does about a reason for a talk. To talk with the peer tells the peer so, never a number.

    Returns whether the peer was told just now.
    """
    SessionCheck.objects.filter(pk=check.pk).update(choice=choice.value)
    told = choice is Choice.PEER and peer is not None and _ask_for_a_talk(check, peer, at)
    happened(DifferenceChosen(check.episode_id, check.pk, choice.value), by=by.pk, at=at)
    return told


@transaction.atomic
def show(*, check: SessionCheck, to: Member, level: Level | None, by: Member, at: datetime) -> None:
    """Open a check to one helper up to a level, or close it (None): both kinds are said, so that the latest stands."""
    open_ = KINDS[level] if level else ()
    for kind in KINDS[Level.ANSWERS]:
        release(
            episode=check.episode, kinds=[kind], object_id=check.pk, to=[to], on=kind in open_, by=by.pk, at=at
        )  # fmt: skip
    if level and not is_told(About.CHECK, check.pk, to):
        deliver(episode=check.episode, about=About.CHECK, about_id=check.pk, to=[to], at=at)


def _ask_for_a_talk(check: SessionCheck, peer: Member, at: datetime) -> bool:
    if is_told(About.CHECK, check.pk, peer):
        return False
    write_releases(
        episode=check.episode, kinds=[Kind.CHECK_WORD], object_id=check.pk, to=[peer], on=True, at=at
    )
    deliver(episode=check.episode, about=About.CHECK, about_id=check.pk, to=[peer], at=at)
    return True


def _use(link: CheckLink, at: datetime) -> None:
    works = CheckLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at)
    if not works.update(used_at=at):
        raise LinkSpent


def _keep(appointment: Appointment, answers: Answers, reasons: str, by: Member, at: datetime) -> SessionCheck:
    about = {"episode_id": appointment.episode_id, "appointment": appointment, "member": by}
    check = SessionCheck(**about, **vars(answers), reasons=reasons, submitted_at=at)
    try:
        with transaction.atomic():
            insert(check)
    except IntegrityError as error:
        raise AlreadyAnswered from error
    return check
