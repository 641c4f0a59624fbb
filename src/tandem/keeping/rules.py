"""How long each kind of thing is kept, and by when a request is answered. The law is that of the United States."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LEAST_YEARS, MOST_YEARS = 5, 30  # our choice: what a state may ask for lies between
USUAL_YEARS = 7  # trust page, 4.5: adults, after the last contact; a practice sets what its state says


class Kept(StrEnum):
    """A kind of thing that is kept for some time."""

    RECORD = "record"
    LOG = "log"
    DRAFTS = "drafts"
    ANSWERS = "answers"
    LINKS = "links"
    NOTICES = "notices"
    SIGN_INS = "sign_ins"
    JOBS = "jobs"
    EXPORTS = "exports"
    BACKUPS = "backups"


@dataclass(frozen=True)
class Term:
    """For how many days a kind is kept and counted from when; `by_itself` goes each night, the rest needs two people.

    `days` is None for what is kept as long as the record.
    """

    days: int | None
    since: str
    source: str
    by_itself: bool = True


A_MONTH, A_YEAR = 30, 365  # days
BACKED_UP = 35  # days; trust page, 4.5

TERMS: dict[Kept, Term] = {
    Kept.RECORD: Term(
        USUAL_YEARS * A_YEAR,
        "the last contact",
        "usual for adults; what the state says wins",
        by_itself=False,
    ),
    Kept.LOG: Term(None, "", "45 CFR 164.316 and 164.528: six years at least", by_itself=False),
    Kept.ANSWERS: Term(None, "", "ours: what happened so far is read from them", by_itself=False),
    Kept.DRAFTS: Term(A_MONTH, "they were written", "our choice"),
    Kept.LINKS: Term(A_MONTH, "they ran out", "ours: until then a link still says that it is used up"),
    Kept.NOTICES: Term(A_YEAR, "they were sent", "ours: a year in which one can ask what was sent"),
    Kept.SIGN_INS: Term(1, "they ran out", "our choice"),
    Kept.JOBS: Term(A_MONTH, "they were done", "our choice"),
    Kept.EXPORTS: Term(0, "they were sent", "our choice: none is kept at all"),
    Kept.BACKUPS: Term(BACKED_UP, "they were made", "our choice"),
}


def kept_since(kind: Kept, at: datetime) -> datetime:
    """Return the moment before which things of this kind are over at `at`. Raises ValueError for what is kept on."""
    days = TERMS[kind].days
    if days is None:
        raise ValueError(f"{kind} is kept as long as the record")
    return at - timedelta(days=days)


def keep_until(last_contact: date, years: int = USUAL_YEARS) -> date:
    """Return the last day on which a client's record must be kept, `years` after the last contact.

    29 February counts to 1 March. Raises ValueError for years outside of what a practice may choose.
    """
    if not LEAST_YEARS <= years <= MOST_YEARS:
        raise ValueError(f"years must lie between {LEAST_YEARS} and {MOST_YEARS}: {years}")
    try:
        return last_contact.replace(year=last_contact.year + years)
    except ValueError:
        return date(last_contact.year + years, 3, 1)  # there is no 29 February in that year


def may_go(*, last_contact: date, years: int, open_: bool, held: bool, on: date) -> bool:
    """Return whether a client's record may be removed on a day: care is over, no hold, and the years are past."""
    return not open_ and not held and on > keep_until(last_contact, years)


class Asked(StrEnum):
    """What a client asks about their record."""

    COPY = "copy"  # handed over in person, in Safer mode
    DELETE = "delete"
    CORRECT = "correct"


class Answer(StrEnum):
    """What came of it."""

    YES = "yes"
    NO = "no"
    GIVEN = "given"  # a copy, in person


# Days until a request is answered. Source: 45 CFR 164.524(b)(2) for a copy, 164.526(b)(2) for a correction;
# for a deletion no federal clock runs, so ours is that of a copy.
ANSWER_WITHIN = {Asked.COPY: 30, Asked.DELETE: 30, Asked.CORRECT: 60}  # days


def answer_by(asked: Asked, asked_on: date) -> date:
    """Return the last day to answer a request. Source: see `ANSWER_WITHIN`."""
    return asked_on + timedelta(days=ANSWER_WITHIN[asked])


class HoldReason(StrEnum):
    """Why removal is stopped."""

    COURT = "court"  # a subpoena, an order, or a case that is expected
    COMPLAINT = "complaint"
    AUDIT = "audit"
    OTHER = "other"


class What(StrEnum):
    """What left the practice."""

    WHOLE = "whole"
    PART = "part"
    DATES = "dates"  # that somebody came, and when
    OWN_COPY = "own_copy"  # to the client themselves


class Ground(StrEnum):
    """Why it left. Source: 45 CFR 164.508 to 164.512."""

    CLIENT = "client"  # the client asked for it, or said yes
    COURT = "court"
    LAW = "law"  # a report that a law asks for
    DANGER = "danger"
    OVERSIGHT = "oversight"
    OTHER = "other"


def may_confirm(first: object | None, second: object) -> bool:
    """Return whether somebody may be the second of two who confirm a removal: never twice the same person."""
    return first is not None and first != second


def overdue(due: Collection[date], on: date) -> int:
    """Return how many of these last days are past."""
    return sum(day < on for day in due)
