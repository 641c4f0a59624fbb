"""Let checks and points travel as the client chose; take what helpers answer back to the client."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet

from tandem.appointments.models import Appointment
from tandem.care.actions import write_releases
from tandem.care.models import Episode
from tandem.care.queries import calendar, latest_release, team
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.record.actions import happened
from tandem.relays.events import (
    DraftDeleted,
    DraftHeld,
    DraftTakenBack,
    DraftWritten,
    OutcomeTold,
    PointApproved,
    PointSaid,
    PointWithdrawn,
    RelayAcknowledged,
)
from tandem.relays.models import Draft, Point, Relay
from tandem.relays.rules import EXPIRES, About, Held, Way, due, reached_by, the_other
from tandem.tenancy.current import current_practice_id
from tandem.tenancy.insert import insert
from tandem.tenancy.models import Owned, Practice

Kept = TypeVar("Kept", bound=Owned)


class AlreadyAcknowledged(Exception):
    """The helper has answered before; the first answer stands."""


class NotYetRead(Exception):
    """What came of a point can only be told by whoever has read it."""


class NoLongerOpen(Exception):
    """The client took it back meanwhile, or it waited too long."""


class AlreadyDecided(Exception):
    """This very form was sent before; what was chosen first stands."""


class TeamChanged(Exception):
    """Those whom the client chose are not, or no longer, the helpers of now."""


def deliver(
    *, episode: Episode, about: About, about_id: UUID, to: Iterable[Member], at: datetime, due_on: date | None = None
) -> None:  # fmt: skip
    """Put one thing before each person, in the caller's transaction, whose event says so."""
    same = {"episode": episode, "kind": about.value, "about_id": about_id, "sent_at": at, "due_on": due_on}
    insert(*(Relay(to=person, **same) for person in to))


@transaction.atomic
def acknowledge(*, relay: Relay, reply: str, by: Member, at: datetime) -> None:
    """Say "I have read this", perhaps with one line. Raises `AlreadyAcknowledged`, or `NoLongerOpen` for a point."""
    if not _waiting(relay, at).update(acknowledged_at=at):
        relay.refresh_from_db(fields=["acknowledged_at", "withdrawn_at"])
        raise AlreadyAcknowledged if relay.acknowledged_at and not relay.withdrawn_at else NoLongerOpen
    if reply:
        relay.reply = reply
        relay.save(update_fields=["reply"])
    happened(RelayAcknowledged(relay.episode_id, relay.pk, bool(reply)), by=by.pk, at=at)


def _waiting(relay: Relay, at: datetime) -> QuerySet[Relay]:
    waiting = Relay.objects.filter(pk=relay.pk, acknowledged_at=None, withdrawn_at=None)
    return waiting.filter(sent_at__gt=at - EXPIRES) if relay.kind == About.POINT else waiting


@transaction.atomic
def tell_outcome(*, relay: Relay, outcome: str, by: Member, at: datetime) -> None:
    """Tell the client what came of it; that closes the relay, once. Raises `NotYetRead` or as `acknowledge` does."""
    if not outcome.strip():
        raise ValueError("a relay closes only with what came of it")
    read = Relay.objects.filter(pk=relay.pk, acknowledged_at__isnull=False, withdrawn_at=None)
    if not read.filter(outcome_at=None).update(outcome_at=at):
        relay.refresh_from_db(fields=["acknowledged_at", "outcome_at", "withdrawn_at"])
        raise _why_not(relay)
    relay.outcome = outcome
    relay.save(update_fields=["outcome"])
    happened(OutcomeTold(relay.episode_id, relay.pk), by=by.pk, at=at)


def _why_not(relay: Relay) -> Exception:
    if relay.withdrawn_at:
        return NoLongerOpen()
    return AlreadyAcknowledged() if relay.outcome_at else NotYetRead()


@transaction.atomic
def approve(
    *, point_id: UUID, episode: Episode, words: str, way: Way, to: Member, team_seen: Iterable[UUID], by: Member,
    at: datetime, about: Appointment | None = None, draft: Draft | None = None,
) -> Point:  # fmt: skip
    """Keep the client's words as they approved them, and let them travel that way, all or nothing.

    A draft becomes the point of its own id. Raises `TeamChanged` when the helpers are not those whom
    the client saw, `AlreadyDecided` when it was sent before.
    """
    reached = _reached(episode, way, to, team_seen)
    _use_up(draft)
    point = keep(
        Point(
            pk=draft.pk if draft else point_id, episode=episode, appointment=about, words=words,
            way=way.value, to=to, by=draft.by if draft else by, approved_at=at,
        )
    )  # fmt: skip
    write_releases(episode=episode, kinds=[Kind.POINT], object_id=point.pk, to=reached, on=True, at=at)
    due_on = due(at.astimezone(_zone()).date(), calendar()) if reached else None
    whom = reached or [by]  # what the client says themselves reminds the client alone
    deliver(episode=episode, about=About.POINT, about_id=point.pk, to=whom, at=at, due_on=due_on)
    ids = tuple(person.pk for person in reached)
    happened(PointApproved(episode.pk, point.pk, way.value, ids), by=by.pk, at=at)
    return point


def _reached(episode: Episode, way: Way, to: Member, team_seen: Iterable[UUID]) -> list[Member]:
    now = [(place.member, place.role) for place in team(episode)]
    if {person.pk for person, _role in now} != set(team_seen) or to not in dict(now):
        raise TeamChanged
    try:
        return reached_by(way, to, the_other(now, to))
    except ValueError as error:
        raise TeamChanged from error


def _use_up(draft: Draft | None) -> None:
    if draft and not Draft.objects.filter(pk=draft.pk).delete()[0]:
        raise AlreadyDecided


def keep(row: Kept) -> Kept:
    """Write a row whose id the form carried; the same form sent again finds the id taken."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyDecided from error
    return row


def one_at_a_time(episode: Episode) -> None:
    """Let whoever comes second, in the same moment, see what the first did.

    The weaker lock, since rows that are written meanwhile (an answer to a relay) hold the episode by their key.
    """
    Episode.objects.select_for_update(no_key=True).get(pk=episode.pk)


def _zone() -> ZoneInfo:
    return ZoneInfo(Practice.objects.values_list("time_zone", flat=True).get(pk=current_practice_id()))


@transaction.atomic
def say(*, point: Point, by: Member, at: datetime) -> None:
    """Note that the client said it themselves; saying so again changes nothing."""
    own = Relay.objects.filter(about_id=point.pk, to=by, acknowledged_at=None, withdrawn_at=None)
    if own.update(acknowledged_at=at):
        happened(PointSaid(point.episode_id, point.pk), by=by.pk, at=at)


@transaction.atomic
def withdraw(*, point: Point, by: Member, at: datetime) -> None:
    """Take a point back from everyone: from the next request on nobody else reads it. Once is enough."""
    relays = Relay.objects.filter(about_id=point.pk, withdrawn_at=None)
    people = [relay.to for relay in relays.select_related("to") if relay.to_id != by.pk]
    if not relays.update(withdrawn_at=at):
        return
    write_releases(episode=point.episode, kinds=[Kind.POINT], object_id=point.pk, to=people, on=False, at=at)
    ids = tuple(person.pk for person in people)
    happened(PointWithdrawn(point.episode_id, point.pk, ids), by=by.pk, at=at)


@transaction.atomic
def withdraw_closed(*, episode_id: UUID, at: datetime) -> None:
    """Mark as taken back every point that is closed to whom it reached; run again, it changes nothing."""
    open_ = latest_release(Kind.POINT, OuterRef("about_id"), OuterRef("to"))
    relays = Relay.objects.filter(episode=episode_id, kind=About.POINT.value, withdrawn_at=None)
    closed = relays.annotate(open=open_).filter(open=False)
    Relay.objects.filter(pk__in=list(closed.values_list("pk", flat=True))).update(withdrawn_at=at)


@transaction.atomic
def write_draft(
    *, draft_id: UUID, episode: Episode, words: str, by: Member, at: datetime, about: Appointment | None = None
) -> None:  # fmt: skip
    """Keep what a peer wrote down with the client, who decides. Raises `AlreadyDecided` for the same form again."""
    keep(Draft(pk=draft_id, episode=episode, appointment=about, words=words, by=by, made_at=at))
    happened(DraftWritten(episode.pk, draft_id), by=by.pk, at=at)


@transaction.atomic
def put_off(
    *, draft_id: UUID, episode: Episode, words: str, held: Held, by: Member, at: datetime,
    about: Appointment | None = None, draft: Draft | None = None,
) -> None:  # fmt: skip
    """Keep words for the client alone: "not yet". Raises `AlreadyDecided` when that draft is gone."""
    if draft is None:
        new = Draft(pk=draft_id, episode=episode, appointment=about, by=by, made_at=at)
        new.words, new.held, new.decided_at = words, held.value, at
        draft = keep(new)
    elif not Draft.objects.filter(pk=draft.pk).update(held=held.value, decided_at=at):
        raise AlreadyDecided
    else:
        draft.words = words
        draft.save(update_fields=["words"])
    happened(DraftHeld(episode.pk, draft.pk, held.value), by=by.pk, at=at)


@transaction.atomic
def delete_draft(*, draft: Draft, by: Member, at: datetime) -> None:
    """Delete what the client did not send; deleting it again changes nothing."""
    if Draft.objects.filter(pk=draft.pk).delete()[0]:
        happened(DraftDeleted(draft.episode_id, draft.pk), by=by.pk, at=at)


@transaction.atomic
def take_back_draft(*, draft_id: UUID, episode: Episode, by: Member, at: datetime) -> None:
    """Let a peer take back what they wrote down. Raises `AlreadyDecided` once the client has, or when it is gone."""
    waiting = Draft.objects.filter(pk=draft_id, episode=episode, by=by, decided_at=None)
    if not waiting.delete()[0]:
        raise AlreadyDecided
    happened(DraftTakenBack(episode.pk, draft_id), by=by.pk, at=at)
