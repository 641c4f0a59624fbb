"""Find what clients sent a helper and waits to be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet

from tandem.care.queries import helped_by, latest_release
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.relays.models import Relay
from tandem.relays.rules import About
from tandem.session_checks.models import NUMBERS
from tandem.session_checks.queries.checks import answers_in, with_check
from tandem.session_checks.rules import ASKS_FOR_A_TALK, Answers, Word, word
from tandem.tenancy.prepared import Prepared


@dataclass(frozen=True)
class Heard:
    """One check as a helper may see it: a word, and the answers if those were opened too."""

    about_id: UUID
    episode_id: UUID
    client_name: str
    starts_at: datetime
    word: Word
    answers: Answers | None


def heard_by(member: Member) -> list[Heard]:
    """Return the checks that wait on a helper's Today, each as far as it is open to them, in one query."""
    return [_heard(row) for row in _open_to(member=member.pk)]


def waiting_for(member: Member) -> int:
    """Return how many checks wait on a helper's Today."""
    return open_to(member.pk).count()


def open_to(member: UUID) -> QuerySet[Relay]:
    """Return what clients sent this helper, as long as it is open to them and waits to be read, oldest first."""
    return (
        Relay.objects.filter(kind=About.CHECK.value, to=member, acknowledged_at=None, episode__ended_at=None)
        .filter(episode__in=helped_by(member))
        .annotate(sees_word=latest_release(Kind.CHECK_WORD, OuterRef("about_id"), member))
        .filter(sees_word=True)
        .order_by("sent_at", "id")
    )


@Prepared
def _open_to(member: UUID) -> QuerySet[Any, Any]:
    relays = with_check(open_to(member)).annotate(
        sees_answers=latest_release(Kind.CHECK_ANSWERS, OuterRef("about_id"), member),
        client_name=F("episode__client__name"),
    )
    said = (*NUMBERS, "off", "line", "takeaway", "choice")
    shown = ("about_id", "episode_id", "client_name", "starts_at", "sees_answers")
    return relays.values_list(*shown, *said, named=True)


def _heard(row: Any) -> Heard:
    answers = answers_in(row)
    return Heard(
        about_id=row.about_id,
        episode_id=row.episode_id,
        client_name=row.client_name,
        starts_at=row.starts_at,
        word=Word.WORTH_A_TALK if row.choice in ASKS_FOR_A_TALK else word(answers),
        answers=answers if row.sees_answers else None,
    )
