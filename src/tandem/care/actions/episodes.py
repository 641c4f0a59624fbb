"""Open an episode, and change its team."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from tandem.care.events import (
    ChangeSettled,
    ChangeWished,
    EpisodeOpened,
    HelperJoined,
    HelperLeft,
    HelperPaused,
    HelperResumed,
    Part2Marked,
)
from tandem.care.models import ChangeWish, Episode, TeamMember
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.models import Member
from tandem.permissions.rules import Role
from tandem.record.actions import happened

TODAY = "/today/"  # where whoever is told that a team changed reads which


class AlreadyOpen(Exception):
    """The client already has an open episode."""


def open_episode(
    *, client: Member, therapist: Member, peer: Member | None, by: UUID | None, at: datetime
) -> Episode:
    """Begin a course of therapy with its team. Raises `AlreadyOpen` when one is under way."""
    try:
        with transaction.atomic():
            episode = Episode.objects.create(client=client, started_at=at)
            happened(EpisodeOpened(episode.pk, client.pk), by=by, at=at)
            join_team(episode=episode, member=therapist, role=Role.THERAPIST, by=by, at=at)
            if peer:
                join_team(episode=episode, member=peer, role=Role.PEER, by=by, at=at)
            return episode
    except IntegrityError as error:
        raise AlreadyOpen from error


@transaction.atomic
def mark_part2(*, episode: Episode, on: bool, by: UUID, at: datetime) -> bool:
    """Note whether 42 CFR part 2 protects this record. Returns False when it was noted before."""
    if not Episode.objects.filter(pk=episode.pk, part2=not on).update(part2=on):
        return False
    happened(Part2Marked(episode.pk, on), by=by, at=at)
    return True


class AlreadyOnTeam(Exception):
    """This helper has a place on the team already."""


@transaction.atomic
def join_team(
    *, episode: Episode, member: Member, role: Role, by: UUID | None, at: datetime, until: datetime | None = None
) -> None:  # fmt: skip
    """Put a helper on the care team from `at` on; `until` when somebody who covers leaves by themselves.

    What the client shares with the others is not shared with them until the client says so; both are told.
    Raises `AlreadyOnTeam`.
    """
    _end_cover(episode, member, at)
    try:
        with transaction.atomic():
            TeamMember.objects.create(
                episode=episode, member=member, role=role.value, started_at=at, until=until
            )
    except IntegrityError as error:
        raise AlreadyOnTeam from error
    if until is None:
        _settle(episode, role, by, at)
    if at > episode.started_at:  # the first helpers come with the beginning
        _tell(member, by, at)
        _tell(episode.client, by, at)
    happened(HelperJoined(episode.pk, member.pk, role.value), by=by, at=at)


def _end_cover(episode: Episode, member: Member, at: datetime) -> None:
    """Close the row of a cover that is over, so that the same person can come again."""
    over = TeamMember.objects.filter(episode=episode, member=member, ended_at=None, until__lte=at)
    over.update(ended_at=F("until"))


@transaction.atomic
def leave_team(*, episode: Episode, member: Member, by: UUID | None, at: datetime) -> bool:
    """End a helper's place; from the next request on they read nothing here. Returns whether it is news."""
    _end_cover(episode, member, at)
    now = TeamMember.objects.filter(episode=episode, member=member, ended_at=None)
    news = bool(now.update(ended_at=at))
    if news:
        _tell(member, by, at)
        if by != episode.client_id:
            _tell(episode.client, by, at)
        happened(HelperLeft(episode.pk, member.pk, by), by=by, at=at)
    return news


@transaction.atomic
def pause(*, episode: Episode, member: Member, by: UUID, at: datetime) -> bool:
    """Stop meeting a helper for a while: from the next request on they read nothing. Returns whether it is news."""
    _end_cover(episode, member, at)
    now = TeamMember.objects.filter(episode=episode, member=member, ended_at=None, paused_at=None)
    news = bool(now.update(paused_at=at))
    if news:
        _tell(member, by, at)
        happened(HelperPaused(episode.pk, member.pk), by=by, at=at)
    return news


@transaction.atomic
def resume(*, episode: Episode, member: Member, by: UUID, at: datetime) -> bool:
    """Meet a helper again. Returns whether it is news."""
    _end_cover(episode, member, at)
    now = TeamMember.objects.filter(episode=episode, member=member, ended_at=None, paused_at__isnull=False)
    news = bool(now.update(paused_at=None))
    if news:
        _tell(member, by, at)
        happened(HelperResumed(episode.pk, member.pk), by=by, at=at)
    return news


def _tell(member: Member, by: UUID | None, at: datetime) -> None:
    """Owe somebody a notice that a team of theirs has changed: not which, not how, and never why.

    What nobody here did (`by` is None) was told elsewhere. Who has no account, or a phone that others see, reads
    it when they next come.
    """
    if by and member.user_id and not member.safer:
        owe(to=member, template=Template.TEAM_CHANGED, path=TODAY, at=at)


@transaction.atomic
def wish_for_change(*, episode: Episode, role: Role, by: UUID, at: datetime) -> bool:
    """Keep that the client would like another helper in this role. Returns whether it is news."""
    try:
        with transaction.atomic():
            ChangeWish.objects.create(episode=episode, role=role.value, asked_at=at)
    except IntegrityError:
        return False
    happened(ChangeWished(episode.pk, role.value), by=by, at=at)
    return True


@transaction.atomic
def think_again(*, episode: Episode, role: Role, by: UUID, at: datetime) -> bool:
    """Take the wish for another helper back. Returns whether it is news."""
    return _settle(episode, role, by, at)


def _settle(episode: Episode, role: Role, by: UUID | None, at: datetime) -> bool:
    open_ = ChangeWish.objects.filter(episode=episode, role=role.value, settled_at=None)
    news = bool(open_.update(settled_at=at))
    if news:
        happened(ChangeSettled(episode.pk, role.value), by=by, at=at)
    return news
