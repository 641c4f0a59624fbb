"""Hand a device over; keep what the client says; send and take back; be done."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from tandem.beginnings.events import (
    BeginningDone,
    BeginningHandedOver,
    CardSent,
    HopesTold,
    HopesWithdrawn,
)
from tandem.beginnings.models import BeginLink, Begun, CardLink, Hopes
from tandem.beginnings.queries import begun, card_sent, latest_hopes, practice, readers
from tandem.beginnings.rules import CARD_LASTS, LINK_LASTS, due
from tandem.care.actions import write_releases
from tandem.care.models import Episode
from tandem.care.queries import calendar, team
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.actions import make_invitation
from tandem.people.links import new_link
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.record.actions import happened
from tandem.relays.actions import deliver
from tandem.relays.actions.points import one_at_a_time
from tandem.relays.models import Relay
from tandem.relays.rules import About
from tandem.tenancy.current import current_practice_id


class LinkSpent(Exception):
    """The link was used, or has expired."""


@transaction.atomic
def hand_over(*, episode: Episode, by: Member, at: datetime) -> str:
    """Return a one-use link's secret for the client who sits there. An earlier one stops working."""
    now = _begin(episode, by, at)
    now.invitation = ""  # the card of an earlier day may have one that is too old
    now.save(update_fields=["invitation"])
    BeginLink.objects.filter(episode=episode, used_at=None, expires_at__gt=at).update(expires_at=at)
    token, secret_hash = new_link(current_practice_id())
    BeginLink.objects.create(episode=episode, secret_hash=secret_hash, expires_at=at + LINK_LASTS)
    happened(BeginningHandedOver(episode.pk), by=by.pk, at=at)
    return token


def _begin(episode: Episode, by: Member, at: datetime) -> Begun:
    """Return the row that says when it began; of two who begin at once, the first stands."""
    one_at_a_time(episode)
    return begun(episode) or Begun.objects.create(episode=episode, by=by, started_at=at)


@transaction.atomic
def keep_hopes(
    *, episode: Episode, tried: str, worth: str, to: Collection[Member], by: Member, at: datetime
) -> Hopes | None:  # fmt: skip
    """Keep what the client said, and put it before those whom they chose, all or nothing.

    It replaces what they said before, which nobody else reads any more. The same again changes nothing;
    nothing at all takes back what was said.
    """
    one_at_a_time(episode)
    people = [place.member for place in team(episode) if place.member in to]
    now = latest_hopes(episode)
    if _is_the_same(now, tried, worth, people):
        return now
    if now:
        _take_back(now, by, at)
    if not tried and not worth:
        return None
    hopes = Hopes.objects.create(episode=episode, tried=tried, worth=worth, at=at)
    write_releases(episode=episode, kinds=[Kind.HOPES], object_id=hopes.pk, to=people, on=True, at=at)
    deliver(
        episode=episode,
        about=About.HOPES,
        about_id=hopes.pk,
        to=people,
        at=at,
        due_on=_due(at) if people else None,
    )
    happened(HopesTold(episode.pk, hopes.pk, tuple(person.pk for person in people)), by=by.pk, at=at)
    return hopes


def _is_the_same(now: Hopes | None, tried: str, worth: str, people: Collection[Member]) -> bool:
    if now is None:
        return not tried and not worth
    return (now.tried, now.worth) == (tried, worth) and readers(now) == {person.pk for person in people}


def _due(at: datetime) -> date | None:
    return due(at.astimezone(ZoneInfo(practice().time_zone)).date(), calendar())


@transaction.atomic
def withdraw_hopes(*, hopes: Hopes, by: Member, at: datetime) -> None:
    """Take it back from everyone: from the next request on nobody else reads it. Once is enough."""
    one_at_a_time(hopes.episode)
    _take_back(hopes, by, at)


def _take_back(hopes: Hopes, by: Member, at: datetime) -> None:
    relays = Relay.objects.filter(about_id=hopes.pk, kind=About.HOPES.value, withdrawn_at=None)
    people = [relay.to for relay in relays.select_related("to")]
    if not relays.update(withdrawn_at=at):
        return
    write_releases(episode=hopes.episode, kinds=[Kind.HOPES], object_id=hopes.pk, to=people, on=False, at=at)
    ids = tuple(person.pk for person in people)
    happened(HopesWithdrawn(hopes.episode_id, hopes.pk, ids), by=by.pk, at=at)


@transaction.atomic
def make_ready(*, episode: Episode, by: Member, at: datetime) -> None:
    """Make what the card needs: a link to an account, for a client who has none. Once is enough."""
    now = _begin(episode, by, at)
    client = episode.client
    if now.finished_at or now.invitation or client.user_id or not client.email:
        return
    now.invitation = f"/invited/{make_invitation(member=client, by=by.pk, at=at)}/"
    now.save(update_fields=["invitation"])


@transaction.atomic
def send_card(*, episode: Episode, by: Member, at: datetime) -> bool:
    """Owe the client a mail with a link to their small card. Returns whether it is on its way.

    Nothing is sent to somebody in Safer mode or without an address. Asking again sends nothing more.
    """
    now = _begin(episode, by, at)
    client = Member.objects.get(pk=episode.client_id)  # as it stands now: Safer mode may be new
    if client.safer or not client.email:
        return False
    if not card_sent(episode, now.started_at):
        token, secret_hash = new_link(current_practice_id())
        CardLink.objects.create(
            episode=episode, secret_hash=secret_hash, made_at=at, expires_at=at + CARD_LASTS
        )
        owe(to=client, template=Template.CARD, path=f"/n/{token}/", at=at)
        happened(CardSent(episode.pk), by=by.pk, at=at)
    return True


@transaction.atomic
def finish(*, episode: Episode, link: BeginLink | None, by: Member, at: datetime) -> None:
    """Be done: Today asks no more, and no link works any longer. Raises `LinkSpent`."""
    now = _begin(episode, by, at)
    open_ = BeginLink.objects.filter(episode=episode, used_at=None, expires_at__gt=at)
    if link and not open_.filter(pk=link.pk).update(used_at=at):
        raise LinkSpent
    open_.update(expires_at=at)
    if now.finished_at is None:
        now.finished_at, now.invitation = at, ""
        now.save(update_fields=["finished_at", "invitation"])
        happened(BeginningDone(episode.pk), by=by.pk, at=at)
