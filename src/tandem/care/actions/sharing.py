"""Choose how helpers share; open and close things one by one."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tandem.care.events import AllTakenBack, Released, SharingChanged
from tandem.care.models import Episode, Release, SharingChoice
from tandem.care.queries import as_chosen, open_releases, sharing_of
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.permissions.sharing import NOTHING_CHOSEN, PRESETS, Preset, Sharing
from tandem.record.actions import happened
from tandem.tenancy.insert import insert


class ChangedMeanwhile(Exception):
    """Another page changed the choice since this one was opened."""


@transaction.atomic
def choose_preset(*, episode: Episode, preset: Preset, seen: int, by: UUID, at: datetime) -> None:
    """Choose how the helpers share, or confirm it; the switches become the preset's, unless it stays the same.

    `seen` is the number of the choice that the page knew, 0 for none. Raises `ChangedMeanwhile`.
    """
    now = sharing_of(episode)
    if now is None:
        same, since = NOTHING_CHOSEN.preset is preset, episode.started_at
    else:
        same, since = now.preset == preset.value, now.preset_at
    chosen = as_chosen(now) if same else PRESETS[preset]
    _write(episode, chosen, now, seen, since if same else at, at, at)
    happened(SharingChanged(episode.pk, preset.value, True), by=by, at=at)


@transaction.atomic
def change_switches(
    *, episode: Episode, switches: dict[str, object], seen: int, by: UUID, at: datetime
) -> None:
    """Change some switches by themselves. `seen` as above. Raises `ChangedMeanwhile`."""
    now = sharing_of(episode)
    chosen = as_chosen(now).changed(**switches)
    since = now.preset_at if now else episode.started_at
    _write(episode, chosen, now, seen, since, now.chosen_at if now else episode.started_at, at)
    happened(SharingChanged(episode.pk, chosen.preset.value, False), by=by, at=at)


def _write(
    episode: Episode, chosen: Sharing, now: SharingChoice | None, seen: int, since: datetime, chosen_at: datetime,
    at: datetime,
) -> None:  # fmt: skip
    """Add the row that stands from now on. The unique number stops the second of two at once."""
    number = now.number if now else 0
    if number != seen:
        raise ChangedMeanwhile
    values = {**asdict(chosen), "preset": chosen.preset.value, "checks": chosen.checks.value}
    try:
        with transaction.atomic():
            SharingChoice.objects.create(
                episode=episode, number=number + 1, preset_at=since, chosen_at=chosen_at, at=at, **values
            )
    except IntegrityError as error:
        raise ChangedMeanwhile from error


@transaction.atomic
def take_all_back(*, episode: Episode, by: UUID, at: datetime) -> None:
    """Close everything that is open to a helper now, from the next request on."""
    for release_ in open_releases(episode):
        Release.objects.create(
            episode=episode,
            kind=release_.kind,
            object_id=release_.object_id,
            to_id=release_.to_id,
            on=False,
            at=at,
        )
    happened(AllTakenBack(episode.pk), by=by, at=at)


@transaction.atomic
def release(
    *, episode: Episode, kinds: Iterable[Kind], object_id: UUID, to: Iterable[Member], on: bool, by: UUID, at: datetime
) -> None:  # fmt: skip
    """Open (or close) kinds of one thing to some people. Rows are only added; the latest stands."""
    people, kinds = list(to), list(kinds)
    write_releases(episode=episode, kinds=kinds, object_id=object_id, to=people, on=on, at=at)
    for kind in kinds:
        ids = tuple(person.pk for person in people)
        happened(Released(episode.pk, kind.value, object_id, ids, on), by=by, at=at)


def write_releases(
    *, episode: Episode, kinds: Iterable[Kind], object_id: UUID, to: Iterable[Member], on: bool, at: datetime
) -> None:  # fmt: skip
    """Add the rows inside another action, whose own event says what happened."""
    kinds = list(kinds)
    rows = [
        Release(episode=episode, kind=kind.value, object_id=object_id, to=person, on=on, at=at)
        for person in to
        for kind in kinds
    ]
    insert(*rows)
