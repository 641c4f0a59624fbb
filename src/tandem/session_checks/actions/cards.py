"""A helper writes their side of a meeting; the client lets one line of it travel, or keeps it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tandem.care.actions import write_releases
from tandem.care.queries import team, the_other
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.record.actions import happened
from tandem.relays.actions import deliver
from tandem.relays.queries import is_told, told
from tandem.relays.rules import About
from tandem.session_checks.events import CardLineChosen, CardWritten
from tandem.session_checks.models import Card, SessionCheck
from tandem.session_checks.queries import known_about
from tandem.session_checks.queries.checks import answers_of
from tandem.session_checks.rules import Known, reasons


class AlreadyWritten(Exception):
    """This helper has written about this meeting before; the first card stands."""


@transaction.atomic
def write_card(*, meeting: Any, said: dict[str, Any], by: Member, role: str, at: datetime) -> Card:
    """Keep a helper's card. The own side goes to the other helper at once, and the client reads it too.

    Raises `AlreadyWritten` for a second one.
    """
    try:
        with transaction.atomic():
            card = Card.objects.create(
                episode_id=meeting.episode_id, appointment=meeting, member=by, role=role, written_at=at, **said
            )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyWritten from error
    if card.own_side:
        others = others_of(card)
        deliver(episode=meeting.episode, about=About.OWN_SIDE, about_id=card.pk, to=others, at=at)
    _look_again(meeting)
    happened(CardWritten(meeting.episode_id, card.pk), by=by.pk, at=at)
    return card


def others_of(card: Card) -> list[Member]:
    """Return the other helpers on the team now."""
    return [place.member for place in team(card.episode) if place.member_id != card.member_id]


def _look_again(meeting: Any) -> None:
    """Find again what differs, where the client answered before; what they chose about it stands."""
    check = SessionCheck.objects.select_for_update().filter(appointment=meeting, choice="").first()
    if check:
        check.reasons = codes(known_about(meeting, answers_of(check)))
        check.save(update_fields=["reasons"])


def codes(known: Sequence[Known]) -> str:
    """Return every reason that any of these holds, once, as it is kept."""
    found = dict.fromkeys(reason.value for one in known for reason in reasons(one))
    return " ".join(found)


@transaction.atomic
def choose_line(*, card: Card, send: bool, by: Member, at: datetime) -> None:
    """Let a card's line reach the other helper, or take it back. `by` is the client, or the helper they sat with.

    It reaches one person, who is named where it is asked; taken back, it is closed to all whom it ever reached.
    """
    to = the_other(team(card.episode), card.role)
    if not send:
        reached = told(About.LINE, card.pk)
        to = [*reached, *(person for person in to if person not in reached)]
    write_releases(episode=card.episode, kinds=[Kind.CARD_LINE], object_id=card.pk, to=to, on=send, at=at)
    if send:
        new = [person for person in to if not is_told(About.LINE, card.pk, person)]
        deliver(episode=card.episode, about=About.LINE, about_id=card.pk, to=new, at=at)
    happened(CardLineChosen(card.episode_id, card.pk, send), by=by.pk, at=at)
