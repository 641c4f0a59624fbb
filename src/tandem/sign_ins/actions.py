"""Give, use and cancel codes on paper; help a colleague back in; keep what is left of second factors tidy."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from tandem.people.models import Member, User
from tandem.people.sessions import PAPER_CODE, end_sign_ins, tell_sign_ins
from tandem.record.actions import happened
from tandem.sign_ins.events import (
    FactorAdded,
    FactorRemoved,
    FactorsCleared,
    PaperCodeCancelled,
    PaperCodeGiven,
    PaperCodeUsed,
    ResetStarted,
)
from tandem.sign_ins.letters import keep_letter
from tandem.sign_ins.models import FactorSecret, PaperCode
from tandem.sign_ins.queries import matching_paper_code, secrets_of
from tandem.sign_ins.rules import HOLD, LASTS, LETTERS, PIECE, PIECES, LetterKind, paper_hash, paper_words
from tandem.tenancy.current import using_practice


class NoAccount(Exception):
    """The person has no account yet; an invitation is what they need."""


class DoesNotWork(Exception):
    """The code on paper is not this person's, was used or cancelled, is too old, or not a day old."""


@transaction.atomic
def give_paper_code(*, member: Member, by: Member, at: datetime) -> str:
    """Return a fresh code for a member to write down. It works after a day; an earlier one ends now.

    Every open sign-in of theirs tells them at once, and each new one until it is used or cancelled.
    """
    if member.user_id is None:
        raise NoAccount
    Member.objects.select_for_update().get(pk=member.pk)  # of two at once, the later one's code works
    PaperCode.objects.filter(member=member, ended_at=None).update(ended_at=at)
    picks = "".join(secrets.choice(LETTERS) for _ in range(PIECES * PIECE))
    code = PaperCode.objects.create(
        member=member, given_by=by, secret_hash=paper_hash(picks), made_at=at, works_from=at + HOLD,
        expires_at=at + HOLD + LASTS,
    )  # fmt: skip
    tell_sign_ins(member.user_id, **{PAPER_CODE: True})
    happened(PaperCodeGiven(member.pk, code.pk), by=by.pk, at=at)
    return paper_words(picks)


@transaction.atomic
def cancel_paper_code(*, member: Member, at: datetime) -> bool:
    """Let a member's code on paper never work. Returns whether there was one."""
    for code in PaperCode.objects.select_for_update().filter(member=member, ended_at=None):
        PaperCode.objects.filter(pk=code.pk).update(ended_at=at)
        tell_sign_ins(member.user_id, **{PAPER_CODE: None})
        happened(PaperCodeCancelled(member.pk, code.pk), by=member.pk, at=at)
        return True
    return False


def use_paper_code(*, user: User | None, typed: str, password: str, at: datetime) -> None:
    """Set the new password, end every sign-in, and take second factors away that may be on a lost phone.

    Raises `DoesNotWork` for any code that does not, whatever the reason.
    """
    code = matching_paper_code(user, paper_hash(typed), at) if user else None
    if user is None or code is None or code.practice_id is None:
        raise DoesNotWork
    with using_practice(code.practice_id), transaction.atomic():
        if not PaperCode.objects.filter(pk=code.pk, ended_at=None).update(ended_at=at):
            raise DoesNotWork
        user.set_password(password)
        user.save(update_fields=["password"])
        _forget_factors(user)
        happened(PaperCodeUsed(code.member_id, code.pk), by=code.member_id, at=at)


@transaction.atomic
def start_reset(*, member: Member, by: UUID, at: datetime) -> None:
    """Send a colleague a link to a new password, to the address of their account. Nobody else sees the link."""
    if member.user is None:
        raise NoAccount
    keep_letter(kind=LetterKind.RESET, to=member.user.email, at=at)
    happened(ResetStarted(member.pk), by=by, at=at)


@transaction.atomic
def clear_factors(*, member: Member, by: UUID, at: datetime) -> None:
    """Let a colleague set up a second factor anew: they still need their password, are signed out, and are told."""
    if member.user is None:
        raise NoAccount
    _forget_factors(member.user)
    keep_letter(kind=LetterKind.CLEARED, to=member.user.email, at=at)
    happened(FactorsCleared(member.pk), by=by, at=at)


def _forget_factors(user: User) -> None:
    FactorSecret.objects.filter(pk__in=secrets_of(user)).delete()
    Authenticator.objects.filter(user=user).delete()
    end_sign_ins(user.pk)


def factor_added(*, member: Member, kind: str, at: datetime) -> None:
    """Write down that somebody set up a second factor."""
    with transaction.atomic():
        happened(FactorAdded(member.pk, kind), by=member.pk, at=at)


def factor_removed(*, member: Member, kind: str, at: datetime) -> None:
    """Write down that somebody took a second factor away."""
    with transaction.atomic():
        happened(FactorRemoved(member.pk, kind), by=member.pk, at=at)


@contextmanager
def tidy(user: User) -> Iterator[None]:
    """Forget the secrets that what happens inside leaves without a use."""
    before = secrets_of(user)
    yield
    FactorSecret.objects.filter(pk__in=before - secrets_of(user)).delete()
