"""What followed from what clients said: for the client each thing, for a helper how soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.relays import facts
from tandem.relays.facts import Said
from tandem.relays.queries import closed_by
from tandem.session_checks.queries import sent_ever
from tandem.today.queries import Reached, grouped_by_check, one_sent

LATELY = timedelta(days=90)  # our choice: a season


@dataclass(frozen=True)
class Change:
    """One thing that the client said, and what followed from it."""

    at: datetime
    words: str
    word: str  # for a check without a line: what it said in a word
    followed: list[Reached]


def changes(episode: Episode, at: datetime) -> list[Change]:
    """Return everything the client sent that somebody answered, or that they said themselves, latest first."""
    checks = [_changed_by_check(rows) for rows in grouped_by_check(sent_ever(episode))]
    points = [_changed_by_point(point) for point in facts.everything(episode, at).said]
    found = [one for one in [*checks, *points] if one.followed]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _changed_by_check(rows: list[Any]) -> Change:
    sent = one_sent(rows)
    said = "" if sent.answers.line else sent.word.value
    return Change(rows[0].sent_at, sent.answers.line, said, [one for one in sent.reached if one.reply])


def _changed_by_point(point: Said) -> Change:
    answered = [one for one in point.receipts if one.outcome or one.reply]
    followed = [Reached(one.name, one.role, one.read_at, one.outcome or one.reply) for one in answered]
    return Change(point.first.sent_at, point.words, "", followed)


@dataclass(frozen=True)
class Closed:
    """How many points a helper closed lately, and in how many days half of them were."""

    number: int
    days: float


def closed(member: Member, at: datetime) -> Closed:
    """Return what a helper closed in the last 90 days, over all their clients of now."""
    spans = sorted(outcome_at - sent_at for sent_at, outcome_at in closed_by(member, at - LATELY))
    return Closed(len(spans), round(median(span / timedelta(days=1) for span in spans), 1) if spans else 0.0)
