"""What is over goes by itself, each night, a few hundred rows at a time; what a client did not send, when they ask."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tandem.beginnings.models import BeginLink, CardLink
from tandem.jobs.models import Job
from tandem.keeping.events import OldRemoved
from tandem.keeping.queries import held_clients
from tandem.keeping.rules import Kept, kept_since
from tandem.notifications.models import Notice
from tandem.people.models import Invitation, Session
from tandem.record.actions import happened
from tandem.relays.models import Draft
from tandem.session_checks.models import CheckLink
from tandem.tenancy.insert import remove

AT_ONCE = 500  # our choice: rows in one transaction, so that it takes some milliseconds
Rows = Callable[[datetime], QuerySet[Any]]

# What goes by itself, and by which column each row leads to the client whose record may be held.
OVER: dict[Kept, tuple[tuple[str, Rows], ...]] = {
    Kept.DRAFTS: (
        ("episode__client", lambda before: Draft.objects.filter(decided_at=None, made_at__lt=before)),
    ),
    Kept.LINKS: (
        ("appointment__episode__client", lambda before: CheckLink.objects.filter(expires_at__lt=before)),
        ("episode__client", lambda before: BeginLink.objects.filter(expires_at__lt=before)),
        ("episode__client", lambda before: CardLink.objects.filter(expires_at__lt=before)),
        ("member", lambda before: Invitation.objects.filter(expires_at__lt=before)),
    ),
    Kept.NOTICES: (
        ("to", lambda before: Notice.objects.filter(Q(sent_at__lt=before) | Q(gave_up_at__lt=before))),
    ),
}


def let_go(*, at: datetime) -> int:
    """Remove what is over in the current practice, but nothing of a client whose record is held. Returns how many."""
    return sum(_gone(kind, at) for kind in OVER)


def over(kind: Kept, at: datetime) -> Iterator[QuerySet[Any]]:
    """Yield what of this kind is over now and may go."""
    held = held_clients()
    for client, rows in OVER[kind]:
        yield rows(kept_since(kind, at)).filter(~Q(**{f"{client}__in": held}))


def _gone(kind: Kept, at: datetime) -> int:
    gone = sum(_in_steps(rows) for rows in over(kind, at))
    if gone:
        with transaction.atomic():
            happened(OldRemoved(kind.value, gone), by=None, at=at)
    return gone


def _in_steps(rows: QuerySet[Any]) -> int:
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            gone += remove(rows.model.objects.filter(pk__in=keys))
    return gone


def let_go_of_all(*, at: datetime) -> None:
    """Remove what no practice owns: sign-ins that ran out, and jobs that are done."""
    Session.objects.filter(expire_date__lt=kept_since(Kept.SIGN_INS, at)).delete()
    done = kept_since(Kept.JOBS, at)
    Job.objects.filter(Q(done_at__lt=done) | Q(gave_up_at__lt=done)).delete()


@transaction.atomic
def let_go_of(*, client_id: UUID, at: datetime) -> None:
    """Remove what a client put off or did not send, and their links; of a held record nothing. Twice is as once."""
    if client_id in held_clients():
        return
    gone = sum(_in_steps(rows) for rows in _unsent(client_id))
    if gone:
        happened(OldRemoved("asked", gone), by=None, at=at)


def _unsent(client_id: UUID) -> Iterator[QuerySet[Any]]:
    yield Draft.objects.filter(episode__client=client_id)
    yield CheckLink.objects.filter(appointment__episode__client=client_id)
    yield BeginLink.objects.filter(episode__client=client_id)
    yield CardLink.objects.filter(episode__client=client_id)
    yield Invitation.objects.filter(member=client_id, used_at=None)
